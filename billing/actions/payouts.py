from django.db import transaction

from accounts.actions import audit, notices
from billing.models import PayoutAccount
from lib import clock, ids


@transaction.atomic
def set_bank_account(counsellor, *, holder: str, iban: str, bic: str = "") -> PayoutAccount:
    """Where transfers to this counsellor go from now on. Payments already begun keep the account they showed.

    A change is told to the counsellor: whoever got into the account could send the money elsewhere.
    """
    given = {"holder": holder, "iban": iban, "bic": bic}
    before = PayoutAccount.objects.select_for_update().filter(counsellor=counsellor, provider="transfer").first()
    if before and all(getattr(before, name) == value for name, value in given.items()):
        return before
    account, _is_new = PayoutAccount.objects.update_or_create(
        counsellor=counsellor, provider="transfer", defaults=given | {"changed_at": clock.now()}
    )
    event = audit.record("billing.payout_changed", by=counsellor, about=ids.to_text(counsellor.uid))
    if before:
        notices.tell(counsellor, "billing.payout_changed", key=f"payout:{event.pk}")
    return account
