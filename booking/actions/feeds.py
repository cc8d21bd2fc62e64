"""The secret address at which a calendar program reads somebody's appointments."""

import secrets
from datetime import timedelta

from booking.models import CalendarToken
from booking.queries import feeds
from lib import clock, ratelimit
from lib.ids import to_text

SECRET_SIZE = 32
NOTED_EVERY = timedelta(minutes=10)


def renew(person) -> str:
    """The secret of a new address; one that was there before is no longer good. Only this once: its hash is kept."""
    ratelimit.hit("feed-renew", to_text(person.uid), limit=20, seconds=3600)
    secret = secrets.token_urlsafe(SECRET_SIZE)
    CalendarToken.objects.update_or_create(
        user=person, defaults={"token_hash": feeds.digest(secret), "created_at": clock.now(), "used_at": None}
    )
    return secret


def revoke(person) -> None:
    CalendarToken.objects.filter(user=person).delete()


def note_use(token: CalendarToken) -> None:
    """Written at most every ten minutes, however often a program asks."""
    now = clock.now()
    if token.used_at is None or now - token.used_at >= NOTED_EVERY:
        CalendarToken.objects.filter(pk=token.pk).update(used_at=now)
