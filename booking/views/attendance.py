"""Going in, and afterwards: who came, and giving money back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from billing.queries import charges
from booking import presence
from booking.actions import attendance as actions
from booking.enums import Side
from booking.forms.appointments import RefundForm
from booking.queries import appointments
from booking.views.appointment import find
from booking.views.pages import render_in
from lib import clock, ids, ratelimit
from lib.denied import Denied

TOOK_PLACE = "took_place"  # how the form says that nobody missed it


@login_required
@require_POST
def enter(request, uid):
    """The way from the door into the room: it notes who came, and leads on."""
    found = find(request, uid)
    other = found.other(request.user)
    if other is None:
        return redirect("door", found.uid)
    try:
        actions.enter(found, by=request.user)
    except Denied as error:
        messages.error(request, error.message)
        return redirect("door", found.uid)
    return redirect(f"/app/with/{ids.to_text(other.uid)}")


@login_required
@require_http_methods(["GET", "POST"])
def attendance(request, uid):
    found, me, error = find(request, uid), request.user, None
    if request.method == "POST":
        said = request.POST.get("said", "")
        try:
            if said not in (TOOK_PLACE, *Side.values):
                raise Denied("not_correctable", _("Please choose what happened."), status=422)
            actions.correct(found, missed_by="" if said == TOOK_PLACE else said, by=me)
        except Denied as refused:
            error = refused
            found.refresh_from_db()
        else:
            messages.success(request, _("Thank you. It is noted, and both of you are told."))
            return redirect("appointment", found.uid)
    now = clock.now()
    agrees = me == found.counsellor and found.refund_at is not None
    context = {
        "it": found,
        "whom": found.with_whom(me),
        "choices": [*presence.choices(found, by=me, now=now), *([Side.COUNSELLOR] if agrees else [])],
        "money": appointments.standing(found),
        "by_counsellor": me == found.counsellor,
        "running": found.is_booked,
        "too_early": now < found.start + presence.NOBODY_CAME_AFTER,
        "until": found.end + presence.CORRECTABLE_FOR,
        "error": error,
    }
    return render_in(me.time_zone, request, "booking/attendance.html", context, status=error.status if error else 200)


@login_required
@require_http_methods(["GET", "POST"])
def give_back(request, uid):
    """The counsellor sends back what nobody is owed."""
    found, me, error = find(request, uid), request.user, None
    if me != found.counsellor:
        raise Http404
    _payment, rest = charges.refundable(found.charge)
    form = RefundForm(request.POST if request.method == "POST" else None, initial={"cents": rest, "rest": rest})
    if form.is_valid():
        try:
            ratelimit.hit("give-back", str(me.pk), limit=60, seconds=86_400)  # each is a line on an invoice
            actions.give_back(found, form.cleaned_data["cents"], by=me, seen_rest=form.cleaned_data["rest"])
        except Denied as refused:
            error = refused
        else:
            messages.success(request, _("It goes back. If it was a transfer, you find it under “Payments”."))
            return redirect("appointment", found.uid)
    context = {
        "it": found, "whom": found.with_whom(me), "form": form, "rest": rest, "currency": found.currency, "error": error,
    }  # fmt: skip
    status = error.status if error else 422 if form.errors else 200
    return render_in(me.time_zone, request, "booking/give_back.html", context, status=status)
