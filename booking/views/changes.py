"""Moving, cancelling and withdrawing from one appointment. Each button says what follows."""

from datetime import timedelta
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from booking import changes, rules
from booking.actions import appointments as actions
from booking.actions import moves, withdrawals
from booking.forms.appointments import WithdrawalForm
from booking.queries import appointments, diaries, times
from booking.views import free_times
from booking.views.appointment import find
from booking.views.pages import render_in
from lib import clock, ratelimit
from lib.denied import Denied


@login_required
@require_http_methods(["GET", "POST"])
def move(request, uid):
    found, me = find(request, uid), request.user
    data = request.POST if request.method == "POST" else request.GET
    start = free_times.instant(data.get("start", ""))
    if request.method == "POST" and start:
        try:
            ratelimit.hit("move", str(me.pk), limit=20, seconds=600)
            moves.move(found, start=start, by=me, consent="consent" in data)
        except Denied as error:
            return _move_page(request, found, start=start, error=error)
        messages.success(request, _("The appointment is moved."))
        return redirect("appointment", found.uid)
    return _move_page(request, found, start=start)


def _move_page(request, found, *, start, error: Denied | None = None):
    me, now = request.user, clock.now()
    by_counsellor, refusal = me == found.counsellor, None
    try:
        count = appointments.moves_of_client(found, now=now)
        changes.check_movable(found, by=me, now=now, moves=count)
    except Denied as refused:
        refusal = refused
    path = reverse("move_appointment", args=[found.uid])

    def address(**query):
        kept = {"from": request.GET.get("from", "")} | query
        return f"{path}?{urlencode({name: value for name, value in kept.items() if value})}"

    context = {
        "it": found,
        "whom": found.with_whom(me),
        "refusal": refusal,
        "error": error,
        "by_counsellor": by_counsellor,
    }
    if refusal is None:
        booking_rules = diaries.rules_of(found.counsellor)
        context |= free_times.week(
            booking_rules,
            minutes=found.minutes,
            zone=me.time_zone,
            client=found.client,
            by_counsellor=by_counsellor,
            since=free_times.date_of(request.GET.get("from", "")),
            chosen=start,
            address=address,
            without=found,
        )
        taken = error is not None and error.code == "slot_taken"
        if taken:
            nearest = times.nearest_for(found, to=start, by_counsellor=by_counsellor)
            context["nearest"] = [
                (free_times.shown(time, me.time_zone, booking_rules.zone), address(start=free_times.code(time)))
                for time in nearest
            ]
        chosen = start if start and not taken and context["kept"] else None
        context |= {
            "taken": taken,
            "new_start": chosen,
            "new_code": free_times.code(chosen) if chosen else "",
            "ask_consent": chosen and not by_counsellor and appointments.must_ask_for_consent(found, chosen),
        }
    refused = error or refusal
    return render_in(me.time_zone, request, "booking/move.html", context, status=refused.status if refused else 200)


@login_required
@require_http_methods(["GET", "POST"])
def cancel(request, uid):
    found, me, error = find(request, uid), request.user, None
    if request.method == "POST":
        try:
            actions.cancel(found, by=me, seen=request.POST.get("seen") or None)
        except Denied as refused:
            error = refused
            found.refresh_from_db()
        else:
            messages.success(request, _("The appointment is cancelled."))
            return redirect("appointment", found.uid)
    impossible = None
    try:
        rules.check_cancellable(found, now=clock.now())
    except Denied as refused:
        impossible = refused
    return render_in(
        me.time_zone,
        request,
        "booking/cancel.html",
        {
            "it": found,
            "whom": found.with_whom(me),
            "money": appointments.money_when_cancelled(found, by=me),
            "by_counsellor": me == found.counsellor,
            "late": me == found.client and rules.is_late(found, clock.now()),
            "deadline": rules.cancel_deadline(found),
            "error": error,
            "impossible": impossible,
            "can_withdraw": changes.can_withdraw(found, by=me, now=clock.now()),
        },
        status=(error or impossible).status if error or impossible else 200,
    )


@login_required
@require_http_methods(["GET", "POST"])
def withdraw(request, uid):
    """First the statement, then once more what it says, then the receipt: one address for all three."""
    found, me = find(request, uid), request.user
    context = {
        "it": found,
        "whom": found.with_whom(me),
        "last_day": changes.withdrawal_ends(found).date() - timedelta(days=1),
    }
    event = appointments.withdrawn(found)
    if event is not None:
        return render_in(me.time_zone, request, "booking/withdrawn.html", context | {"event": event})
    refusal = None
    try:
        changes.check_withdrawable(found, by=me, now=clock.now())
    except Denied as refused:
        refusal = refused
    form = WithdrawalForm(
        request.POST if request.method == "POST" else None, initial={"name": me.name, "email": me.email}
    )
    if request.method == "POST" and refusal is None and form.is_valid():
        if "confirm" not in request.POST:
            return render_in(me.time_zone, request, "booking/withdraw_confirm.html", context | {"form": form})
        if "back" not in request.POST:
            return _withdraw(request, found, form)
    status = refusal.status if refusal else 422 if form.is_bound and form.errors else 200
    page = context | {"form": form, "refusal": refusal}
    return render_in(me.time_zone, request, "booking/withdraw.html", page, status=status)


def _withdraw(request, found, form):
    try:
        withdrawals.withdraw(found, by=request.user, **form.cleaned_data)
    except Denied as error:
        messages.error(request, error.message)
        return redirect("appointment", found.uid)
    return redirect("withdraw", found.uid)
