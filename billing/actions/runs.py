"""Closing a month: what counsellors owe becomes invoices. May be run again at any time: it goes on where it stopped."""

import logging
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.db import transaction

from accounts.actions import audit, notices
from accounts.models import User
from billing import documents, months, rules
from billing.actions import invoices
from billing.models import Invoice, LedgerEntry
from billing.queries import drafts, operators, plans
from billing.queries.drafts import Draft
from cms.actions import groups
from lib import clock
from lib.denied import Denied

log = logging.getLogger(__name__)

HOUR = time(6)  # of the first, where the portal is at home


@dataclass
class Closed:
    """What came of it. `held`: drafts that wait for something; `failed`: counsellors where a mistake of ours struck."""

    month: date
    issued: list[Invoice] = field(default_factory=list)
    held: list[Draft] = field(default_factory=list)
    failed: list[User] = field(default_factory=list)
    left: int = 0  # not reached in the given time: call again


def preview(month: date) -> list[Draft]:
    """What `close` would issue, each with its `hindrance` if something is missing."""
    return drafts.of_month(month)


def close(month: date, *, by=None, seconds: int = 30) -> Closed:
    """Issue what is owed up to the end of `month`, each counsellor in a transaction of its own.

    Refused while the month lasts, or while the operator's own details are not complete.
    """
    rules.check_month_over(month, plans.today())
    drafts.check_operator(operators.details())
    closed, until = Closed(month), clock.now().timestamp() + seconds
    if found := preview(month):
        documents.prepare()
    for done, draft in enumerate(found):
        if clock.now().timestamp() > until:
            closed.left = len(found) - done
            break
        _close_one(draft, closed, by)
    if closed.issued:
        audit.record("billing.month_closed", by=by, about=months.text(month), invoices=len(closed.issued))
    return closed


def _close_one(draft: Draft, closed: Closed, by) -> None:
    if draft.hindrance:
        closed.held.append(draft)
        if draft.hindrance.code == "buyer_incomplete" and not draft.testmode:
            notices.tell(draft.counsellor, "billing.address_missing", key=f"address:{months.text(draft.month)}")
        return
    try:
        if invoice := issue_month(draft.counsellor, draft.month, draft.currency, testmode=draft.testmode, by=by):
            closed.issued.append(invoice)
    except Denied as refused:
        log.warning("no invoice for counsellor %s: %s", draft.counsellor.pk, refused.code)
        closed.held.append(draft)
    except Exception:  # one counsellor's trouble is not the others'; nothing of it was stored, the next run tries again
        log.exception("the invoice of counsellor %s failed", draft.counsellor.pk)
        closed.failed.append(draft.counsellor)


@transaction.atomic
def issue_month(counsellor, month: date, currency: str, *, testmode: bool = False, by=None) -> Invoice | None:
    """All entries of a counsellor that are in no invoice yet become one. None: somebody else did it, or there is none."""
    User.objects.select_for_update(no_key=True).get(pk=counsellor.pk)  # two runs at once: the second finds nothing
    found = drafts.of_month(month, counsellor=counsellor)
    draft = next((draft for draft in found if (draft.currency, draft.testmode) == (currency, testmode)), None)
    if draft is None:
        return None
    invoice = invoices.issue_draft(draft, by=by)
    entries = LedgerEntry.objects.filter(pk__in=[entry.pk for entry in draft.entries])
    if entries.sweep_into(invoice) != len(draft.entries):
        raise RuntimeError("Entries of the ledger went elsewhere while they were being invoiced")
    return invoice


def due_month() -> date | None:
    """The month to close by now: the last one, from the first at six in the morning. None in the hours before."""
    month = months.before(months.of(plans.today()))
    begins = datetime.combine(months.following(month), HOUR, tzinfo=plans.zone())
    return month if clock.now() >= begins else None


def close_if_due() -> Closed | None:
    """Every hour: the last month, unless it is closed. If the operator's details are missing, the bookkeepers are told."""
    month = due_month()
    if month is None or not preview(month):
        return None
    try:
        return close(month)
    except Denied as refused:
        log.warning("the invoices of %s were not written: %s", months.text(month), refused.code)
        for person in User.objects.filter(groups__name=groups.BILLING, is_active=True):
            notices.tell(person, "billing.run_refused", key=f"run:{months.text(month)}")
        return None
