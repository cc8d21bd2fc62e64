"""Booking many at once, and cancelling what is left of them."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from booking import rules, weekly
from booking.actions import appointments as actions
from booking.actions import facts, rows, telling
from booking.enums import EventKind
from booking.models import Series
from booking.queries import appointments
from booking.queries import series as queries
from lib import clock
from lib.denied import Denied


def book(
    *, service, client, starts, every_weeks: int, by, request_key: str = "", seen_cents: int | None = None,
    consent: bool | None = None,
) -> Series:  # fmt: skip
    """Each of `starts` that is still free; those that are not stay out, the others stand.

    Raises Denied: "slot_taken" if none is free any more, "not_known" for somebody who was never here, "too_many", and
    what booking one raises. A repeated `request_key` returns the series the first call made.
    """
    counsellor, by_counsellor = service.counsellor, by == service.counsellor
    starts = sorted(set(starts))
    if not 1 <= len(starts) <= weekly.MOST or not 1 <= every_weeks <= weekly.LONGEST_STEP:
        raise Denied("too_many", _("Please choose between 1 and %(most)s dates.") % {"most": weekly.MOST}, status=400)
    with transaction.atomic():
        booking_rules = rows.lock(counsellor, client)
        if before := queries.by_request(by, request_key):
            return before
        _check(service, client=client, by=by, seen_cents=seen_cents)
        diary = queries.diary_for(booking_rules, client=client, starts=starts, by_counsellor=by_counsellor)
        series = Series.objects.create(
            counsellor=counsellor, client=client, every_weeks=every_weeks, created_by=by, request_key=request_key
        )
        booked = [
            appointment
            for start in starts
            if (appointment := _place(series, service, start, diary=diary, booking_rules=booking_rules, by=by))
        ]
        if not booked:
            raise rules.slot_taken()  # and the series is undone
        for appointment in booked:
            actions.ask_for_consent(appointment, by=by, consent=consent)
        telling.both_of_many(booked, "booked_many")
        facts.changed(counsellor)
    return series


def _check(service, *, client, by, seen_cents) -> None:
    known = appointments.is_known(client, service.counsellor)
    rules.check_price(service, seen_cents)
    actions.check_takes_new(client, service.counsellor, by=by)
    rules.check_may_book(service, client=client, by=by, known=known, future=0)
    if by == client and not known:
        message = _("You can book several appointments at once after the first one has taken place.")
        raise Denied("not_known", message, status=409)


def _place(series, service, start, *, diary, booking_rules, by):
    """The appointment, or None if its time is not free any more."""
    try:
        rules.check_bookable(
            diary, start, minutes=service.minutes, now=clock.now(), by_counsellor=by == service.counsellor
        )
        with transaction.atomic():
            appointment = actions.place(
                service=service, client=series.client, start=start, by=by, booking_rules=booking_rules, series=series
            )
    except Denied:
        return None
    except IntegrityError as error:
        rows.refusal(error)  # raises what is not about the time
        return None
    diary.busy.append((appointment.block_start, appointment.block_end))
    diary.taken_per_day[start.astimezone(diary.zone).date()] += 1
    return appointment


def cancel(series: Series, *, by, seen: str | None = None) -> list:
    """All that is coming, each as if it were cancelled alone, told in one mail.

    `seen` is what the button said (queries.series.Loss.code). Raises Denied: "not_found", "nothing_coming",
    "consequence_changed".
    """
    if by not in (series.counsellor, series.client):
        raise Denied("not_found", _("There is nothing here for you."), status=404)
    with transaction.atomic():
        coming = [appointment for found in queries.coming(series) if (appointment := rows.reload(found)).is_booked]
        if not coming:
            raise Denied("nothing_coming", _("None of these appointments is still to come."), status=409)
        if seen is not None and seen != queries.loss(coming, by=by).code:
            message = _("What follows has changed since you opened this page. Please read it again.")
            raise Denied("consequence_changed", message, status=409)
        now = clock.now()
        for appointment in coming:
            late = by == series.client and rules.is_late(appointment, now)
            actions.end(appointment, EventKind.CANCELLED, by=by, late=late)
        telling.both_of_many(coming, "cancelled_many")
        facts.changed(series.counsellor)
    return coming
