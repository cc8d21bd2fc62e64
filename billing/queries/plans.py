"""Plans as they are on a day: what is offered, and what somebody has."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db.models import F, Max, Prefetch, Q
from django.utils import timezone

from billing import money, periods, rules
from billing.enums import EntryKind, Interval, PaymentState, Step
from billing.models import Payment, Plan, PlanPrice, Subscription
from billing.periods import Period
from lib import clock, zones


@dataclass(frozen=True)
class Offer:
    plan: Plan
    price: PlanPrice


def zone():
    """Where the portal is at home: days and months of money are those of this zone."""
    return zones.zone(settings.DEFAULT_ZONE)


def today() -> date:
    """The day it is where the portal is at home."""
    return timezone.localdate(clock.now(), zone())


def offers() -> list[Offer]:
    """What can be chosen today, in the staff's order."""
    return _priced(Plan.objects.filter(is_active=True))


def offers_beside(present: Subscription | None) -> list[Offer]:
    """What can be chosen by somebody who has a plan: theirs as it was agreed, even if it is not offered any more."""
    offered = offers()
    if present is None:
        return offered
    own = Offer(present.price.plan, present.price)
    others = [offer for offer in offered if offer.plan != own.plan]
    return sorted([own, *others], key=lambda offer: (offer.plan.sort_order, offer.plan.pk))


def offer(slug: str) -> Offer | None:
    return next(iter(_priced(Plan.objects.filter(is_active=True, slug=slug))), None)


def default_price() -> PlanPrice | None:
    """What is valid for counsellors who have chosen nothing."""
    found = _priced(Plan.objects.filter(is_default=True))
    return found[0].price if found else None


def price_of(plan: Plan) -> PlanPrice | None:
    """What the plan costs whoever chooses it today."""
    return plan.prices.filter(valid_from__lte=today()).order_by("-valid_from").first()


def _priced(plans) -> list[Offer]:
    begun = PlanPrice.objects.filter(valid_from__lte=today()).order_by("valid_from")
    found = []
    for plan in plans.prefetch_related(Prefetch("prices", begun, to_attr="begun")):
        if plan.begun:
            price = plan.begun[-1]
            price.plan = plan
            found.append(Offer(plan, price))
    return found


def subscription_of(user) -> Subscription | None:
    """What the counsellor has chosen and has today."""
    return _of(user).filter(starts_on__lte=today()).exclude(ends_on__lte=today()).first()


def coming_of(user) -> Subscription | None:
    """What the counsellor has chosen for a later day."""
    return _of(user).filter(starts_on__gt=today()).first()


def _of(user):
    return Subscription.objects.filter(counsellor=user).select_related("price__plan")


@dataclass(frozen=True)
class Change:
    """What choosing a plan does, on the page before it and in the action that does it. Amounts are without VAT."""

    step: Step
    offer: Offer
    present: Subscription | None
    coming: Subscription | None
    starts_on: date
    charged: Period | None  # of the new plan, written down today
    charge_cents: int
    credited: Period | None  # of the present plan, of which some days are credited
    days_left: int
    credit_cents: int

    @property
    def is_so_already(self) -> bool:
        """It is what is noted for later, or what is there with nothing noted."""
        if self.step == Step.LATER:
            return self.coming is not None and self.coming.price_id == self.offer.price.pk
        return self.step == Step.STAY and self.coming is None

    @property
    def balance_cents(self) -> int:
        return self.charge_cents - self.credit_cents

    @property
    def code(self) -> str:
        """What was promised on a page, to be sent back with its button."""
        return f"{self.offer.price.pk}-{self.starts_on:%Y%m%d}-{self.charge_cents}-{self.credit_cents}"

    @property
    def credited_cents(self) -> int:
        """As it stands in a list of amounts: to the counsellor's favour."""
        return -self.credit_cents

    @property
    def loses_articles(self) -> bool:
        return self._loses("may_write_articles")

    @property
    def loses_guests(self) -> bool:
        return self._loses("may_invite_guests")

    @property
    def loses_own_clients(self) -> bool:
        before = self.present.price.plan.own_clients if self.present else 0
        after = self.offer.plan.own_clients
        return after is not None and (before is None or after < before)

    def _loses(self, flag: str) -> bool:
        """Does the present plan have this and the other one not?"""
        return bool(self.present and getattr(self.present.price.plan, flag) and not getattr(self.offer.plan, flag))


def change(user, slug: str) -> Change | None:
    """None: there is no such plan on offer. The present plan can always be chosen: it takes a change back."""
    day, present, coming = today(), subscription_of(user), coming_of(user)
    if present and present.price.plan.slug == slug:
        offered = Offer(present.price.plan, present.price)
        return Change(Step.STAY, offered, present, coming, present.starts_on, None, 0, None, 0, 0)
    offered = offer(slug)
    if offered is None:
        return None
    price = offered.price
    if present and not rules.is_upgrade(present.price, price):
        return Change(Step.LATER, offered, present, coming, ends_of(present), None, 0, None, 0, 0)
    charged = None if price.is_free else periods.of(day, price.interval, day)
    step = Step.NOW if present else Step.FIRST
    if present is None or present.price.is_free:
        return Change(step, offered, present, coming, day, charged, price.amount_cents, None, 0, 0)
    period = period_of(present)
    left = period.days_left(day)
    credit = money.part(present.price.amount_cents, left, period.days)
    return Change(step, offered, present, coming, day, charged, price.amount_cents, period, left, credit)


def period_of(subscription: Subscription) -> Period:
    """The one today lies in."""
    return periods.of(subscription.starts_on, subscription.price.interval, today())


def ends_of(subscription: Subscription) -> date:
    """The day from which it can be without: the present period is used up."""
    return period_of(subscription).end


def with_a_period_due():
    """Subscriptions with a fee of which a period has begun that is not written down yet."""
    written = Max("entries__period_end_on", filter=Q(entries__kind=EntryKind.SUBSCRIPTION))
    return (
        Subscription.objects.filter(price__amount_cents__gt=0, starts_on__lte=today())
        .exclude(ends_on=F("starts_on"))
        .annotate(written_until=written)
        .filter(Q(written_until=None) | Q(written_until__lte=today()))
        .filter(Q(ends_on=None) | Q(written_until=None) | Q(ends_on__gt=F("written_until")))
    )


def renewing_within(days: int) -> list[tuple[Subscription, date]]:
    """Years that go on and cost something again within so many days, each with the day on which they do."""
    going_on = Subscription.objects.filter(
        price__interval=Interval.YEAR, price__amount_cents__gt=0, ends_on=None, starts_on__lte=today(),
        counsellor__is_active=True,
    ).select_related("counsellor", "price__plan")  # fmt: skip
    until = today() + timedelta(days=days)
    return [(found, day) for found in going_on if (day := ends_of(found)) <= until]


def kept_of(user, *, since: date, until: date, currency: str = "EUR") -> list[int]:
    """What the counsellor kept of each payment a share is due on, received from `since` to before `until`; in cents.

    What `billing.comparisons` wants to know.
    """
    received = Payment.objects.filter(
        charge__payee=user, charge__is_commissioned=True, state=PaymentState.CONFIRMED, currency=currency,
        testmode=False, confirmed_at__gte=_midnight(since), confirmed_at__lt=_midnight(until),
    )  # fmt: skip
    return [paid - back for paid, back in received.values_list("amount_cents", "refunded_cents") if paid > back]


def _midnight(day: date):
    return datetime.combine(day, time(), zone())
