"""Meetings of colleagues: who comes has the time in the agenda, and nothing else at that time."""

from datetime import UTC, timedelta

import pytest
from django.core import mail

from booking import rules
from booking.actions import appointments, meetings
from booking.forms.meetings import MeetingForm
from booking.models import Appointment, Attendee, Meeting
from booking.queries import diaries
from booking.queries import meetings as found
from lib import clock
from lib.denied import Denied
from lib.ids import to_text
from tests.booking.conftest import NINE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "listed")]
HOUR = timedelta(hours=1)


@pytest.fixture
def called(vera, ada):
    return meetings.call(host=vera, colleagues=[ada], start=NINE, minutes=60, subject="Supervision", by=vera)


def places(meeting) -> list:
    return sorted(meeting.appointments.filter(status="booked").values_list("counsellor__username", flat=True))


def denied(action, *args, **kwargs) -> str:
    with pytest.raises(Denied) as refused:
        action(*args, **kwargs)
    return refused.value.code


def test_the_host_comes_and_a_colleague_once_they_say_so(called, ada):
    assert places(called) == ["vera"]
    meetings.accept(called, by=ada)
    meetings.accept(called, by=ada)
    assert places(called) == ["ada", "vera"]


def test_who_comes_cannot_be_booked_at_that_time(called, ada, vera, talk, karl):
    assert denied(appointments.book, service=talk, client=karl, start=NINE, by=karl) == "slot_taken"
    assert NINE not in rules.bookable(
        diaries.read(vera, since=NINE, until=NINE + HOUR), minutes=10, since=NINE, until=NINE + HOUR, now=clock.now()
    )


def test_a_meeting_over_a_consultation_is_refused(booked, vera, ada):
    call = {"colleagues": [ada], "minutes": 30, "by": vera}
    assert denied(meetings.call, host=vera, start=NINE, **call) == "slot_taken"
    assert not Meeting.objects.exists()


def test_a_colleague_with_a_consultation_cannot_accept(called, ada, karl):
    from booking.models import Service

    service = Service.objects.create(counsellor=ada, name="Talk", minutes=30)
    appointments.book(service=service, client=karl, start=NINE, by=karl)
    assert denied(meetings.accept, called, by=ada) == "slot_taken"
    assert Attendee.objects.get().answered_at is None


def test_who_declines_is_free_again_and_may_change_their_mind(called, ada):
    meetings.accept(called, by=ada)
    meetings.decline(called, by=ada)
    assert places(called) == ["vera"]
    meetings.accept(called, by=ada)
    assert places(called) == ["ada", "vera"]


def test_calling_off_frees_everybody_and_tells_those_who_have_not_declined(called, ada, vera, person):
    meetings.accept(called, by=ada)
    assert denied(meetings.cancel, called, by=ada) == "not_yours"
    meetings.cancel(called, by=vera)
    assert places(called) == []
    assert denied(meetings.accept, called, by=ada) == "over"


def test_a_stranger_cannot_answer(called, karl, person):
    assert denied(meetings.accept, called, by=person("ben", "counsellor")) == "not_asked"
    assert denied(meetings.accept, called, by=karl) == "not_asked"


def test_a_meeting_does_not_count_against_the_most_appointments_a_day(called, vera, talk, karl):
    vera.booking_rules.max_per_day = 1
    vera.booking_rules.save()
    assert appointments.book(service=talk, client=karl, start=NINE + 2 * HOUR, by=karl)


@pytest.mark.parametrize(
    ("change", "code"),
    [({"colleagues": []}, "nobody"), ({"start": NINE - timedelta(days=9)}, "past")],
)
def test_what_cannot_be_called(vera, ada, change, code):
    wanted = {"host": vera, "colleagues": [ada], "start": NINE, "minutes": 30, "by": vera} | change
    assert denied(meetings.call, **wanted) == code


def test_clients_call_no_meetings(karl, ada):
    assert denied(meetings.call, host=karl, colleagues=[ada], start=NINE, minutes=30, by=karl) == "not_yours"


def test_a_place_in_a_meeting_is_given_up_by_answering_not_by_cancelling(called, vera):
    assert denied(appointments.cancel, Appointment.objects.get(), by=vera) == "meeting"


