"""Choosing a plan, and changing what one costs."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions import audit
from accounts.models import User
from billing import rules
from billing.models import Plan, PlanPrice, Subscription
from billing.queries import plans
from lib import ids
from lib.denied import Denied


@transaction.atomic
def choose(counsellor: User, slug: str, *, by: User) -> Subscription:
    """The first choice is valid at once; another one from the day the present one can be left.

    Choosing the present plan again takes a change back. Nothing is collected here: a fee is invoiced by the operator.
    """
    rules.check_has_plan(counsellor)
    User.objects.select_for_update().get(pk=counsellor.pk)  # two tabs choose one after the other
    offer, present, coming = plans.offer(slug), plans.subscription_of(counsellor), plans.coming_of(counsellor)
    if present and present.price.plan.slug == slug:
        return _stay(present, coming, by)
    if offer is None:
        raise Denied("no_such_plan", _("This plan is not offered any more. Please choose another one."), status=422)
    if coming and coming.price_id == offer.price.pk:
        return coming
    if coming:
        coming.delete()
    starts_on = rules.changes_on(present, plans.today()) if present else plans.today()
    if present:
        _end(present, starts_on)
    chosen = Subscription.objects.create(counsellor=counsellor, price=offer.price, starts_on=starts_on)
    _note(chosen, by)
    return chosen


def _stay(present: Subscription, coming: Subscription | None, by: User) -> Subscription:
    if coming:
        coming.delete()
        _end(present, None)
        _note(present, by)
    return present


def _end(subscription: Subscription, day: date | None) -> None:
    subscription.ends_on = day
    subscription.save(update_fields=["ends_on"])


def _note(chosen: Subscription, by: User) -> None:
    audit.record(
        "billing.plan_chosen", by=by, about=ids.to_text(chosen.counsellor.uid),
        plan=chosen.price.plan.slug, starts_on=chosen.starts_on.isoformat(),
    )  # fmt: skip


@transaction.atomic
def set_price(price: PlanPrice, *, by: User | None) -> PlanPrice:
    """Have `price`, not yet stored, be valid from its day on. What is valid until then stays in the table."""
    price.save(force_insert=True)
    audit.record(
        "billing.plan_priced", by=by, about=price.plan.slug, plan=price.plan.slug, valid_from=price.valid_from.isoformat(),
        cents=price.amount_cents, currency=price.currency, every=price.interval, commission=price.commission_bps,
    )  # fmt: skip
    return price


def unmark_default(*, besides: Plan) -> None:
    Plan.objects.filter(is_default=True).exclude(pk=besides.pk).update(is_default=False)
