"""Having a plan: choosing one, changing it, leaving it, and writing down what each of its periods costs.

All of it happens under the lock of the counsellor's row, so that two tabs and the worker follow one another.
"""

from datetime import date, datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions import audit, notices
from accounts.models import User
from billing import periods, rules
from billing.actions import ledger
from billing.enums import EntryKind, Step
from billing.models import Subscription
from billing.queries import plans
from lib import ids
from lib.denied import Denied

REMIND = 30  # days before a year is paid again


@transaction.atomic
def choose(counsellor: User, slug: str, *, by: User, seen: str | None = None) -> Subscription:
    """The first plan, and one that costs more, begin today; every other one when the present period is used up.

    What was paid for days nobody has used is credited. Choosing the present plan again takes a change back. `seen` is
    the code of the page it was chosen on (queries.plans.Change.code). Returns the subscription that was chosen.
    Raises Denied: "not_a_counsellor", "no_such_plan", "consequence_changed".
    """
    rules.check_has_plan(counsellor)
    _lock(counsellor)
    if present := plans.subscription_of(counsellor):
        _write_down(present)  # first: never is more credited than was charged
    change = plans.change(counsellor, slug)
    if change is None:
        raise Denied("no_such_plan", _("This plan is not offered any more. Please choose another one."), status=422)
    rules.check_seen(change.code, seen)
    if change.is_so_already:
        return change.coming or change.present
    return _take_back(change, by) if change.step == Step.STAY else _carry_out(change, counsellor, by)


@transaction.atomic
def cancel(counsellor: User, *, by: User) -> Subscription:
    """Leave the plan when its period is used up, for the plan of those who have not chosen."""
    basic = plans.default_price()
    present = plans.subscription_of(counsellor)
    if basic is None or present is None or present.price.plan_id == basic.plan_id:
        raise Denied("nothing_to_cancel", _("There is no plan to cancel."), status=409)
    return choose(counsellor, basic.plan.slug, by=by)


@transaction.atomic
def keep(counsellor: User, *, by: User) -> Subscription:
    """Take a change back that has not begun."""
    present = plans.subscription_of(counsellor)
    if present is None:
        raise Denied("nothing_to_keep", _("You have not chosen a plan yet."), status=409)
    return choose(counsellor, present.price.plan.slug, by=by)


def _take_back(change: plans.Change, by: User) -> Subscription:
    change.coming.delete()
    _end(change.present, None)
    _note(change.present, change, by)
    return change.present


def _carry_out(change: plans.Change, counsellor: User, by: User) -> Subscription:
    if change.coming:
        change.coming.delete()
    if change.present:
        _end(change.present, change.starts_on)
        if change.credit_cents:
            ledger.credit(change.present, change.credited, change.credit_cents, days=change.days_left)
    chosen = Subscription.objects.create(counsellor=counsellor, price=change.offer.price, starts_on=change.starts_on)
    _write_down(chosen)
    _note(chosen, change, by)
    return chosen


def _end(subscription: Subscription, day: date | None) -> None:
    subscription.ends_on = day
    subscription.save(update_fields=["ends_on"])


def _note(chosen: Subscription, change: plans.Change, by: User) -> None:
    event = audit.record(
        "billing.plan_chosen", by=by, about=ids.to_text(chosen.counsellor.uid),
        plan=chosen.price.plan.slug, starts_on=chosen.starts_on.isoformat(),
        charged=change.charge_cents, credited=change.credit_cents, currency=chosen.price.currency,
    )  # fmt: skip
    notices.tell(chosen.counsellor, "billing.plan_changed", key=f"plan:{event.pk}")


def renew_due() -> int:
    """Write down every period that has begun since the last time. Running twice charges once. Returns how many."""
    number = 0
    for pk in list(plans.with_a_period_due().values_list("pk", flat=True)):
        with transaction.atomic():
            found = Subscription.objects.select_related("counsellor").get(pk=pk)
            _lock(found.counsellor)
            found = Subscription.objects.select_related("counsellor", "price__plan").filter(pk=pk).first()
            number += _write_down(found) if found else 0
    return number


def _write_down(subscription: Subscription) -> int:
    """The caller holds the counsellor's lock."""
    price, counsellor = subscription.price, subscription.counsellor
    if price.is_free or subscription.starts_on > plans.today():
        return 0
    written = subscription.entries.filter(kind=EntryKind.SUBSCRIPTION).order_by("-period_end_on").first()
    number, since = 0, written and written.period_end_on
    for period in periods.begun(subscription.starts_on, price.interval, since=since, today=plans.today()):
        if subscription.ends_on and period.start >= subscription.ends_on:
            break
        if not (counsellor.is_active and counsellor.is_counsellor):  # whoever has gone is charged no more
            Subscription.objects.filter(counsellor=counsellor, starts_on__gt=plans.today()).delete()
            _end(subscription, period.start)
            break
        ledger.charge(subscription, period)
        number += 1
    return number


def remind_of_renewals() -> None:
    """A month before a year is paid again; each is told once."""
    for subscription, day in plans.renewing_within(REMIND):
        notices.tell(
            subscription.counsellor, "billing.renewal", key=f"renewal:{subscription.pk}:{day.isoformat()}",
            until=datetime.combine(day, time(), plans.zone()),
        )  # fmt: skip


def _lock(counsellor: User) -> None:
    """`no_key`: rows that only point at the person need not wait."""
    list(User.objects.select_for_update(no_key=True).filter(pk=counsellor.pk).values_list("pk"))
