"""One appointment and its calendar entry."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from billing.queries import receipts
from booking import calendars, rules
from booking.queries import appointments, guests
from booking.views.pages import render_in
from lib import clock, ids


def find(request, uid):
    """The appointment, if the person takes part in it; a foreign one looks like a missing one."""
    appointment = appointments.of_person(request.user).filter(uid=uid).first()
    if appointment is None:
        raise Http404
    return appointment


@login_required
@require_GET
def appointment(request, uid):
    found = find(request, uid)
    if found.meeting_id:
        return redirect("meeting", found.meeting.uid)
    now, me, other = clock.now(), request.user, found.other(request.user)
    payable = found.is_booked and me == found.client and found.charge and found.charge.is_open
    return render_in(
        me.time_zone,
        request,
        "booking/appointment.html",
        {
            "it": found,
            "whom": found.with_whom(me),
            "other_uid": ids.to_text(other.uid) if other else "",
            "money": appointments.standing(found),
            **guests.for_counsellor(found, me),
            "events": found.events.select_related("actor"),
            "over": now >= found.end,
            "door_opens_at": rules.door_opens_at(found),
            "door_is_open": found.is_booked and rules.is_at_the_door(found, now),
            "deadline": rules.cancel_deadline(found),
            "late": rules.is_late(found, now),
            "may_have_receipt": me == found.client
            and bool(found.charge)
            and not found.charge.is_open
            and receipts.has_any(found.charge),
            "can_pay": payable and now >= found.start - rules.PAYABLE_FROM,
        },
    )


@login_required
@require_GET
def calendar_entry(request, uid):
    found = find(request, uid)
    response = HttpResponse(calendars.entry(found, method="PUBLISH"), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="appointment.ics"'
    return response
