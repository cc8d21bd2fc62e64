"""Plans as they are on a day: what is offered, and what somebody has."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Prefetch
from django.utils import timezone

from billing.models import Plan, PlanPrice, Subscription
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
