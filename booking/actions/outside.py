"""Calendars elsewhere: connected, read by the worker, disconnected. Of what stands in them we keep when, nothing else."""

import json
import subprocess
import sys
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import sealed
from accounts.actions import notices
from booking import calendars, ics_reader
from booking.actions import facts
from booking.enums import OutsideError
from booking.models import OutsideBusy, OutsideCalendar
from booking.queries import diaries, outside
from lib import clock, outward, ratelimit, tasks
from lib.denied import Denied
from lib.ids import to_text

MOST = 5
BEFORE, AHEAD = timedelta(days=1), timedelta(days=380)  # ahead: beyond what anybody can be booked
GIVEN_UP = timedelta(days=1)
READER_SECONDS = 20
STATUS_ERRORS = {401: OutsideError.REFUSED, 403: OutsideError.REFUSED, 404: OutsideError.GONE, 410: OutsideError.GONE}


def add(counsellor, *, name: str, address: str) -> OutsideCalendar:
    """Raises Denied: "address", "own_calendar", "enough", "slow_down"."""
    address = checked(address)
    ratelimit.hit("outside", to_text(counsellor.uid), limit=20, seconds=3600)
    with transaction.atomic():
        if len(outside.of_counsellor(counsellor).select_for_update()) >= MOST:
            message = _("You have connected %(count)s calendars. Please remove one first.")
            raise Denied("enough", message % {"count": MOST}, status=409)
        calendar = OutsideCalendar(counsellor=counsellor, name=name)
        calendar.address_sealed = sealed.seal(address.encode(), _about(calendar))
        calendar.full_clean(exclude=["counsellor"])
        calendar.save()
        tasks.later("booking.tasks.read_outside", calendar.pk)
    return calendar


def checked(address: str) -> str:
    """As calendar programs hand it out, in the form we keep."""
    scheme, colon, rest = address.strip().partition("://")
    if scheme.lower() in ("webcal", "webcals"):
        address = f"https{colon}{rest}"
    try:
        place = outward.place_of(address)
    except outward.Unreachable as error:
        raise Denied("address", OutsideError(error.code).label, status=422) from error
    if place.host == calendars.our_host():
        raise Denied("own_calendar", _("This is our own calendar. It is counted already."), status=422)
    return place.url


def rename(calendar: OutsideCalendar, *, name: str) -> None:
    calendar.name = name
    calendar.full_clean(exclude=["counsellor"])
    calendar.save(update_fields=["name"])


def remove(calendar: OutsideCalendar) -> None:
    """Its busy times are forgotten with it, and open again."""
    with transaction.atomic():
        calendar.delete()
        facts.changed(calendar.counsellor)


def read_soon(calendar: OutsideCalendar) -> None:
    """Asked for by its counsellor. Raises Denied("slow_down")."""
    ratelimit.hit("outside", to_text(calendar.counsellor.uid), limit=20, seconds=3600)
    tasks.later("booking.tasks.read_outside", calendar.pk)


def read(calendar: OutsideCalendar) -> None:
    """Fetch, work out, keep. What was read before stays if anything goes wrong."""
    now = clock.now()
    mine = OutsideCalendar.objects.filter(pk=calendar.pk, tried_at=calendar.tried_at)
    if not mine.update(tried_at=now):
        return  # another worker has it
    # once a day everything is read, because the span we look at moves on
    known = calendar.etag if calendar.read_at and calendar.read_at.date() == now.date() and not calendar.error else ""
    try:
        address = sealed.unseal(calendar.address_sealed, _about(calendar)).decode()
        answer = outward.fetch(address, headers={"If-None-Match": known} if known else {})
        spans = None if answer.status == 304 else worked_out(answer.body, calendar.counsellor, now)
    except outward.Unreachable as error:
        code = STATUS_ERRORS.get(error.status, error.code)
    except ics_reader.Unreadable as error:
        code = error.code
    except sealed.Unsealable:
        code = OutsideError.SEALED
    else:
        return _keep(calendar, spans, etag=answer.headers.get("etag", known)[:200], now=now)
    _note_failure(calendar, OutsideError(code), now=now)


def worked_out(body: bytes, counsellor, now) -> list[tuple[datetime, datetime]]:
    """The busy times in a file, read by a child process that has nothing to lose (booking.ics_reader)."""
    asked = {
        "since": (now - BEFORE).isoformat(),
        "until": (now + AHEAD).isoformat(),
        "zone": diaries.rules_of(counsellor).zone,
        "host": calendars.our_host(),
    }
    try:
        done = subprocess.run(
            [sys.executable, "-m", "booking.ics_reader", json.dumps(asked)],
            input=body,
            capture_output=True,
            timeout=READER_SECONDS,
            cwd=settings.BASE_DIR,
            env={},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ics_reader.Unreadable("too_much") from error
    if done.returncode < 0 or b"MemoryError" in done.stderr:  # stopped by one of its limits
        raise ics_reader.Unreadable("too_much")
    if b"ModuleNotFoundError" in done.stderr:  # our fault, and no file's
        raise RuntimeError("booking.ics_reader lacks a package: install requirements.lock")
    try:
        found = json.loads(done.stdout)
    except ValueError as error:
        raise ics_reader.Unreadable("not_calendar") from error
    if "error" in found:
        raise ics_reader.Unreadable(found["error"])
    return [(datetime.fromisoformat(start), datetime.fromisoformat(end)) for start, end in found["busy"]]


def reseal() -> int:
    """After a change of PEPPER (registered with accounts.sealed)."""
    changed = 0
    for calendar in OutsideCalendar.objects.select_for_update():
        if not sealed.is_current(calendar.address_sealed):
            about = _about(calendar)
            calendar.address_sealed = sealed.seal(sealed.unseal(calendar.address_sealed, about), about)
            calendar.save(update_fields=["address_sealed"])
            changed += 1
    return changed


def _about(calendar: OutsideCalendar) -> str:
    return f"outside:{to_text(calendar.uid)}"


def _keep(calendar: OutsideCalendar, spans, *, etag: str, now) -> None:
    """`spans` None: nothing has changed there."""
    with transaction.atomic():
        mine = OutsideCalendar.objects.filter(pk=calendar.pk)
        if not mine.update(read_at=now, error="", etag=etag) or spans is None:
            return  # removed meanwhile, or nothing new
        if spans != list(calendar.busy.order_by("start").values_list("start", "end")):
            calendar.busy.all().delete()
            OutsideBusy.objects.bulk_create(
                [OutsideBusy(calendar=calendar, start=start, end=end) for start, end in spans], batch_size=500
            )
            facts.changed(calendar.counsellor)


def _note_failure(calendar: OutsideCalendar, error: OutsideError, *, now) -> None:
    """One notice for each time it fails for a day."""
    with transaction.atomic():
        OutsideCalendar.objects.filter(pk=calendar.pk).update(error=error)
        well_until = calendar.read_at or calendar.created_at
        if now - well_until >= GIVEN_UP and calendar.counsellor.email:
            notices.tell(
                calendar.counsellor,
                "booking.outside_failed",
                key=f"outside:{to_text(calendar.uid)}:{well_until:%Y%m%dT%H%M%S}",
            )
