"""Booking in one step: a service, a time, a button that says what follows."""

import re
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.actions import people
from booking import changes, rules
from booking.actions import appointments
from booking.enums import Billed
from booking.queries import appointments as appointment_queries
from booking.queries import counsellors, diaries, guests, services, times
from booking.views import free_times
from booking.views.pages import entrance, render_in, zone_of
from lib import clock, ids, ratelimit, zones
from lib.denied import Denied

GUEST = "guest"  # in the place of a client's id
CONFIRM = "confirm"  # the step after choosing a time


@require_http_methods(["GET", "POST"])
def book(request, uid):
    counsellor = counsellors.bookable_by(request.user, uid)
    if counsellor is None:
        raise Http404
    choice = Choice.read(request, counsellor)
    if request.method == "POST" and choice.service and choice.start:
        if not request.user.is_authenticated:
            return redirect(entrance(request.POST.get("go", ""), choice.address(step=CONFIRM)))
        return _book(request, choice)
    if request.GET.get("step") == CONFIRM and choice.service and choice.start and request.user != counsellor:
        return _confirm(request, choice)
    return _page(request, choice)


@dataclass
class Choice:
    """What the visitor has chosen so far."""

    counsellor: object
    rules: object
    offered: list
    service: object | None
    client: object | None  # chosen by a counsellor who books for somebody
    guest: bool  # the same for somebody from outside, who will come by a link
    start: datetime | None
    zone: str
    zone_is_known: bool
    since: date | None
    known: bool  # has the visitor been here before?

    @classmethod
    def read(cls, request, counsellor):
        data = request.POST if request.method == "POST" else request.GET
        known = request.user.is_authenticated and appointment_queries.is_known(request.user, counsellor)
        offered = services.offered_to(request.user, counsellor, known=known)
        wanted = {ids.to_text(service.uid): service for service in offered}.get(data.get("service", ""))
        zone, zone_is_known = zone_of(request)
        own = request.user == counsellor
        return cls(
            counsellor=counsellor,
            rules=diaries.rules_of(counsellor),
            offered=offered,
            service=wanted or (offered[0] if offered and not data.get("service") else None),
            client=counsellors.client_of(counsellor, data.get("client", "")) if own else None,
            guest=own and data.get("client") == GUEST,
            start=free_times.instant(data.get("start", "")),
            zone=zone,
            zone_is_known=zone_is_known,
            since=free_times.date_of(data.get("from", "")),
            known=known,
        )

    @property
    def start_code(self) -> str:
        return free_times.code(self.start) if self.start else ""

    @property
    def whom(self) -> str:
        """What the choice of a client says in the form."""
        return GUEST if self.guest else ids.to_text(self.client.uid) if self.client else ""

    @property
    def may_settle_outside(self) -> bool:
        """May the counsellor say that the price is not paid here?"""
        if not (self.service and self.service.price_cents):
            return False
        return self.guest or (self.client is not None and counsellors.brought_along(self.client, self.counsellor))

    def address(self, **changes) -> str:
        """This page with this choice, and what `changes` in it."""
        query = {
            "service": ids.to_text(self.service.uid) if self.service else "",
            "client": self.whom,
            "zone": self.zone if self.zone_is_known else "",
            "from": self.since.isoformat() if self.since else "",
            "start": self.start_code,
        } | changes
        path = reverse("book", args=[self.counsellor.uid])
        return f"{path}?{urlencode({key: value for key, value in query.items() if value})}"


def _page(request, choice, *, taken: bool = False, error: Denied | None = None, nearest=(), status: int = 200):
    own = request.user == choice.counsellor
    context = {
        "counsellor": choice.counsellor,
        "choice": choice,
        "own": own,
        "clients": counsellors.clients_of(choice.counsellor) if own else (),
        "activate": _activate(choice) if own and choice.guest and not guests.may_invite(choice.counsellor) else "",
        "zones": zones.choices(),
        "taken": taken,
        "error": error,
        "nearest": [free_times.shown(start, choice.zone, choice.rules.zone) for start in nearest],
        "request_key": secrets.token_urlsafe(16),
    }
    if choice.service:
        client = choice.client if own else (request.user if request.user.is_authenticated else None)
        context |= free_times.week(
            choice.rules,
            minutes=choice.service.minutes,
            zone=choice.zone,
            client=client,
            by_counsellor=own,
            since=choice.since,
            chosen=choice.start,
            address=choice.address,
        ) | {"cancel_hours": choice.rules.cancel_hours}
        context["can_book_many"] = own or (choice.known and context["accepting"])
    return render_in(choice.zone, request, "booking/book.html", context, status=status)


def _confirm(request, choice):
    """All that will be, on one page, and the button that makes it so."""
    client = request.user if request.user.is_authenticated else None
    start, length = choice.start, timedelta(minutes=choice.service.minutes)
    if start not in times.free(choice.service, since=start, until=start + timedelta.resolution, client=client):
        return _taken(request, choice, client)
    deadline = start - timedelta(hours=choice.rules.cancel_hours)
    context = {
        "counsellor": choice.counsellor,
        "choice": choice,
        "end": start + length,
        "there": free_times.shown(start, choice.zone, choice.rules.zone).theirs,
        "their_city": zones.city(choice.rules.zone),
        "pay_from": max(start - rules.PAYABLE_FROM, clock.now()),
        "deadline": deadline if deadline > clock.now() else None,
        "another": choice.address(start=""),
        "consent_required": True,
        "ask_consent": changes.needs_consent(
            withdrawal=choice.rules.withdrawal and not choice.service.is_free,
            booked_at=clock.now(),
            zone=choice.rules.zone,
            start=start,
        ),
        "request_key": secrets.token_urlsafe(16),
    }
    return render_in(choice.zone, request, "booking/confirm.html", context)


def _taken(request, choice, client):
    own = request.user == choice.counsellor
    nearest = times.nearest(choice.service, to=choice.start, client=client, by_counsellor=own)
    return _page(request, choice, taken=True, nearest=nearest, status=409)


def _book(request, choice):
    by = request.user
    client = choice.client if by == choice.counsellor else by
    try:
        if client is None and not choice.guest:
            raise Denied("no_client", _("Please choose for whom you book."), status=409)
        ratelimit.hit("book", str(by.pk), limit=20, seconds=600)
        appointment = appointments.book(
            service=choice.service,
            client=client,
            start=choice.start,
            by=by,
            request_key=key_of(request),
            seen_cents=cents_of(request.POST.get("price", "")),
            consent="consent" in request.POST,
            billed=Billed.OUTSIDE if request.POST.get("billed") == Billed.OUTSIDE else Billed.DOOR,
        )
    except Denied as error:
        if error.code == "plan":
            return redirect(_activate(choice))
        if error.code != "slot_taken":
            return _page(request, choice, error=error, status=error.status)
        return _taken(request, choice, client)
    if by == client and choice.zone_is_known and not by.zone:
        people.change_zone(by, choice.zone, by=by)  # the clock they have just booked by
    messages.success(request, _("Your appointment is booked."))
    return redirect("appointment", appointment.uid)


def _activate(choice) -> str:
    """The page about plans with room for more own clients; it leads back to what was chosen here."""
    return f"{reverse('activate')}?{urlencode({'next': choice.address()})}"


def key_of(request) -> str:
    """What tells one form from another."""
    return re.sub(r"[^\w-]", "", request.POST.get("request_key", ""))[:40]


def cents_of(text: str) -> int | None:
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else None
