"""What the pages about money have in common."""

from zoneinfo import ZoneInfo

from django.shortcuts import render
from django.utils import timezone


def on_own_clock(request, template: str, context: dict, status: int = 200):
    """Render with every time as the clock of the person who asks shows it."""
    with timezone.override(ZoneInfo(request.user.time_zone)):
        return render(request, template, context, status=status)
