"""Paying a charge. `apply` is the only place where the state of a payment changes, always under its charge's lock."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from billing import entitlements, providers, rules, signals
from billing.actions import charges, ledger, refunds
from billing.enums import LIVE_PAYMENT, OPEN_PAYMENT, ChargeState, PaymentState
from billing.models import Charge, Payment
from billing.providers import Snapshot
from lib import clock
from lib.denied import Denied


def start(charge: Charge, provider_key: str, *, by) -> Payment:
    """Begin to pay, or go on with the payment that is under way. Another way to pay replaces one not yet paid."""
    provider = providers.by_key(provider_key)
    rules.check_payable(charge, by=by, now=clock.now())
    if not provider.ready(charge.payee, charge.currency):
        raise Denied("no_provider", _("This way to pay is not available."), status=409)
    running = Payment.objects.filter(charge=charge, state__in=OPEN_PAYMENT).first()
    if running and running.provider != provider_key:
        running = stop(running, by=by)
        if running.state == PaymentState.DECLARED:
            raise Denied(
                "declared", _("You said the transfer is on its way. Your counsellor will look for it."), status=409
            )
    payment = running if running and running.is_live else _create(charge, provider, by=by)
    if payment.state == PaymentState.CREATED:
        payment = apply(payment, provider.start(payment), by=by)
    return payment


def _create(charge: Charge, provider, *, by) -> Payment:
    try:
        with transaction.atomic():
            charge = Charge.objects.select_for_update().get(pk=charge.pk)
            rules.check_payable(charge, by=by, now=clock.now())
            return Payment.objects.create(
                charge=charge,
                provider=provider.key,
                amount_cents=charge.amount_cents,
                currency=charge.currency,
                fee_bps=entitlements.commission(charge.payee) if charge.is_commissioned else 0,
                testmode=provider.testmode,
            )
    except IntegrityError:  # another tab was quicker: go on with that one
        other = Payment.objects.filter(charge=charge, state__in=LIVE_PAYMENT).first()
        if other is None or other.provider != provider.key:
            raise Denied(
                "under_way", _("A payment is under way already. Please load the page again."), status=409
            ) from (None)
        return other


def stop(payment: Payment, *, by=None) -> Payment:
    """Ask the provider to make it unpayable; it may answer that the money is there already."""
    return apply(payment, providers.by_key(payment.provider).cancel(payment), by=by)


def declare(payment: Payment, *, by) -> Payment:
    """The payer says: I have sent it. Saying it twice is saying it once."""
    if payment.state == PaymentState.DECLARED and by == payment.charge.payer:
        return payment
    rules.check_may_declare(payment, by=by)
    return apply(payment, Snapshot(state=PaymentState.DECLARED), by=by)


def confirm(payment: Payment, *, by) -> Payment:
    """The payee says: received."""
    rules.check_is_payee(payment.charge, by=by)
    return apply(payment, Snapshot(state=PaymentState.CONFIRMED), by=by)


def question(payment: Payment, *, by) -> Payment:
    """The payee says: not received. The payer is asked to look again; of a cancelled charge nothing is asked."""
    rules.check_is_payee(payment.charge, by=by)
    if payment.state != PaymentState.DECLARED:
        raise Denied("wrong_state", _("That is not possible any more."), status=409, state=str(payment.state))
    gone = payment.charge.state == ChargeState.CANCELLED
    return apply(payment, Snapshot(state=PaymentState.CANCELLED if gone else PaymentState.PENDING), by=by)


def pay_with_play_money(payment: Payment, *, by, succeed: bool) -> Payment:
    """What the test page's buttons do; a real provider says this through `refresh`."""
    provider = providers.by_key(payment.provider)
    if not provider.testmode or not provider.ready(payment.charge.payee, payment.currency):
        raise Denied("no_provider", _("This way to pay is not available."), status=409)
    if by != payment.charge.payer:
        raise Denied("not_yours", _("Only the person who owes it can pay this."))
    return apply(payment, Snapshot(state=PaymentState.CONFIRMED if succeed else PaymentState.FAILED), by=by)


def refresh(payment: Payment) -> Payment:
    return apply(payment, providers.by_key(payment.provider).refresh(payment))


def apply(payment: Payment, snapshot: Snapshot, *, by=None) -> Payment:
    """Make the payment what `snapshot` says it is. The same snapshot again changes nothing, in whatever order they come.

    Lock order everywhere: charge, then payment.
    """
    seen = payment.state  # what the snapshot was made from
    with transaction.atomic():
        charge = Charge.objects.select_for_update().get(pk=payment.charge_id)
        payment = (
            Payment.objects.select_for_update().select_related("charge__payer", "charge__payee").get(pk=payment.pk)
        )
        declared_meanwhile = payment.state == PaymentState.DECLARED and seen != PaymentState.DECLARED
        payment.charge = charge
        if snapshot.state == payment.state:
            return payment
        if snapshot.state == PaymentState.CANCELLED and declared_meanwhile:
            return payment  # a transfer may be under way now: it stays until the payee has looked
        rules.check_step(payment, snapshot.state)
        if snapshot.state == PaymentState.CONFIRMED and charge.payments.filter(state=PaymentState.CONFIRMED).exists():
            raise Denied("already_paid", _("This is paid already."), status=409)
        before, now = payment.state, clock.now()
        payment.state = snapshot.state
        payment.provider_ref = snapshot.ref or payment.provider_ref
        payment.reference = snapshot.reference or payment.reference
        payment.request = snapshot.request or payment.request
        match snapshot.state:
            case PaymentState.DECLARED:
                payment.declared_at = now
            case PaymentState.PENDING if before == PaymentState.DECLARED:
                payment.questioned_at = now
            case PaymentState.CONFIRMED:
                payment.confirmed_at, payment.confirmed_by = now, by
                # money that arrives late replaces whatever else was begun
                charge.payments.filter(state__in=OPEN_PAYMENT).exclude(pk=payment.pk).update(
                    state=PaymentState.CANCELLED, closed_at=now
                )
            case PaymentState.FAILED | PaymentState.CANCELLED:
                payment.closed_at = now
        payment.save()
        ledger.accrue(payment)
        if snapshot.state == PaymentState.DECLARED:
            signals.payment_declared.send(Payment, charge=charge, payment=payment)
        if snapshot.state == PaymentState.CONFIRMED:
            if charges.settle(charge):
                signals.charge_settled.send(Charge, charge=charge, payment=payment)
            else:
                refunds.request_rest(payment, by=by, reason="cancelled")
    return payment