# --- the pages ----------------------------------------------------------------------------------------------------


@pytest.fixture
def public_ada(ada):
    from directory.models import CounsellorPage, DirectoryPage, Listing, ProfessionalTitle

    profile = CounsellorPage(
        title="Ada Blum", slug="ada", owner=ada, teaser="Listens", about="<p>Listens</p>",
        professional_title=ProfessionalTitle.objects.first(),
    )  # fmt: skip
    page = DirectoryPage.objects.first().add_child(instance=profile)
    Listing.objects.create(counsellor=ada, page=page, name="Ada Blum", order_key=1, written_at=clock.now())
    return ada


def test_a_colleague_is_found_by_name_chosen_and_asked(client, vera, public_ada):
    client.force_login(vera)
    looked = client.post("/appointments/meetings/new/", {"q": "blu", "look": "1", "subject": "Supervision"})
    text = looked.content.decode()
    assert to_text(public_ada.uid) in text
    assert "Supervision" in text
    form = {
        "with": to_text(public_ada.uid),
        "on": "2027-03-02",
        "at": "09:00",
        "minutes": 60,
        "call": 1,
    }
    answer = client.post("/appointments/meetings/new/", form)
    meeting = Meeting.objects.get()
    assert answer["Location"] == f"/appointments/meetings/{to_text(meeting.uid)}/"
    assert meeting.start == NINE
    assert [one.counsellor for one in meeting.attendees.all()] == [public_ada]


def test_people_who_are_not_in_the_directory_are_not_found(client, vera, ada, karl):
    client.force_login(vera)
    page = client.post("/appointments/meetings/new/", {"q": "ada", "look": "1", "with": to_text(karl.uid)})
    assert to_text(ada.uid) not in page.content.decode()
    assert to_text(karl.uid) not in page.content.decode()


@pytest.mark.parametrize(
    ("day", "at"), [("2027-03-28", "02:30"), ("x", "09:00"), ("9999-12-31", "23:59"), ("2027-03-02", "99:99")]
)
def test_times_that_do_not_exist_are_refused_beside_their_field(client, vera, public_ada, day, at):
    client.force_login(vera)
    form = {"with": to_text(public_ada.uid), "on": day, "at": at, "minutes": 60, "call": 1}
    assert client.post("/appointments/meetings/new/", form).status_code == 422
    assert not Meeting.objects.exists()


def test_who_was_asked_sees_it_and_answers(client, called, ada, vera):
    client.force_login(ada)
    assert "asks you to a meeting" in client.get("/practice/").content.decode()
    path = f"/appointments/meetings/{to_text(called.uid)}/"
    assert "Supervision" in client.get(path).content.decode()
    client.post(path + "answer/", {"answer": "yes"})
    assert places(called) == ["ada", "vera"]
    place = called.appointments.get(counsellor=ada)
    assert client.get(f"/appointments/{to_text(place.uid)}/")["Location"] == path
    assert client.get(path + "cancel/").status_code == 404
    client.force_login(vera)
    client.post(path + "cancel/")
    assert places(called) == []


def test_a_meeting_is_nobody_elses_business(client, called, person, karl):
    for who in (person("ben", "counsellor"), karl):
        client.force_login(who)
        assert client.get(f"/appointments/meetings/{to_text(called.uid)}/").status_code == 404


def test_the_mail_names_nobody_and_not_the_subject(vera, ada, django_capture_on_commit_callbacks):
    ada.email = "ada@example.org"
    ada.save()
    with django_capture_on_commit_callbacks(execute=True):
        meetings.call(host=vera, colleagues=[ada], start=NINE, minutes=60, subject="Supervision", by=vera)
    (sent,) = [one for one in mail.outbox if one.to == ["ada@example.org"]]
    whole = sent.message().as_string()
    assert "Supervision" not in whole
    assert "Vera" not in whole
    assert found.unanswered(ada).count() == 1


def test_no_two_lengths_of_a_meeting_read_alike():
    words = [str(label) for _, label in MeetingForm(zone=UTC).fields["minutes"].choices]
    assert len(set(words)) == len(words)
    assert "90 minutes" in words
