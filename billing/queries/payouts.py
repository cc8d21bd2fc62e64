from billing.models import PayoutAccount


def bank_account(counsellor) -> PayoutAccount | None:
    return PayoutAccount.objects.filter(counsellor=counsellor, provider="transfer").first()
