"""Meetings of colleagues. Whoever comes has an appointment of their own that holds the time in their agenda, so that
the database refuses a meeting over a consultation and the other way round."""

from datetime import timedelta

from django.db import IntegrityError, transaction

from booking import rules
from booking.actions import facts, rows, telling
from booking.enums import EventKind, Kind, Status
from booking.models import Appointment, Attendee, BookingRules, Meeting
from booking.queries import diaries, meetings
from lib import clock


def call(*, host, colleagues: list, start, minutes: int, subject: str = "", by) -> Meeting:
    """Ask `colleagues` to a meeting; the host comes. Raises Denied: "not_yours", "nobody", "too_many", "past",
    "slot_taken"."""
    rules.check_meeting(host=host, colleagues=colleagues, start=start, by=by, now=clock.now())
    try:
        with transaction.atomic():
            meeting = Meeting.objects.create(
                host=host, subject=subject, start=start, end=start + timedelta(minutes=minutes)
            )
            Attendee.objects.bulk_create(Attendee(meeting=meeting, counsellor=one) for one in colleagues)
            _hold(meeting, host, by=by)
            telling.one(host, "booked", meetings.place_of(meeting, host))
            for one in colleagues:
                telling.one(one, "meeting", meeting)
            return meeting
    except IntegrityError as error:
        raise rows.refusal(error) from error


def accept(meeting: Meeting, *, by) -> None:
    """`by` comes. Raises Denied: "not_asked", "over", "slot_taken"."""
    try:
        with transaction.atomic():
            meeting, attendee = _asked(meeting, by=by)
            if meetings.place_of(meeting, by) is None:
                _hold(meeting, by, by=by)
            _answer(attendee, declined=False)
    except IntegrityError as error:
        raise rows.refusal(error) from error


def decline(meeting: Meeting, *, by) -> None:
    """`by` does not come, or no longer. Raises Denied: "not_asked", "over"."""
    with transaction.atomic():
        meeting, attendee = _asked(meeting, by=by)
        if place := meetings.place_of(meeting, by):
            _give_up(place, by=by)
        _answer(attendee, declined=True)


def cancel(meeting: Meeting, *, by) -> Meeting:
    """The host calls it off; everybody who has not declined is told. Raises Denied: "not_yours", "over"."""
    with transaction.atomic():
        meeting = _lock(meeting)
        if meeting.cancelled_at and by == meeting.host:
            return meeting  # the same form, sent again
        rules.check_may_call_off(meeting, by=by, now=clock.now())
        meeting.cancelled_at, meeting.sequence = clock.now(), meeting.sequence + 1
        meeting.save(update_fields=["cancelled_at", "sequence"])
        for place in meeting.appointments.filter(status=Status.BOOKED).select_related("counsellor", "meeting"):
            _give_up(place, by=by)
        for attendee in meeting.attendees.filter(declined=False).select_related("counsellor"):
            telling.one(attendee.counsellor, "cancelled", meeting)
        telling.one(meeting.host, "cancelled", meeting)
    return meeting


def _lock(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_for_update(of=["self"]).select_related("host").get(pk=meeting.pk)


def _asked(meeting: Meeting, *, by) -> tuple[Meeting, Attendee]:
    meeting = _lock(meeting)
    attendee = meeting.attendees.filter(counsellor=by).first()
    rules.check_may_answer(meeting, asked=attendee is not None, now=clock.now())
    return meeting, attendee


def _answer(attendee: Attendee, *, declined: bool) -> None:
    attendee.declined, attendee.answered_at = declined, clock.now()
    attendee.save(update_fields=["declined", "answered_at"])


def _hold(meeting: Meeting, person, *, by) -> None:
    """The time in `person`'s agenda, without pauses: colleagues need none, and may meet in those of others."""
    locked = BookingRules.objects.select_for_update(no_key=True).filter(counsellor=person).first()
    minutes = (meeting.end - meeting.start) // timedelta(minutes=1)
    times = rows.times_of(meeting.start, minutes, locked or diaries.rules_of(person))
    times |= {"block_start": meeting.start, "block_end": meeting.end}
    place = Appointment.objects.create(
        kind=Kind.MEETING, meeting=meeting, counsellor=person, **times,
        price_cents=0, currency="EUR", cancel_hours=0, created_by=by,
    )  # fmt: skip
    rows.note(place, EventKind.BOOKED, by=by)
    facts.changed(person)


def _give_up(place: Appointment, *, by) -> None:
    place.status, place.cancelled_at, place.cancelled_by = Status.CANCELLED, clock.now(), by
    place.save(update_fields=["status", "cancelled_at", "cancelled_by"])
    rows.note(place, EventKind.CANCELLED, by=by)
    facts.changed(place.counsellor)
