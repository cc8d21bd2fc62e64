"""Booking in one step: a service, a time, a button that says what follows."""

import re
import secrets
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from booking import rules
from booking.actions import appointments
from booking.queries import counsellors, diaries, services, times
from booking.views.pages import render_in, zone_of
from lib import clock, ids, ratelimit, zones
from lib.denied import Denied

WEEK = timedelta(days=7)


@require_http_methods(["GET", "POST"])
def book(request, uid):
    counsellor = counsellors.bookable_by(request.user, uid)
    if counsellor is None:
        raise Http404
    choice = Choice.read(request, counsellor)
    if request.method == "POST" and choice.service and choice.start:
        if not request.user.is_authenticated:
            return redirect(_sign_in_address(request, choice))
        return _book(request, choice)
    return _page(request, choice)


@dataclass
class Choice:
    """What the visitor has chosen so far."""

    counsellor: object
    rules: object
    offered: list
    service: object | None
    client: object | None  # chosen by a counsellor who books for somebody
    start: datetime | None
    zone: str
    zone_is_known: bool
    since: date | None

    @classmethod
    def read(cls, request, counsellor):
        data = request.POST if request.method == "POST" else request.GET
        offered = services.offered_to(request.user, counsellor)
        wanted = {ids.to_text(service.uid): service for service in offered}.get(data.get("service", ""))
        zone, known = zone_of(request)
        own = request.user == counsellor
        return cls(
            counsellor=counsellor,
            rules=diaries.rules_of(counsellor),
            offered=offered,
            service=wanted or (offered[0] if offered and not data.get("service") else None),
            client=counsellors.client_of(counsellor, data.get("client", "")) if own else None,
            start=_instant(data.get("start", "")),
            zone=zone,
            zone_is_known=known,
            since=_date(data.get("from", "")),
        )

    @property
    def start_code(self) -> str:
        return _code(self.start) if self.start else ""

    def address(self, **changes) -> str:
        """This page with this choice, and what `changes` in it."""
        query = {
            "service": ids.to_text(self.service.uid) if self.service else "",
            "client": ids.to_text(self.client.uid) if self.client else "",
            "zone": self.zone if self.zone_is_known else "",
            "from": self.since.isoformat() if self.since else "",
            "start": self.start_code,
        } | changes
        path = reverse("book", args=[self.counsellor.uid])
        return f"{path}?{urlencode({key: value for key, value in query.items() if value})}"


def _instant(text: str) -> datetime | None:
    try:
        start = datetime.strptime(text, "%Y-%m-%dT%H:%MZ").replace(tzinfo=UTC)
    except ValueError:
        return None
    return start if 2000 <= start.year < 3000 else None  # zones and pauses reckon on both sides of it


def _code(start: datetime) -> str:
    return f"{start.astimezone(UTC):%Y-%m-%dT%H:%MZ}"


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@dataclass(frozen=True)
class Time:
    """One free start as the page shows it."""

    code: str
    start: datetime
    theirs: str  # the same time on the counsellor's clock, if that differs
    chosen: bool = False


def _page(request, choice, *, taken: bool = False, error: Denied | None = None, nearest=(), status: int = 200):
    own = request.user == choice.counsellor
    context = {
        "counsellor": choice.counsellor,
        "choice": choice,
        "own": own,
        "clients": counsellors.clients_of(choice.counsellor) if own else (),
        "zones": zones.choices(),
        "taken": taken,
        "error": error,
        "nearest": [_time(choice, start) for start in nearest],
        "request_key": secrets.token_urlsafe(16),
    }
    if choice.service:
        context |= _week(request, choice, own)
    return render_in(choice.zone, request, "booking/book.html", context, status=status)


def _week(request, choice, own: bool) -> dict:
    """The seven days from the chosen date on, grouped by date on the viewer's clock."""
    now, zone = clock.now(), ZoneInfo(choice.zone)
    today = now.astimezone(zone).date()
    last = today + timedelta(days=choice.rules.horizon_days)
    first = choice.since or (choice.start.astimezone(zone).date() if choice.start else today)
    first = min(max(first, today), last)
    midnight = datetime(first.year, first.month, first.day, tzinfo=zone).astimezone(UTC)
    client = choice.client if own else (request.user if request.user.is_authenticated else None)
    end_of_all = now + timedelta(days=choice.rules.horizon_days + 1)
    diary = diaries.read(choice.counsellor, since=now, until=end_of_all, client=client, booking_rules=choice.rules)
    ask = {"minutes": choice.service.minutes, "now": now, "by_counsellor": own}
    starts = rules.bookable(diary, since=max(midnight, now), until=midnight + WEEK, **ask)
    later = [] if starts else rules.bookable(diary, since=midnight + WEEK, until=end_of_all, **ask)
    days: dict[date, list[Time]] = {}
    for start in starts:
        days.setdefault(start.astimezone(zone).date(), []).append(_time(choice, start))
    return {
        "days": list(days.items()),
        "first": first,
        "last_of_week": first + timedelta(days=6),
        "before": choice.address(**{"from": max(first - WEEK, today).isoformat(), "start": ""})
        if first > today
        else "",
        "after": choice.address(**{"from": (first + WEEK).isoformat(), "start": ""}) if first + WEEK <= last else "",
        "next_free": later[0] if later else None,
        "next_address": choice.address(**{"from": later[0].astimezone(zone).date().isoformat()}) if later else "",
        "two_clocks": any(time.theirs for times_of_day in days.values() for time in times_of_day),
        "their_city": zones.city(choice.rules.zone),
        "cancel_hours": choice.rules.cancel_hours,
        "kept": choice.start in starts,
    }


def _time(choice, start: datetime) -> Time:
    mine, theirs = start.astimezone(ZoneInfo(choice.zone)), start.astimezone(ZoneInfo(choice.rules.zone))
    differs = mine.utcoffset() != theirs.utcoffset()
    pattern = "%H:%M" if mine.date() == theirs.date() else "%a %H:%M"
    return Time(
        code=_code(start),
        start=start,
        theirs=f"{theirs:{pattern}}" if differs else "",
        chosen=start == choice.start,
    )


def _book(request, choice):
    by = request.user
    client = choice.client if by == choice.counsellor else by
    try:
        if client is None:
            raise Denied("no_client", _("Please choose for whom you book."), status=409)
        ratelimit.hit("book", str(by.pk), limit=20, seconds=600)
        appointment = appointments.book(
            service=choice.service,
            client=client,
            start=choice.start,
            by=by,
            request_key=re.sub(r"[^\w-]", "", request.POST.get("request_key", ""))[:40],
            seen_cents=_cents(request.POST.get("price", "")),
        )
    except Denied as error:
        if error.code != "slot_taken":
            return _page(request, choice, error=error, status=error.status)
        nearest = times.nearest(choice.service, to=choice.start, client=client, by_counsellor=by != client)
        return _page(request, choice, taken=True, nearest=nearest, status=409)
    messages.success(request, _("Your appointment is booked."))
    return redirect("appointment", appointment.uid)


def _cents(text: str) -> int | None:
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else None


def _sign_in_address(request, choice) -> str:
    """Log in or sign up, and come back to this choice."""
    where = "/account/signup/" if request.POST.get("go") == "signup" else "/account/login/"
    return f"{where}?{urlencode({'next': choice.address()})}"
