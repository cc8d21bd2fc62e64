"""The order of locks that holds everywhere: charge, then payment."""

from billing.models import Charge, Payment


def payment(payment: Payment) -> Payment:
    """The payment as it is now, it and its charge kept from everybody else until the transaction ends."""
    charge = Charge.objects.select_for_update().get(pk=payment.charge_id)
    payment = Payment.objects.select_for_update().get(pk=payment.pk)
    payment.charge = charge
    return payment
