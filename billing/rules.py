"""What may happen with money. Pure functions that raise `Denied`."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from billing.enums import CHARGE_STEPS, PAYMENT_STEPS, REFUND_STEPS, ChargeState, PaymentState, RefundState
from lib.denied import Denied


def can_step(steps: dict, state, to) -> bool:
    return to in steps[state]


def check_step(thing, to):
    steps = {"Charge": CHARGE_STEPS, "Payment": PAYMENT_STEPS, "Refund": REFUND_STEPS}[type(thing).__name__]
    if not can_step(steps, thing.state, to):
        raise Denied("wrong_state", _("That is not possible any more."), status=409, state=str(thing.state))


def check_payable(charge, *, by, now):
    """May `by` start to pay now?"""
    if by != charge.payer:
        raise Denied("not_yours", _("Only the person who owes it can pay this."))
    check_owed(charge)
    if charge.payable_from and now < charge.payable_from:
        raise Denied("too_early", _("It is too early to pay this."), status=409)


def check_owed(charge):
    if charge.state == ChargeState.SETTLED:
        raise Denied("already_paid", _("This is paid already."), status=409)
    if charge.state == ChargeState.CANCELLED:
        raise Denied("nothing_due", _("There is nothing to pay here any more."), status=409)


def check_may_declare(payment, *, by):
    if by != payment.charge.payer:
        raise Denied("not_yours", _("Only the person who pays can say this."))
    if payment.state != PaymentState.PENDING:
        raise Denied("wrong_state", _("That is not possible any more."), status=409, state=str(payment.state))


def is_payee(charge, person) -> bool:
    """Who says what arrived and what went back: the person who is paid; for the operator the staff of its bookkeeping,
    but nobody about their own debt."""
    if charge.payee_id is not None:
        return person == charge.payee
    return person != charge.payer and person.has_perm("billing.change_invoice")


def check_is_payee(charge, *, by):
    if not is_payee(charge, by):
        raise Denied("not_yours", _("Only the person who is paid can say this."))


def check_refundable(payment, amount_cents: int, *, already: int):
    """`already`: what was refunded or is on its way back."""
    if payment.confirmed_at is None:  # not the state: what came twice never counts as received, and goes back
        raise Denied("not_paid", _("Nothing was received that could be sent back."), status=409)
    if not 0 < amount_cents <= payment.amount_cents - already:
        raise Denied("refund_amount", _("That is more than was received."), status=409)


SILENCE = timedelta(days=7)


def silence_counts(payment, now) -> bool:
    """Has the payee had a week, since both the payment was declared and what it is for took place?"""
    charge = payment.charge
    return (
        payment.provider == "transfer"
        and payment.state == PaymentState.DECLARED
        and charge.payee_id is not None
        and charge.state == ChargeState.OPEN
        and charge.performed_at is not None
        and now >= max(charge.performed_at, payment.declared_at) + SILENCE
    )


def check_may_play(payment, outcome: str):
    """A payment is played once; one that was received can be charged back once."""
    if outcome == "charged_back":
        possible = payment.state == PaymentState.CONFIRMED and "charged_back" not in payment.request
    else:
        possible = payment.state == PaymentState.PENDING and "outcome" not in payment.request
    if not possible:
        raise Denied("wrong_state", _("That is not possible any more."), status=409, state=str(payment.state))


OPEN_REFUND = (RefundState.PENDING, RefundState.DONE)


def check_has_plan(user):
    if not (user.is_active and user.is_counsellor):
        raise Denied("not_a_counsellor", _("Only counsellors have a plan."), status=403)


def is_upgrade(present, offered) -> bool:
    """Does changing from one price to another happen now? It does when more is paid than before."""
    return present.currency == offered.currency and offered.amount_cents > present.amount_cents


def check_correctable(invoice, *, seller: dict, buyer: dict):
    """`seller`, `buyer`: as they are now."""
    if invoice.issuer_id is not None or invoice.is_credit_note:
        raise Denied("not_correctable", _("Only an invoice of the operator can be issued anew."), status=409)
    if invoice.corrected_at:
        raise Denied("corrected", _("This invoice was taken back already."), status=409)
    if (invoice.seller, invoice.buyer) == (seller, buyer):
        raise Denied(
            "nothing_to_correct",
            _("Names, addresses and numbers are the same as on the invoice. Please change them first."), status=409,
        )  # fmt: skip


def check_nothing_under_way(charge):
    """The amount will be another one: a transfer that was sent must have arrived first."""
    if charge and charge.is_open and charge.payments.filter(state=PaymentState.DECLARED).exists():
        raise Denied(
            "under_way",
            _("A transfer for this invoice is on its way, and the new amount is another one. Please wait until it has "
              "arrived, or note that it did not."),
            status=409,
        )  # fmt: skip


def check_month_over(month: date, today: date):
    if (month + timedelta(days=31)).replace(day=1) > today:
        raise Denied("month_not_over", _("This month is not over yet."), status=409)


def check_seen(code: str, seen: str | None):
    """`seen`: what stood on the page the button was on (None: no page was shown)."""
    if seen is not None and seen != code:
        raise Denied(
            "consequence_changed", _("What follows has changed since you opened this page. Please read it again."),
            status=409,
        )  # fmt: skip


def check_may_remind(invoice, *, today: date):
    if not invoice.is_to_pay or invoice.testmode:
        raise Denied("nothing_due", _("There is nothing to pay here any more."), status=409)
    if today <= invoice.to_pay_until:
        raise Denied("not_late", _("This invoice is not late yet."), status=409)


def reminded_today() -> Denied:
    return Denied("reminded_today", _("A reminder went out today already."), status=409)
