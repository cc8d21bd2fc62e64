"""Mails and reminders as one wants them, the secret address for calendar programs, and what is found there."""

import hashlib

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from booking import calendars
from booking.actions import choices as choice_actions
from booking.actions import feeds as actions
from booking.forms.calendars import CalendarChoiceForm
from booking.queries import choices, feeds
from booking.views.pages import render_in
from lib import ratelimit
from lib.denied import Denied


@login_required
@require_http_methods(["GET", "POST"])
def preferences(request):
    form = CalendarChoiceForm(request.POST or None, instance=choices.of(request.user))
    if form.is_valid():
        choice_actions.save(request.user, **form.cleaned_data)
        messages.success(request, _("Your choice is saved."))
        return redirect("calendar")
    return _page(request, form=form)


@login_required
@require_http_methods(["GET", "POST"])
def renew_feed(request):
    """Asks first if there is an address already, which would no longer be good."""
    if request.method == "GET":
        return render_in(
            request.user.time_zone, request, "booking/feed_renew.html", {"token": feeds.of_person(request.user)}
        )
    try:
        secret = actions.renew(request.user)
    except Denied as error:
        return _page(request, error=error, status=error.status)
    return _page(request, address=settings.SITE_URL + reverse("feed", args=[secret]))


@login_required
@require_http_methods(["GET", "POST"])
def revoke_feed(request):
    if request.method == "POST":
        actions.revoke(request.user)
        messages.success(request, _("The secret address is switched off."))
        return redirect("calendar")
    return render_in(
        request.user.time_zone, request, "booking/feed_revoke.html", {"token": feeds.of_person(request.user)}
    )


def _page(request, *, form=None, address: str = "", error=None, status: int = 200):
    """`address`: a new one, shown this once."""
    context = {
        "form": form or CalendarChoiceForm(instance=choices.of(request.user)),
        "token": feeds.of_person(request.user),
        "address": address,
        "webcal": f"webcal://{address.partition('://')[2]}",
        "error": error,
    }
    return render_in(request.user.time_zone, request, "booking/calendar.html", context, status=status)


@require_safe
def feed(request, secret: str):
    """For programs: no login, no cookie, and the same answer for every address that is not good (any more)."""
    token = feeds.by_secret(secret)
    who, limit = (str(token.pk), 60) if token else (f"nobody {ratelimit.address(request)}", 120)
    try:
        ratelimit.hit("feed", who, limit=limit, seconds=3600)
    except Denied as error:
        return _plain("Too many requests. Please ask again later.", 429, {"Retry-After": str(error.extra["wait"])})
    if token is None:
        return _plain("There is no calendar here.", 404)
    actions.note_use(token)
    with translation.override(token.user.language):
        body = calendars.feed(feeds.shown(token.user))
    etag = f'"{hashlib.blake2b(body, digest_size=16).hexdigest()}"'
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"], response["ETag"] = "private, max-age=300", etag
    return get_conditional_response(request, etag=etag, response=response)


def _plain(text: str, status: int, headers=None) -> HttpResponse:
    headers = {"Cache-Control": "private"} | (headers or {})
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8", headers=headers)
