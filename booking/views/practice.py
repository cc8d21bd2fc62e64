"""The start page of a counsellor's practice."""

from django.views.decorators.http import require_GET

from accounts.access import counsellors_only
from billing.queries import charges
from booking.queries import appointments, practices
from booking.views.pages import render_in


@counsellors_only
@require_GET
def home(request):
    me = request.user
    coming = list(appointments.upcoming(me)[:3])
    return render_in(
        me.time_zone,
        request,
        "booking/practice.html",
        {
            "own_clients": practices.own_clients_of(me),
            "todos": practices.todos(me),
            "coming": coming,
            "waits": appointments.at_the_door(me),
            "transfers_to_check": charges.waiting_for_payee(me).count(),
            "refunds_to_send": charges.refunds_to_send(me).count(),
        },
    )
