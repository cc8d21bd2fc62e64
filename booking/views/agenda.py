"""The agenda of each side: a list, a day, a week, a month, each with an address of its own."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from accounts.access import counsellors_only
from booking import rules, sheets
from booking.enums import Status
from booking.queries import agendas, appointments
from booking.views import free_times
from booking.views.pages import render_in
from lib import clock, ids

LIST, DAY, WEEK, MONTH = "list", "day", "week", "month"
VIEWS = {LIST: _("List"), DAY: _("Day"), WEEK: _("Week"), MONTH: _("Month")}
ONE_DAY = timedelta(days=1)
MOST_COMING = 150  # more than fit into one day
OVER_A_PAGE = 10
IN_A_CELL = 3  # of a month


@dataclass(frozen=True)
class Look:
    """Which part of the agenda, and how: all of it stands in the address."""

    view: str
    on: date
    today: date
    dated: bool  # a day was asked for
    cancelled: bool
    names: bool  # of the people, not only that there is an appointment

    @classmethod
    def read(cls, request) -> "Look":
        data = request.GET
        today = clock.now().astimezone(ZoneInfo(request.user.time_zone)).date()
        on = free_times.date_of(data.get("on", ""))
        on = on if on and 2000 <= on.year < 3000 else None
        return cls(
            view=data["view"] if data.get("view") in VIEWS else LIST,
            on=on or today,
            today=today,
            dated=on is not None,
            cancelled=data.get("cancelled") == "yes",
            names=data.get("names") != "no",
        )

    def address(self, **changes) -> str:
        """This page with `changes`; what goes without saying is left out."""
        now = {
            "view": self.view,
            "on": self.on if self.dated else None,
            "cancelled": self.cancelled,
            "names": self.names,
        }
        now |= changes
        query = {
            "view": now["view"] if now["view"] != LIST else "",
            "on": now["on"].isoformat() if now["on"] and (now["on"] != self.today or now["view"] == LIST) else "",
            "cancelled": "yes" if now["cancelled"] else "",
            "names": "" if now["names"] else "no",
        }
        kept = urlencode({name: value for name, value in query.items() if value})
        return f"{reverse('agenda')}?{kept}" if kept else reverse("agenda")

    @property
    def span(self) -> tuple[date, int]:
        """The first day the sheet shows, and how many."""
        if self.view == MONTH:
            return sheets.month_grid(self.on)
        return (sheets.monday(self.on), 7) if self.view == WEEK else (self.on, 1)

    @property
    def last(self) -> date:
        first, count = self.span
        return first + (count - 1) * ONE_DAY

    def steps(self) -> dict:
        """The addresses before and after."""
        if self.view == MONTH:
            before, after = sheets.months_on(self.on, -1), sheets.months_on(self.on, 1)
        else:
            step = 7 * ONE_DAY if self.view == WEEK else ONE_DAY
            before, after = self.on - step, self.on + step
        return {"before": self.address(on=before), "after": self.address(on=after)}


@login_required
@require_GET
def agenda(request):
    look = Look.read(request)
    draw = {LIST: _list, DAY: _sheet, WEEK: _sheet, MONTH: _month}[look.view]
    context = draw(request, look) | {
        "look": look,
        "tabs": [(name, label, look.address(view=name)) for name, label in VIEWS.items()],
        "now_address": look.address(on=None),
        "with_cancelled": look.address(cancelled=True),
        "without_cancelled": look.address(cancelled=False),
        "with_names": look.address(names=True),
        "without_names": look.address(names=False),
        "here": look.address(),
    }
    if request.user.is_counsellor:
        context["waits"] = appointments.at_the_door(request.user)
    return render_in(request.user.time_zone, request, f"booking/agenda_{draw.__name__[1:]}.html", context)


def _list(request, look: Look) -> dict:
    zone, now = ZoneInfo(request.user.time_zone), clock.now()
    found = appointments.listed(request.user, cancelled=look.cancelled)
    from_here = _midnight(look.on, zone) if look.dated else now
    coming = list(_coming(found, from_here, look)[: MOST_COMING + 1])
    later = coming.pop() if len(coming) > MOST_COMING else None
    over = None
    if not look.dated:
        over = Paginator(_over(found, now).order_by("-start"), OVER_A_PAGE).get_page(request.GET.get("page"))
    rows = _rows(request, look, [*coming, *(over or ())])
    by_day = defaultdict(list)
    for appointment in coming:
        by_day[appointment.start.astimezone(zone).date()].append(rows[appointment.pk])
    return {
        "days": list(by_day.items()),
        "later": look.address(on=later.start.astimezone(zone).date()) if later else "",
        "past": [rows[appointment.pk] for appointment in over or ()],
        "page": over,
    }


def _coming(found, since: datetime, look: Look):
    """From a day that was asked for: everything; else what is not over, whatever became of it."""
    found = found.filter(end__gt=since)
    if look.dated:
        return found
    return found.filter(Q(status=Status.BOOKED) | Q(status=Status.CANCELLED))


def _over(found, now: datetime):
    return found.filter(Q(end__lte=now) | Q(status__in=[Status.COMPLETED, Status.MISSED]))


def _midnight(on: date, zone: ZoneInfo) -> datetime:
    return datetime(on.year, on.month, on.day, tzinfo=zone).astimezone(UTC)


def _rows(request, look: Look, found: list) -> dict[int, dict]:
    standings, now, me = appointments.standings(found), clock.now(), request.user
    return {
        a.pk: {
            "it": a,
            "whom": a.with_whom(me) if look.names else "",
            "money": standings[a.pk],
            "door_is_open": a.is_booked and rules.is_at_the_door(a, now),
            "waits": me == a.counsellor and a.is_booked and appointments.still_waiting(a, now),
            "over": a.end <= now,
        }
        for a in found
    }


def _days(look: Look, zone: ZoneInfo) -> list[sheets.Day]:
    first, count = look.span
    return sheets.days(first, count, zone)


def _practice(request, since, until, *, with_free: bool) -> agendas.Practice:
    if not request.user.is_counsellor:
        return agendas.Practice()
    return agendas.practice(request.user, since, until, with_free=with_free)


def _sheet(request, look: Look) -> dict:
    zone, now = ZoneInfo(request.user.time_zone), clock.now()
    days = _days(look, zone)
    since, until = days[0].start, days[-1].end
    found = agendas.of_days(request.user, since, until, cancelled=look.cancelled)
    rows = _rows(request, look, found)
    practice = _practice(request, since, until, with_free=True)
    for day in days:
        for opens, closes in practice.opened:
            day.put("open", opens, closes, zone=zone, behind=True)
        for start, end in practice.elsewhere:
            day.put("elsewhere", start, end, zone=zone, behind=True)
        for a in found:
            if request.user == a.counsellor and a.is_booked:
                day.put("pause", a.block_start, a.start, zone=zone, behind=True)
                day.put("pause", a.end, a.block_end, zone=zone, behind=True)
            day.put("appointment", a.start, a.end, rows[a.pk], zone=zone)
        for start in practice.free:
            if day.start <= start < day.end:
                end = start + timedelta(minutes=practice.service.minutes)
                day.put("free", start, end, {"start": start, "code": free_times.code(start)}, zone=zone)
        if day.start <= now < day.end:
            day.put("now", now, now + timedelta(minutes=5), zone=zone, behind=True)
    first_hour, last_hour = sheets.hours_shown(days)
    sheets.cut(days, first_hour, last_hour)
    return look.steps() | {
        "days": [_day(day, look, practice, zone) for day in days],
        "hours": [
            (f"{hour:02d}:00", (hour - first_hour) * sheets.ROWS_AN_HOUR) for hour in range(first_hour, last_hour)
        ],
        "hour_count": last_hour - first_hour,
        "service": practice.service,
        "service_code": ids.to_text(practice.service.uid) if practice.service else "",
        "rows": list(rows.values()),
    }


def _day(day: sheets.Day, look: Look, practice: agendas.Practice, zone: ZoneInfo) -> dict:
    return {
        "it": day,
        "address": look.address(view=DAY, on=day.date),
        "off": practice.off.get(day.date, ""),
        "opened": _hours(day, practice, zone),
        "count": sum(piece.kind == "appointment" for piece in day.pieces),
        "in_month": day.date.month == look.on.month,
    }


def _hours(day: sheets.Day, practice: agendas.Practice, zone: ZoneInfo) -> str:
    """ "09:00–12:00, 13:00–17:00" """
    found = []
    for opens, closes in practice.opened:
        if opens < day.end and closes > day.start:
            last = "24:00" if closes >= day.end else f"{closes.astimezone(zone):%H:%M}"
            found.append(f"{max(opens, day.start).astimezone(zone):%H:%M}–{last}")
    return ", ".join(found)


def _month(request, look: Look) -> dict:
    zone = ZoneInfo(request.user.time_zone)
    days = _days(look, zone)
    since, until = days[0].start, days[-1].end
    found = agendas.of_days(request.user, since, until, cancelled=look.cancelled)
    rows = _rows(request, look, found)
    practice = _practice(request, since, until, with_free=False)
    cells = []
    for day in days:
        of_day = [rows[a.pk] for a in found if day.start <= a.start < day.end]
        cell = _day(day, look, practice, zone) | {"rows": of_day, "shown": of_day[:IN_A_CELL], "count": len(of_day)}
        cells.append(cell | {"more": len(of_day) - IN_A_CELL if len(of_day) > IN_A_CELL else 0})
    return look.steps() | {"weeks": [cells[n : n + 7] for n in range(0, len(cells), 7)], "cells": cells}


@counsellors_only
@require_GET
def waits(request):
    """The strip that says who waits now. Asked every few seconds; silent while nothing has changed."""
    found = appointments.at_the_door(request.user)
    if not request.htmx:
        return redirect("agenda")
    if request.GET.get("state") == found.state:
        return HttpResponse(status=204)
    return render_in(request.user.time_zone, request, "booking/_waits.html", {"waits": found})
