"""Booking, cancelling, letting in. Bookings with one counsellor wait for each other at the row of its rules; that two
never overlap is the database's own promise (booking.constraints)."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from billing.actions import charges
from booking import changes, rules
from booking.actions import facts, rows, telling
from booking.enums import Billed, EventKind, Status
from booking.models import Appointment, BookingRules, GuestLink
from booking.queries import appointments, counsellors, diaries, guests
from consult.actions import engagements
from consult.queries import own_clients
from lib import clock
from lib.denied import Denied
from lib.ids import to_text


def book(
    *, service, client, start, by, request_key: str = "", seen_cents: int | None = None, consent: bool | None = None,
    billed: str = Billed.DOOR,
) -> Appointment:  # fmt: skip
    """Raises Denied: "slot_taken", "own_overlap", "enough_for_now", "not_offered", "own_service", "not_yours",
    "price_changed", "consent_needed", "plan", "billed", "takes_nothing_new", "suspended", "own_clients".

    Without a `client` the time is kept for a guest, who comes by a link (actions.guests). A repeated `request_key` of
    the same person returns the appointment the first call made. `seen_cents` is the price that stood on the page:
    nobody owes another one than they agreed to. `consent`: the client asks to begin before the days for withdrawing are
    over.
    """
    try:
        with transaction.atomic():
            return _book(
                service=service, client=client, start=start, by=by, request_key=request_key, seen_cents=seen_cents,
                billed=billed, consent=consent,
            )  # fmt: skip
    except IntegrityError as error:
        raise rows.refusal(error) from error


def _book(*, service, client, start, by, request_key, seen_cents, consent, billed):
    now, counsellor = clock.now(), service.counsellor
    booking_rules = rows.lock(counsellor, client)
    if before := appointments.by_request(by, request_key):
        return before
    rules.check_price(service, seen_cents)
    if client is None:
        rules.check_may_invite(service, by=by, allowed=guests.may_invite(counsellor))
    else:
        rules.check_may_book(
            service,
            client=client,
            by=by,
            known=appointments.is_known(client, counsellor),
            future=appointments.future_count(client, counsellor),
        )
    check_takes_new(client, counsellor, by=by)
    external = client is None or counsellors.brought_along(client, counsellor)
    rules.check_billed(billed, by=by, counsellor=counsellor, external=external)
    rules.check_bookable(
        diaries.read(counsellor, since=start, until=start, client=client, booking_rules=booking_rules),
        start,
        minutes=service.minutes,
        now=now,
        by_counsellor=by == counsellor,
    )
    appointment = place(
        service=service, client=client, start=start, by=by, booking_rules=booking_rules, request_key=request_key,
        billed=billed,
    )  # fmt: skip
    ask_for_consent(appointment, by=by, consent=consent)
    telling.both(appointment, "booked")
    facts.changed(counsellor)
    return appointment


def check_takes_new(client, counsellor, *, by) -> None:
    rules.check_takes_new(
        takes=counsellors.takes_bookings(counsellor),
        covered=client is None or own_clients.is_covered(client, counsellor),
        by_counsellor=by == counsellor,
    )


def place(
    *, service, client, start, by, booking_rules: BookingRules, request_key: str = "", billed=Billed.DOOR, series=None
) -> Appointment:
    """Write an appointment, its charge and its first event, without asking any rule but the database's own.

    Without a `client` it holds the time for a guest who has not come yet.
    """
    appointment = Appointment(
        counsellor=service.counsellor,
        client=client,
        service=service,
        series=series,
        mode=service.mode,
        billed=billed,
        **rows.times_of(start, service.minutes, booking_rules),
        price_cents=service.price_cents,
        currency=service.currency,
        cancel_hours=booking_rules.cancel_hours,
        withdrawal=booking_rules.withdrawal and service.price_cents > 0,
        created_by=by,
        request_key=request_key,
    )
    if client:
        open_charge(appointment, by=by)
        engagements.begin(counsellor=appointment.counsellor, client=client, by=by)
    appointment.save()
    if client is None:
        GuestLink.objects.create(appointment=appointment)
    rows.note(appointment, EventKind.BOOKED, by=by)
    return appointment


def ask_for_consent(appointment: Appointment, *, by, consent: bool | None) -> None:
    """Whoever books for themself within the days for withdrawing says that they want it so early."""
    needed = by == appointment.client and appointments.must_ask_for_consent(appointment, appointment.start)
    changes.check_consent(needed, consent)
    if needed and consent:
        rows.note(appointment, EventKind.CONSENT, by=by)


def open_charge(appointment: Appointment, *, by) -> None:
    """What its client owes, if anything is to be paid here. The caller saves the appointment."""
    if not appointment.price_cents or appointment.billed != Billed.DOOR:
        return
    appointment.charge = charges.open(
        payer=appointment.client,
        payee=appointment.counsellor,
        amount_cents=appointment.price_cents,
        currency=appointment.currency,
        text=_("Consultation, %(minutes)s minutes") % {"minutes": appointment.minutes},
        return_path=f"/appointments/{to_text(appointment.uid)}/door/",
        payable_from=appointment.start - rules.PAYABLE_FROM,
        commissioned=not counsellors.brought_along(appointment.client, appointment.counsellor),
        by=by,
    )


def cancel(appointment: Appointment, *, by, seen: str | None = None) -> Appointment:
    """Either side, until the end. The time is free at once; what was paid goes back unless the client is late.

    `seen`: what the button said about the money (changes.Money). Raises Denied: "not_found", "not_booked", "over",
    "consequence_changed".
    """
    with transaction.atomic():
        appointment = rows.reload(appointment)
        if by not in (appointment.counsellor, appointment.client):
            raise Denied("not_found", _("There is nothing here for you."), status=404)
        if appointment.status == Status.CANCELLED and appointment.cancelled_by_id == by.pk:
            return appointment  # the same form, sent again
        rules.check_cancellable(appointment, now=clock.now())
        changes.check_seen(appointments.money_when_cancelled(appointment, by=by), seen)
        late = by == appointment.client and rules.is_late(appointment, clock.now())
        end(appointment, EventKind.CANCELLED, by=by, late=late)
        telling.both(appointment, "cancelled")
        facts.changed(appointment.counsellor)
    return appointment


def end(appointment: Appointment, why: EventKind, *, by, late: bool = False, **data) -> None:
    """Write that the locked appointment does not take place. Whoever calls has asked the rules, and tells."""
    appointment.status, appointment.cancelled_at, appointment.cancelled_by = Status.CANCELLED, clock.now(), by
    appointment.cancelled_late = late
    appointment.sequence += 1
    appointment.save()
    goes_back = appointment.charge is not None and appointment.charge.is_settled and not late
    if appointment.charge:
        charges.cancel(appointment.charge, by=by, refund=not late)
    rows.note(appointment, why, by=by, late=late, **data)
    if goes_back:
        rows.note(appointment, EventKind.REFUND, by=by, cents=appointment.price_cents)


def let_in(appointment: Appointment, *, by) -> Appointment:
    """The counsellor opens the door for a client who has not paid. Nobody is kept outside for money against their will."""
    with transaction.atomic():
        appointment = rows.reload(appointment)
        rules.check_may_let_in(appointment, by=by, now=clock.now())
        if appointment.let_in_at is None:
            appointment.let_in_at, appointment.let_in_by = clock.now(), by
            appointment.save(update_fields=["let_in_at", "let_in_by"])
            rows.note(appointment, EventKind.LET_IN, by=by)
    return appointment


def wait(appointment: Appointment, *, by) -> None:
    """The client stands at the door; the counsellor sees it, and since when. Written at most every ten seconds."""
    now = clock.now()
    if by != appointment.client or not rules.is_at_the_door(appointment, now):
        return
    if appointment.waiting_at is None or now - appointment.waiting_at >= timedelta(seconds=10):
        if not appointments.still_waiting(appointment, now):
            appointment.waiting_since = now
        appointment.waiting_at = now
        Appointment.objects.filter(pk=appointment.pk, status=Status.BOOKED).update(
            waiting_at=now, waiting_since=appointment.waiting_since
        )


def note_paid(appointment: Appointment, *, by=None) -> None:
    """The charge is settled (booking.receivers)."""
    rows.note(appointment, EventKind.PAID, by=by, cents=appointment.price_cents)
