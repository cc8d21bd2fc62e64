"""Meetings of colleagues, as one of them sees them."""

from django.contrib.auth import get_user_model
from django.db.models import Q

from booking.enums import Status
from booking.models import Appointment, Attendee, Meeting
from directory import queries as directory
from lib import clock, ids

MOST_FOUND = 12


def of_person(person):
    """Those `person` calls or was asked to."""
    asked = Q(pk__in=Attendee.objects.filter(counsellor=person).values("meeting"))
    return Meeting.objects.filter(Q(host=person) | asked).select_related("host")


def unanswered(person):
    """Invitations that wait for an answer, the next first."""
    waiting = Attendee.objects.filter(counsellor=person, answered_at=None).values("meeting")
    return (
        Meeting.objects.filter(pk__in=waiting, cancelled_at=None, end__gt=clock.now())
        .select_related("host")
        .order_by("start")
    )


def attendees_of(meeting):
    """Everybody who was asked, in the order they were."""
    return meeting.attendees.select_related("counsellor").order_by("pk")


def place_of(meeting, person) -> Appointment | None:
    """The appointment that holds the time for `person`, if they come."""
    return meeting.appointments.filter(counsellor=person, status=Status.BOOKED).select_related("meeting").first()


def colleagues_by_name(words: str, person) -> list:
    """Counsellors in the public directory whose name holds `words`, without `person`."""
    words = words.strip()[:80]
    if len(words) < 2:
        return []
    rows = directory.listed().filter(name__icontains=words, counsellor__is_active=True).exclude(counsellor=person)
    return [row.counsellor for row in rows.select_related("counsellor").order_by("name")[:MOST_FOUND]]


def colleagues(texts: list[str], person) -> list:
    """Those with these public ids as text, as far as they can be asked: in the directory, or met before."""
    uids = set()
    for text in texts:
        try:
            uids.add(ids.from_text(text, ids.ID_SIZE))
        except ValueError:
            continue
    met = Attendee.objects.filter(meeting__in=of_person(person)).values("counsellor")
    hosts = of_person(person).values("host")
    may_be_asked = Q(pk__in=directory.listed().values("counsellor")) | Q(pk__in=met) | Q(pk__in=hosts)
    people = get_user_model().objects.filter(may_be_asked, uid__in=uids, role="counsellor", is_active=True)
    return list(people.exclude(pk=person.pk).order_by("display_name", "username"))
