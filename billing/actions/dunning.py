"""Reminding counsellors of invoices. Nobody is locked out of anything here; see `queries.invoices.is_suspended`."""

from django.db import transaction
from django.utils import timezone

from accounts.actions import audit, notices
from accounts.models import NoticeLedger, User
from billing import months, rules
from billing.models import Invoice, LedgerEntry
from billing.queries import invoices, plans
from lib import clock, ids

# days after the last day in time, and what is said then
STEPS = ((3, "billing.invoice_due"), (10, "billing.reminder"), (20, "billing.reminder"), (30, "billing.paused"))
STATEMENT_DAYS = 5  # before the month ends
HOURS = range(8, 20)  # when the automatic ones go out, where the portal is at home


def is_time() -> bool:
    return timezone.localtime(clock.now(), plans.zone()).hour in HOURS


def run() -> int:
    """Every day, and as often as one likes: each step is said once, and of several missed ones the last."""
    first_step = STEPS[0][0]
    return sum(_take_step(invoice) for invoice in invoices.overdue(first_step - 1))


def _take_step(invoice: Invoice) -> bool:
    late = (plans.today() - invoice.to_pay_until).days
    day, kind = max(step for step in STEPS if step[0] <= late)
    return _say(invoice, kind, key=f"late:{invoice.charge_id}:{day}")


def remind(invoice: Invoice, *, by) -> Invoice:
    """The operator's staff remind by hand, of what is past its day, once a day."""
    rules.check_may_remind(invoice, today=plans.today())
    if not _say(invoice, "billing.reminder", key=f"late:{invoice.charge_id}:{plans.today()}"):
        raise rules.reminded_today()
    audit.record("billing.reminded", by=by, about=ids.to_text(invoice.uid))
    invoice.refresh_from_db(fields=["reminders"])
    return invoice


def _say(invoice: Invoice, kind: str, *, key: str) -> bool:
    """False: that was said before."""
    with transaction.atomic():
        locked = Invoice.objects.select_for_update(of=("self",), no_key=True).defer("xml", "pdf").get(pk=invoice.pk)
        if NoticeLedger.objects.filter(user=locked.recipient_id, key=key).exists():
            return False
        notices.tell(locked.recipient, kind, key=key)
        locked.reminders += 1
        locked.save(update_fields=["reminders"])
    return True


def announce_statements() -> int:
    """Five days before a month ends: whoever owes something can look at the list, and put it right."""
    month = months.of(plans.today())
    if (months.following(month) - plans.today()).days > STATEMENT_DAYS:
        return 0
    key = f"statement:{months.text(month)}"
    told = NoticeLedger.objects.filter(key=key).values("user")
    owing = LedgerEntry.objects.filter(invoice=None, testmode=False).values("counsellor")
    people = User.objects.filter(pk__in=owing).exclude(pk__in=told)
    for counsellor in people:
        notices.tell(counsellor, "billing.statement", key=key)
    return len(people)
