"""Mails about appointments: told in the transaction that makes it true, sent after it.

The words are constant and name nobody. The entry for the calendar is attached, unless the person does not want that.
"""

import hashlib

from django.utils import translation

from accounts.actions import notices
from booking import calendars
from booking.models import Appointment
from booking.queries import choices
from lib.ids import to_text


def both(appointment: Appointment, what: str) -> None:
    """The client and the counsellor, as far as there are some and they have an address."""
    both_of_many([appointment], what)


def both_of_many(appointments: list[Appointment], what: str) -> None:
    """One mail each about several appointments of the same two people: a series that is booked or cancelled."""
    for person in (appointments[0].client, appointments[0].counsellor):
        if person is not None:
            one(person, what, *appointments)


def one(person, what: str, *things, entries: bool = True, context: dict | None = None) -> None:
    """Tell `person` the notice "booking.<what>" about appointments (or a meeting), once for each state they are in.

    `entries`: with calendar entries. Without an address nothing is told: the agenda says it.
    """
    if not person.email:
        return
    notices.tell(
        person,
        f"booking.{what}",
        key=f"{what}:{_state(things)}",
        context=context,
        attachments=_entries(person, things) if entries and choices.of(person).attach else (),
    )


def _state(things) -> str:
    states = [f"{to_text(thing.uid)}:{calendars.sequence_of(thing)}" for thing in things]
    if len(states) == 1:
        return states[0]
    return hashlib.blake2b(" ".join(states).encode(), digest_size=16).hexdigest()


def _entries(person, things) -> list[tuple[str, bytes, str]]:
    files = []
    with translation.override(person.language):
        for number, thing in enumerate(things, start=1):
            method = "CANCEL" if thing.cancelled_at else "REQUEST"
            files.append(
                (
                    "appointment.ics" if len(things) == 1 else f"appointment-{number}.ics",
                    calendars.entry(thing, method=method, attendee=person.email),
                    f"text/calendar; method={method}",
                )
            )
    return files


def plain(person, what: str, *, key: str, context: dict | None = None, anyway: bool = False) -> None:
    """The notice "booking.<what>", without an entry for the calendar. `anyway`: it goes to another address."""
    if person.email or anyway:
        notices.tell(person, f"booking.{what}", key=key, context=context)
