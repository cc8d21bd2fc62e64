"""Reminders a day and an hour before an appointment, to both sides."""

from dataclasses import dataclass
from datetime import timedelta

from accounts.actions import notices
from accounts.models import NoticeLedger
from booking import calendars
from booking.models import Appointment
from booking.queries import appointments, choices
from lib import clock
from lib.ids import to_text

DAY, HOUR = timedelta(hours=24), timedelta(hours=1)


@dataclass(frozen=True)
class Reminder:
    name: str  # the notice "booking.<name>", and the field of CalendarChoice that allows it
    before: timedelta
    not_within: timedelta = timedelta(0)  # from here on it says nothing that is of use


REMINDERS = [Reminder("remind_day", DAY, not_within=HOUR), Reminder("remind_hour", HOUR)]


def send_due() -> None:
    """Told once for each time an appointment was given, so it may be asked for again and again.

    Nobody is reminded of what was agreed when the moment to remind had passed already, or of what has begun.
    """
    now = clock.now()
    for reminder in REMINDERS:
        due = [
            appointment
            for appointment in appointments.to_remind_of(now + reminder.not_within, now + reminder.before)
            if appointment.agreed_at and appointment.agreed_at <= appointment.start - reminder.before
        ]
        _send(reminder, due)


def _send(reminder: Reminder, due: list[Appointment]) -> None:
    owed = [
        (person, appointment, _key(reminder, appointment))
        for appointment in due
        for person in (appointment.client, appointment.counsellor)
        if person is not None and person.email and person.is_active
    ]
    told = set(
        NoticeLedger.objects.filter(key__in={key for _, _, key in owed}, kind=f"booking.{reminder.name}").values_list(
            "user_id", "key"
        )
    )
    owed = [(person, appointment, key) for person, appointment, key in owed if (person.pk, key) not in told]
    wanted = choices.of_many({person for person, _, _ in owed})
    for person, appointment, key in owed:
        if getattr(wanted[person.pk], reminder.name):
            until = appointment.start - reminder.not_within
            notices.tell(person, f"booking.{reminder.name}", key=key, until=until)


def _key(reminder: Reminder, appointment: Appointment) -> str:
    return f"{reminder.name}:{to_text(appointment.uid)}:{calendars.sequence_of(appointment)}"
