"""Changing what a plan costs. Who chooses one: actions.subscriptions."""

from django.db import transaction

from accounts.actions import audit
from accounts.models import User
from billing.models import Plan, PlanPrice


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
