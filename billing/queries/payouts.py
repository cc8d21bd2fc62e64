from billing.models import PayoutAccount


def bank_account(counsellor) -> PayoutAccount | None:
    return PayoutAccount.objects.filter(counsellor=counsellor, provider="transfer").first()


def is_paid_somewhere(counsellor) -> bool:
    return PayoutAccount.objects.filter(counsellor=counsellor).exists()


def account_at(counsellor, provider) -> PayoutAccount | None:
    return PayoutAccount.objects.filter(
        counsellor=counsellor, provider=provider.key, testmode=provider.testmode
    ).first()


def elsewhere():
    """All accounts at providers that can be asked."""
    return PayoutAccount.objects.exclude(provider="transfer").exclude(reference="").select_related("counsellor")
