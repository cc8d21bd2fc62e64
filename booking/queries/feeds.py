"""Secret calendar addresses: whose, and what they show."""

import hashlib
from datetime import timedelta

from booking.models import CalendarToken
from booking.queries import appointments
from lib import clock

BACK, AHEAD = timedelta(days=30), timedelta(days=365)
MOST = 2000


def of_person(person) -> CalendarToken | None:
    return CalendarToken.objects.filter(user=person).first()


def by_secret(secret: str) -> CalendarToken | None:
    return CalendarToken.objects.select_related("user").filter(token_hash=digest(secret), user__is_active=True).first()


def shown(person) -> list:
    now = clock.now()
    return list(appointments.for_calendar(person, now - BACK, now + AHEAD)[:MOST])


def digest(secret: str) -> bytes:
    """Not salted and not slow: 32 random bytes cannot be guessed."""
    return hashlib.blake2b(secret.encode("utf-8", "surrogatepass"), digest_size=32, person=b"calendar").digest()
