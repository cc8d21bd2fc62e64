"""A correction by hand: an entry of its own in the ledger, with words that stand on the next invoice."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions import audit
from accounts.models import AuditEvent, User
from billing.enums import EntryKind
from billing.models import LedgerEntry
from billing.queries import plans
from lib import ids
from lib.denied import Denied


@transaction.atomic
def adjust(counsellor: User, *, net_cents: int, currency: str, text: str, key: str, by: User) -> LedgerEntry | None:
    """Positive: the counsellor owes more. The same `key` again writes nothing more, and answers None."""
    if not counsellor.is_counsellor:
        raise Denied("not_a_counsellor", _("Only counsellors have a ledger."), status=422)
    if by == counsellor:
        raise Denied("your_own", _("Nobody corrects their own ledger."), status=403)
    about = ids.to_text(counsellor.uid)
    User.objects.select_for_update().get(pk=counsellor.pk)  # a button pressed twice
    if AuditEvent.objects.filter(kind="billing.adjusted", about=about, data__key=key).exists():
        return None
    entry = LedgerEntry.objects.create(
        counsellor=counsellor, kind=EntryKind.ADJUSTMENT, net_cents=net_cents, currency=currency, text=text,
        on=plans.today(),
    )  # fmt: skip
    audit.record("billing.adjusted", by=by, about=about, cents=net_cents, currency=currency, key=key)
    return entry
