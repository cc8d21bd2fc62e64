"""What the directory shows about a counsellor's times and prices, told to it when they change."""

from booking.models import Service
from booking.queries import services, times
from directory.actions import listings
from lib import tasks


def changed(counsellor) -> None:
    """Called in the transaction that changes hours, services or appointments; computed by the worker after it."""
    tasks.later("booking.tasks.refresh_facts", counsellor.pk)


def refresh(counsellor) -> None:
    offered = list(services.public(counsellor))
    paid = [service.price_cents for service in offered if service.price_cents]
    free_at = next_free_at(offered)
    listings.set_facts(
        counsellor,
        price_from_cents=min(paid, default=0 if offered else None),
        currency=offered[0].currency if offered else "EUR",
        next_free_at=free_at,
    )


def next_free_at(offered: list[Service]):
    found = [start for service in offered for start in times.next_free(service)]
    return min(found, default=None)
