from django.db import transaction

from billing import rules
from billing.actions import refunds
from billing.enums import ChargeState, PaymentState
from billing.models import Charge, Payment
from lib import clock, tasks


def open(
    *, payer, payee, amount_cents, currency, text, return_path, by, commissioned, payable_from=None, testmode=False
) -> Charge:
    """Somebody owes somebody an amount; `payee` None is the operator. `text` is read by banks: neutral words only.

    `commissioned`: the operator's share is due on it, because the payer came through the portal.
    """
    return Charge.objects.create(
        payer=payer,
        payee=payee,
        amount_cents=amount_cents,
        currency=currency,
        text=text,
        return_path=return_path,
        created_by=by,
        payable_from=payable_from,
        is_commissioned=commissioned,
        testmode=testmode,
    )


def cancel(charge: Charge, *, by, refund: bool = True) -> Charge:
    """What was owed is no longer owed. Money that came goes back (unless `refund` is False: a late cancellation)."""
    with transaction.atomic():
        charge = Charge.objects.select_for_update().get(pk=charge.pk)
        if charge.state == ChargeState.SETTLED and not refund:
            return charge  # what was agreed stays paid
        rules.check_step(charge, ChargeState.CANCELLED)
        charge.state, charge.cancelled_at = ChargeState.CANCELLED, clock.now()
        charge.save(update_fields=["state", "cancelled_at"])
        for payment in Payment.objects.filter(charge=charge, state=PaymentState.CONFIRMED):
            refunds.request_rest(payment, by=by, reason="cancelled")
        # a provider may have to be asked over the network: never inside a transaction
        tasks.later("billing.tasks.close_payments", charge.pk)
    return charge


def postpone(charge: Charge, payable_from) -> None:
    """It can be paid from another moment on. What is paid or cancelled stays as it is."""
    Charge.objects.filter(pk=charge.pk, state=ChargeState.OPEN).update(payable_from=payable_from)


def performed(charge: Charge, at) -> None:
    """What it is for took place then, or (None) did not. From here on silence about a declared transfer counts."""
    Charge.objects.filter(pk=charge.pk).update(performed_at=at)


def settle(charge: Charge) -> bool:
    """Called by `payments.apply` under the charge's lock. False: it was cancelled, the money has to go back."""
    if charge.state != ChargeState.OPEN:
        return False
    charge.state, charge.settled_at = ChargeState.SETTLED, clock.now()
    charge.save(update_fields=["state", "settled_at"])
    return True
