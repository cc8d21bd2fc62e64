"""Paying a charge. `apply` is the only place where the state of a payment changes, always under its charge's lock."""

from contextlib import suppress
from dataclasses import replace

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from billing import asking, entitlements, providers, rules, signals
from billing.actions import charges, ledger, locks, refunds
from billing.enums import CLOSED_PAYMENT, LIVE_PAYMENT, OPEN_PAYMENT, ChargeState, PaymentState
from billing.models import Charge, Payment
from billing.providers import Snapshot, Unavailable
from billing.providers import test as play_money
from lib import clock, tasks
from lib.denied import Denied


def start(charge: Charge, provider_key: str, *, by) -> Payment:
    """Begin to pay, or go on with the payment that is under way. Another way to pay replaces one not yet paid."""
    provider = providers.by_key(provider_key)
    rules.check_payable(charge, by=by, now=clock.now())
    if not providers.serves(provider, charge):
        raise Denied("no_provider", _("This way to pay is not available."), status=409)
    running = Payment.objects.filter(charge=charge, state__in=OPEN_PAYMENT).first()
    if running and (running.provider, running.testmode) != (provider_key, provider.testmode):
        running = _replace(running, by=by)
    payment = running if running and running.is_live else _create(charge, provider, by=by)
    return _begin(payment, provider, by=by) if payment.state == PaymentState.CREATED else payment


def _replace(running: Payment, *, by) -> Payment:
    try:
        stopped = stop(running, by=by)
    except Unavailable:
        raise Denied(
            "provider_away",
            _("A payment is under way and cannot be stopped just now. Please try again in a minute."),
            status=503,
        ) from None
    if stopped.is_open:  # the payer has done their part, or it could not be stopped
        raise Denied(
            "declared",
            _("The payment you began is on its way. It has to arrive or fail before you can pay another way."),
            status=409,
        )
    return stopped


def _create(charge: Charge, provider, *, by) -> Payment:
    try:
        with transaction.atomic():
            charge = Charge.objects.select_for_update().get(pk=charge.pk)
            rules.check_payable(charge, by=by, now=clock.now())
            payment = Payment(
                charge=charge,
                provider=provider.key,
                amount_cents=charge.amount_cents,
                currency=charge.currency,
                fee_bps=entitlements.commission(charge.payee) if charge.is_commissioned else 0,
                testmode=provider.testmode,
            )
            payment.ask_at = _ask_next(payment)
            payment.save()
            return payment
    except IntegrityError:  # another tab was quicker: go on with that one
        other = Payment.objects.filter(charge=charge, state__in=LIVE_PAYMENT).first()
        if other is None or other.provider != provider.key:
            raise Denied(
                "under_way", _("A payment is under way already. Please load the page again."), status=409
            ) from (None)
        return other


def _begin(payment: Payment, provider, *, by=None) -> Payment:
    """First what is going to be asked, then the answer: after a crash in between the same is asked again."""
    try:
        payment = _ask_to_begin(payment, provider, by=by)
    except Unavailable:
        raise Denied(
            "provider_away",
            _("This way to pay does not answer just now; nothing was paid. Please try again, or pay another way."),
            status=503,
        ) from None
    if payment.state == PaymentState.FAILED:
        if payment.charge.payee_id:  # the account may be restricted since we last heard of it
            tasks.later("billing.tasks.look_at_accounts_of", payment.charge.payee_id)
        raise Denied(
            "provider_refused",
            _("This way to pay does not work just now; nothing was paid. Please pay another way."),
            status=409,
        )
    return payment


def _ask_to_begin(payment: Payment, provider, *, by=None) -> Payment:
    """Twice where the first answer is what will be asked."""
    for _time in range(2):
        if payment.state == PaymentState.CREATED:
            snapshot = provider.start(payment)
            try:
                payment = apply(payment, snapshot, by=by)
            except Denied as error:
                if error.code == "wrong_state":
                    _close_unheard(payment, snapshot)
                raise
    return payment


def _close_unheard(payment: Payment, snapshot: Snapshot) -> None:
    """It was given up while the answer was on its way: nobody will learn where to pay it, and nothing stays open there."""
    payment = Payment.objects.select_related("charge__payer", "charge__payee").get(pk=payment.pk)
    if snapshot.ref and payment.state in CLOSED_PAYMENT:
        with suppress(Unavailable):
            stop(apply(payment, replace(snapshot, state=payment.state)))


