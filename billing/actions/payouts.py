from billing.models import PayoutAccount
from lib import clock


def set_bank_account(counsellor, *, holder: str, iban: str, bic: str = "") -> PayoutAccount:
    """Where transfers to this counsellor go from now on. Payments already begun keep the account they showed."""
    account, _is_new = PayoutAccount.objects.update_or_create(
        counsellor=counsellor,
        provider="transfer",
        defaults={"holder": holder, "iban": iban, "bic": bic, "changed_at": clock.now()},
    )
    return account
