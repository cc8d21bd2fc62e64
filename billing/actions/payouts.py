"""Where a counsellor is paid: a bank account of their own, accounts at payment providers."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions import audit, notices
from billing import providers
from billing.enums import PayoutState
from billing.models import PayoutAccount
from billing.providers import Connection, Unavailable
from lib import clock, ids
from lib.denied import Denied


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


def connect(counsellor, provider_key: str, return_url: str) -> str:
    """Begin to be paid through a provider, or go on with that: the address over there. Raises Denied.

    First the row, then the call: an account that was opened over there before a crash is found again by it.
    """
    provider = providers.by_key(provider_key)
    if not provider.hosts:
        raise Denied("no_provider", _("This way to be paid is not available."), status=409)
    with transaction.atomic():
        account, is_new = PayoutAccount.objects.get_or_create(
            counsellor=counsellor, provider=provider.key, testmode=provider.testmode,
            defaults={"state": PayoutState.ONBOARDING},
        )  # fmt: skip
        if is_new:
            event = audit.record("billing.payout_changed", by=counsellor, about=ids.to_text(counsellor.uid))
            notices.tell(counsellor, "billing.payout_changed", key=f"payout:{event.pk}")
    try:
        connection = provider.connect(account, return_url)
    except Unavailable:
        raise Denied(
            "provider_away", _("The provider does not answer just now. Please try again in a minute."), status=503
        ) from None
    _note(account, connection)
    return connection.goes_to


def refresh(account: PayoutAccount) -> PayoutAccount:
    """Ask how far it is. Raises Unavailable."""
    return _note(account, providers.by_key(account.provider).connect(account))


def _note(account: PayoutAccount, connection: Connection) -> PayoutAccount:
    with transaction.atomic():
        account = PayoutAccount.objects.select_for_update().select_related("counsellor").filter(pk=account.pk).first()
        if account is None or (account.state, account.reference) == (connection.state, connection.reference):
            return account
        before = account.state
        account.state, account.reference = connection.state, connection.reference or account.reference
        account.changed_at = clock.now()
        account.save(update_fields=["state", "reference", "changed_at"])
        if before == PayoutState.READY and account.state != PayoutState.READY:
            key = f"restricted:{account.pk}:{account.changed_at.isoformat()}"
            notices.tell(account.counsellor, "billing.payout_restricted", key=key)
    return account


def disconnect(counsellor, provider_key: str) -> None:
    """No new payments through this provider. What is begun there goes on; the account over there is its owner's."""
    with transaction.atomic():
        accounts = PayoutAccount.objects.filter(counsellor=counsellor, provider=provider_key).exclude(
            provider="transfer"
        )
        for account in accounts:
            audit.record(
                "billing.payout_changed", by=counsellor, about=ids.to_text(counsellor.uid), left=account.reference
            )
        accounts.delete()
