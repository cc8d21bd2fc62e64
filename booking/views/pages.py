"""What the pages of this app share: whose clock they show, and how a refusal looks."""

from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.conf import settings
from django.shortcuts import render
from django.utils import timezone

from lib import zones


def zone_of(request) -> tuple[str, bool]:
    """The zone to show times in, and whether the person chose it. Never guessed from an address."""
    asked = request.GET.get("zone") or request.POST.get("zone") or ""
    if zones.is_zone(asked):
        return asked, True
    if request.user.is_authenticated and request.user.zone:
        return request.user.zone, True
    return settings.DEFAULT_ZONE, False


def render_in(zone: str, request, template: str, context: dict, status: int = 200):
    """Render with every time in `zone`, which the template finds as `zone` (its name) and `zone_words` (for people)."""
    with timezone.override(ZoneInfo(zone)):
        return render(request, template, {"zone": zone, "zone_words": zones.words(zone), **context}, status=status)


def sent(request):
    """What a form gets: one that was sent empty is not one that was not sent."""
    return request.POST if request.method == "POST" else None


def entrance(go: str, onwards: str) -> str:
    """Where a visitor logs in, or signs up if the button they pressed says so, and comes back to `onwards`."""
    where = "/account/signup/" if go == "signup" else "/account/login/"
    return f"{where}?{urlencode({'next': onwards})}"