def stop(payment: Payment, *, by=None) -> Payment:
    """Ask the provider to make it unpayable; it may answer that the money is there already. Raises Unavailable."""
    return _learn(payment, providers.by_key(payment.provider).cancel(payment), by=by)


def declare(payment: Payment, *, by) -> Payment:
    """The payer says: I have sent it. Saying it twice is saying it once."""
    if payment.state == PaymentState.DECLARED and by == payment.charge.payer:
        return payment
    rules.check_may_declare(payment, by=by)
    providers.check_by_hand(payment)
    with transaction.atomic():  # of what was cancelled meanwhile nothing more is said to be under way
        rules.check_owed(Charge.objects.select_for_update().get(pk=payment.charge_id))
        return apply(payment, Snapshot(state=PaymentState.DECLARED), by=by)


def confirm(payment: Payment, *, by) -> Payment:
    """The payee says: received."""
    rules.check_is_payee(payment.charge, by=by)
    providers.check_by_hand(payment)
    return apply(payment, Snapshot(state=PaymentState.CONFIRMED), by=by)


def question(payment: Payment, *, by) -> Payment:
    """The payee says: not received. The payer is asked to look again; of a cancelled charge nothing is asked."""
    rules.check_is_payee(payment.charge, by=by)
    providers.check_by_hand(payment)
    if payment.state != PaymentState.DECLARED:
        raise Denied("wrong_state", _("That is not possible any more."), status=409, state=str(payment.state))
    gone = payment.charge.state == ChargeState.CANCELLED
    return apply(payment, Snapshot(state=PaymentState.CANCELLED if gone else PaymentState.PENDING), by=by)


def waive(payment: Payment, *, by) -> Payment:
    """The payee does without money that was said to be sent. Nothing is owed any more, and no share is due on it."""
    rules.check_is_payee(payment.charge, by=by)
    providers.check_by_hand(payment)
    if payment.state != PaymentState.DECLARED:
        raise Denied("wrong_state", _("That is not possible any more."), status=409, state=str(payment.state))
    with transaction.atomic():
        payment = apply(payment, Snapshot(state=PaymentState.CANCELLED), by=by)
        if payment.charge.state == ChargeState.OPEN:
            charges.cancel(payment.charge, by=by)
    return payment


def count_silence(payment: Payment) -> Payment:
    """Nobody said within a week that a transfer has not arrived: then it has. Twice is once."""
    with transaction.atomic():  # somebody may be saying something at this moment
        payment = locks.payment(payment)
        if not rules.silence_counts(payment, clock.now()):
            return payment
        return apply(payment, Snapshot(state=PaymentState.CONFIRMED))


def play(payment: Payment, outcome: str, *, by) -> Payment:
    """A button of the test page: what shall have happened "over there". Then it is asked, like a real provider."""
    provider = providers.by_key(payment.provider)
    if provider.key != "test":  # chosen meanwhile, in another tab
        raise Denied("wrong_state", _("That is not possible any more."), status=409)
    if not provider.ready(payment.charge.payee, payment.currency):
        raise Denied("no_provider", _("This way to pay is not available."), status=409)
    if by != payment.charge.payer:
        raise Denied("not_yours", _("Only the person who owes it can pay this."))
    if outcome not in play_money.BUTTONS:
        raise Denied("no_such_outcome", _("That is not possible any more."), status=422)
    with transaction.atomic():
        payment = locks.payment(payment)
        rules.check_may_play(payment, outcome)
        payment.request = play_money.chosen(payment, outcome)
        payment.save(update_fields=["request"])
    return refresh(payment)


def refresh(payment: Payment) -> Payment:
    """Ask the provider how it is. A payment whose beginning was cut off is begun again. Raises Unavailable."""
    provider = providers.by_key(payment.provider)
    if payment.state == PaymentState.CREATED:
        if payment.charge.state != ChargeState.OPEN:
            return stop(payment)
        return _ask_to_begin(payment, provider)
    return _learn(payment, provider.refresh(payment))


def ask(payment: Payment) -> Payment:
    """What the worker does when it is time to ask: whatever comes of it, the next time is noted."""
    try:
        return refresh(payment)
    finally:
        with transaction.atomic():
            fresh = Payment.objects.select_for_update().get(pk=payment.pk)
            fresh.ask_at, fresh.asked = fresh.ask_at and _ask_next(fresh), fresh.asked + 1
            fresh.save(update_fields=["ask_at", "asked"])


