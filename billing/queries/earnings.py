"""What a counsellor received through the portal and owes its operator, as rows for statistics. No test money."""

from billing.enums import PaymentState, RefundState
from billing.models import LedgerEntry, Payment, Refund


def received(counsellor, since, until) -> list[tuple]:
    """(when, cents, currency) of each payment."""
    return list(
        Payment.objects.filter(
            charge__payee=counsellor,
            state=PaymentState.CONFIRMED,
            testmode=False,
            confirmed_at__gte=since,
            confirmed_at__lt=until,
        ).values_list("confirmed_at", "amount_cents", "currency")
    )


def sent_back(counsellor, since, until) -> list[tuple]:
    """The same of each refund that has left, and of what a bank took back."""
    return list(
        Refund.objects.filter(
            payment__charge__payee=counsellor,
            payment__state=PaymentState.CONFIRMED,  # what came twice never counted as received
            payment__testmode=False,
            state=RefundState.DONE,
            done_at__gte=since,
            done_at__lt=until,
        ).values_list("done_at", "amount_cents", "payment__currency")
    )


def owed(counsellor, first, last) -> list[tuple]:
    """(day, kind, net cents, currency) of each entry of the ledger in [first, last)."""
    return list(
        LedgerEntry.objects.filter(counsellor=counsellor, testmode=False, on__gte=first, on__lt=last).values_list(
            "on", "kind", "net_cents", "currency"
        )
    )


def has_test_money(counsellor, since, until) -> bool:
    return Payment.objects.filter(
        charge__payee=counsellor,
        state=PaymentState.CONFIRMED,
        testmode=True,
        confirmed_at__gte=since,
        confirmed_at__lt=until,
    ).exists()
