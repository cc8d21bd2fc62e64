"""Mails have constant, neutral words and a calendar entry; whoever has no address gets none."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import translation
from icalendar import Calendar

from booking import calendars
from booking.actions import appointments, choices, telling
from lib.ids import to_text
from tests.booking.conftest import NINE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


@pytest.fixture
def outbox(django_capture_on_commit_callbacks):
    """Run something as if it were committed; the mails it caused."""

    def run(action):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            action()
        return mail.outbox

    return run


def entry_of(message):
    (name, content, mime) = message.attachments[0]
    assert name == "appointment.ics"
    return Calendar.from_ical(content), mime


def test_both_are_told_in_neutral_words(outbox, talk, karl, vera):
    sent = outbox(lambda: appointments.book(service=talk, client=karl, start=NINE, by=karl))
    assert {message.to[0] for message in sent} == {"karl@example.org", "vera@example.org"}
    assert len({(message.subject, message.body) for message in sent}) == 1  # constant
    for message in sent:
        whole = message.message().as_string().lower()
        assert not any(secret in whole for secret in ("vera weiss", "conversation", "€80", "eur", "counsel"))


def test_each_is_told_in_their_own_language_whoever_acts(outbox, talk, karl, vera):
    for person, language in ((karl, "de"), (vera, "fr")):
        person.language = language
        person.save()
    with translation.override("en"):
        sent = outbox(lambda: appointments.book(service=talk, client=karl, start=NINE, by=karl))
    found = {message.to[0]: (message.body, entry_of(message)[0].events[0]["SUMMARY"]) for message in sent}
    german, french = found["karl@example.org"], found["vera@example.org"]
    assert "Sie haben einen neuen Termin" in german[0]
    assert "nouveau rendez-vous" in french[0]
    assert (german[1], french[1]) == ("Termin", "Rendez-vous")


def test_who_has_no_address_gets_no_mail(outbox, talk, finn):
    sent = outbox(lambda: appointments.book(service=talk, client=finn, start=NINE, by=finn))
    assert [message.to for message in sent] == [["vera@example.org"]]


def test_the_calendar_entry_is_neutral_and_exact(outbox, talk, karl):
    sent = outbox(lambda: appointments.book(service=talk, client=karl, start=NINE, by=karl))
    calendar, _mime = entry_of(sent[0])
    event = calendar.events[0]
    assert calendar["METHOD"] == "REQUEST"
    assert "method=REQUEST" in sent[0].message().as_string().replace('"', "")
    assert (event["SUMMARY"], event["CLASS"], event["SEQUENCE"]) == ("Appointment", "PRIVATE", 0)
    assert event["DTSTART"].to_ical() == b"20270302T080000Z"
    assert "DESCRIPTION" not in event


def test_cancelling_sends_the_same_entry_with_a_higher_number(outbox, booked, karl):
    uid = f"{to_text(booked.uid)}@localhost"
    sent = outbox(lambda: appointments.cancel(booked, by=karl))
    assert len(sent) == 2
    calendar, _ = entry_of(sent[0])
    event = calendar.events[0]
    assert (calendar["METHOD"], event["STATUS"], event["SEQUENCE"], event["UID"]) == ("CANCEL", "CANCELLED", 1, uid)


def test_the_download_names_nobody(booked):
    text = calendars.entry(booked, method="PUBLISH").decode()
    assert "METHOD:PUBLISH" in text
    assert "ATTENDEE" not in text
    assert "mailto" not in text


def test_a_refused_booking_tells_nobody(outbox, talk, karl):
    def fail():
        with pytest.raises(Exception, match="slot_taken"):
            appointments.book(service=talk, client=karl, start=NINE.replace(minute=7), by=karl)

    assert outbox(fail) == []


def test_who_wants_no_entries_gets_the_same_words_without_one(outbox, talk, karl):
    choices.save(karl, attach=False, remind_day=True, remind_hour=True)
    sent = outbox(lambda: appointments.book(service=talk, client=karl, start=NINE, by=karl))
    assert {message.to[0]: len(message.attachments) for message in sent} == {
        "karl@example.org": 0,
        "vera@example.org": 1,
    }
    assert len({message.body for message in sent}) == 1


def test_many_at_once_are_one_mail_with_an_entry_each(outbox, talk, karl, vera):
    made = [
        appointments.place(
            service=talk, client=karl, start=NINE + timedelta(days=7 * week), by=karl, booking_rules=vera.booking_rules
        )
        for week in range(3)
    ]
    sent = outbox(lambda: [telling.both_of_many(made, "booked_many") for _twice in range(2)])
    assert [len(message.attachments) for message in sent] == [3, 3]
    files = [(name, Calendar.from_ical(data)) for name, data, _mime in sent[0].attachments]
    assert [name for name, _ in files] == ["appointment-1.ics", "appointment-2.ics", "appointment-3.ics"]
    assert len({str(calendar.events[0]["UID"]) for _, calendar in files}) == 3


def test_the_same_state_is_told_once_and_the_next_one_again(outbox, booked, karl):
    assert outbox(lambda: telling.both(booked, "booked")) == []  # told when it was booked
    booked.sequence += 1
    assert len(outbox(lambda: telling.both(booked, "moved"))) == 2
    assert outbox(lambda: telling.both(booked, "moved")) == []