def _ask_next(payment: Payment):
    """None for what nobody can be asked about."""
    is_asked = any(provider.key == payment.provider and provider.is_asked for provider in providers.every())
    return asking.next_time(payment, clock.now()) if is_asked else None


def _learn(payment: Payment, snapshot: Snapshot, *, by=None) -> Payment:
    """An answer may be older than what is known meanwhile: then it changes nothing."""
    try:
        return apply(payment, snapshot, by=by)
    except Denied as error:
        if error.code != "wrong_state":
            raise
        return Payment.objects.select_related("charge__payer", "charge__payee").get(pk=payment.pk)


def apply(payment: Payment, snapshot: Snapshot, *, by=None) -> Payment:
    """Make the payment what `snapshot` says it is. The same snapshot again changes nothing, in whatever order they come.

    Lock order everywhere: charge, then payment.
    """
    seen = payment.state  # what the snapshot was made from
    with transaction.atomic():
        charge = Charge.objects.select_for_update().get(pk=payment.charge_id)
        payment = (
            Payment.objects.select_for_update(of=("self",))
            .select_related("charge__payer", "charge__payee")
            .get(pk=payment.pk)
        )
        charge.payer, charge.payee = payment.charge.payer, payment.charge.payee
        payment.charge = charge
        if not _is_news(payment, snapshot, seen=seen, by=by):
            return payment
        if snapshot.state != payment.state:
            rules.check_step(payment, snapshot.state)
        _note(payment, snapshot)
        refunds.converge(payment, snapshot.returns)  # first: what went back already is not sent back again
        if snapshot.state == PaymentState.CONFIRMED and payment.state != PaymentState.CONFIRMED and _is_paid(charge):
            _came_twice(payment, by=by)
        elif snapshot.state != payment.state:
            _step(payment, snapshot.state, by=by)
        if payment.state == snapshot.state in CLOSED_PAYMENT:
            payment.ask_at = None  # it is closed over there too
        payment.save()
        ledger.accrue(payment)
    return payment


def _is_news(payment: Payment, snapshot: Snapshot, *, seen, by) -> bool:
    declared = payment.state == PaymentState.DECLARED
    if declared and snapshot.state == PaymentState.CANCELLED and seen != PaymentState.DECLARED:
        return False  # a transfer may be under way now: it stays until the payee has looked
    # only a person takes back what a person said; a provider that still says "open" was asked before
    return not (declared and snapshot.state == PaymentState.PENDING and by is None)


def _note(payment: Payment, snapshot: Snapshot) -> None:
    payment.provider_ref = snapshot.ref or payment.provider_ref
    payment.reference = snapshot.reference or payment.reference
    payment.request = snapshot.request or payment.request
    payment.account_ref = snapshot.account_ref or payment.account_ref
    payment.expires_at = snapshot.expires_at or payment.expires_at


def _is_paid(charge: Charge) -> bool:
    return charge.payments.filter(state=PaymentState.CONFIRMED).exists()


def _step(payment: Payment, state, *, by) -> None:
    charge, before, now = payment.charge, payment.state, clock.now()
    payment.state = state
    match state:
        case PaymentState.DECLARED:
            payment.declared_at = now
        case PaymentState.PENDING if before == PaymentState.DECLARED:
            payment.questioned_at = now
        case PaymentState.CONFIRMED:
            payment.confirmed_at, payment.confirmed_by = now, by
            # money that arrives late replaces whatever else was begun
            for other in charge.payments.filter(state__in=OPEN_PAYMENT).exclude(pk=payment.pk):
                other.state, other.closed_at = PaymentState.CANCELLED, now
                other.save(update_fields=["state", "closed_at"])
                tasks.later("billing.tasks.close_payment", other.pk)  # over there it is still open
        case PaymentState.FAILED | PaymentState.CANCELLED:
            payment.closed_at = now
    payment.ask_at = _ask_next(payment)
    payment.save()
    if state == PaymentState.DECLARED:
        signals.payment_declared.send(Payment, charge=charge, payment=payment)
    if state == PaymentState.CONFIRMED:
        if charges.settle(charge):
            signals.charge_settled.send(Charge, charge=charge, payment=payment)
        else:
            refunds.request_rest(payment, by=by, reason="cancelled")


def _came_twice(payment: Payment, *, by) -> None:
    """Money for what another payment has settled: it never counts as received, and all of it goes back."""
    if payment.confirmed_at is None:
        payment.confirmed_at, payment.confirmed_by = clock.now(), by
        payment.save()
        refunds.request_rest(payment, by=by, reason="twice")
