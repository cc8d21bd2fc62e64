"""What other apps' templates show about times and services. Reads only."""

from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django import template
from django.conf import settings
from django.urls import reverse

from billing import money
from booking import clocks
from booking.models import Service
from booking.queries import appointments, meetings, services, times
from cms import languages
from lib.ids import to_text

register = template.Library()


@dataclass(frozen=True)
class NextTime:
    start: datetime
    service: Service
    url: str  # the booking page with this time chosen
    zone: str  # the zone to show it in: `{{ time.start|timezone:time.zone|moment_short }}`


@register.simple_tag(takes_context=True)
def next_times(context, counsellor, offered: list[Service], count=5) -> list[NextTime]:
    """The next free times of what a counsellor offers first (`services_of` has said what)."""
    if not offered:
        return []
    first = offered[0]
    first.counsellor = counsellor  # known already
    user = getattr(context.get("request"), "user", None)
    zone = user.time_zone if user is not None and user.is_authenticated else settings.DEFAULT_ZONE
    return [
        NextTime(start, first, book_url(context, counsellor, service=first, start=start), zone)
        for start in times.next_free(first, count=count)
    ]


@register.simple_tag
def services_of(counsellor) -> list[Service]:
    """What anybody can book, in the counsellor's order."""
    return list(services.public(counsellor))


@register.simple_tag(takes_context=True)
def book_url(context, counsellor, service=None, start=None) -> str:
    query = {}
    if service is not None:
        query["service"] = to_text(service.uid)
    if start is not None:
        query["start"] = f"{start.astimezone(UTC):%Y-%m-%dT%H:%MZ}"
    path = reverse("book", args=[counsellor.uid])
    return languages.onward(f"{path}?{urlencode(query)}" if query else path, context.get("request"))


@register.simple_tag(takes_context=True)
def other_time(context, appointment) -> str:
    """What the other side's clock shows at the start, in a sentence; empty where it shows what this page shows."""
    return clocks.sentence(appointment, context["request"].user, ZoneInfo(context["zone"]))


@register.simple_tag(takes_context=True)
def other_time_only(context, appointment) -> str:
    return clocks.brief(appointment, context["request"].user, ZoneInfo(context["zone"]))


@register.simple_tag(takes_context=True)
def with_whom(context, appointment) -> str:
    return appointment.with_whom(context["request"].user)


@register.simple_tag(takes_context=True)
def unanswered_meetings(context) -> list:
    """Meetings the counsellor was asked to and has not answered; empty for everybody else."""
    person = context["request"].user
    return list(meetings.unanswered(person)[:5]) if person.is_authenticated and person.is_counsellor else []


@register.filter
def price(thing) -> str:
    """What a service or an appointment costs: "€80", "80 €"."""
    return money.show(thing.price_cents, thing.currency)


@register.filter
def left(appointment) -> str:
    """What was paid for an appointment and has not gone back, like a price."""
    return money.show(appointments.left_of(appointment), appointment.currency)


@register.filter
def went_back(appointment) -> str:
    """What has gone back of what was paid; empty: nothing."""
    cents = appointment.price_cents - appointments.left_of(appointment)
    return money.show(cents, appointment.currency) if cents else ""


@register.filter
def text_id(uid: bytes) -> str:
    return to_text(uid)
