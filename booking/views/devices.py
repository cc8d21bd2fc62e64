"""Trying camera and microphone before a conversation. Everything stays in the browser; nothing is asked or stored."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from lib import ids

POLICY = "camera=(self), microphone=(self), geolocation=(), browsing-topics=()"  # every other page allows neither


@require_GET
def devices(request):
    response = render(request, "booking/devices.html", {"back": _door(request.GET.get("for", ""))})
    response["Permissions-Policy"] = POLICY
    return response


def _door(text: str) -> str:
    """The door one came from; whether it is theirs, it says itself."""
    try:
        return reverse("door", args=[ids.from_text(text, ids.ID_SIZE)])
    except ValueError:
        return ""
