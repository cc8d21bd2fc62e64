from booking import rules
from booking.enums import Audience
from booking.models import Service
from booking.queries import appointments


def of_counsellor(counsellor):
    """All of them, for their owner."""
    return Service.objects.filter(counsellor=counsellor)


def public(counsellor):
    """What anybody can see and book."""
    return of_counsellor(counsellor).filter(active=True, audience=Audience.PUBLIC)


def offered_to(person, counsellor, *, known: bool | None = None) -> list[Service]:
    """What `person` (perhaps nobody yet) can book alone; for the counsellor: everything active.

    `known`: whether they were here before, if that is asked already.
    """
    active = of_counsellor(counsellor).filter(active=True)
    if person == counsellor:
        return list(active)
    if known is None:
        known = person.is_authenticated and appointments.is_known(person, counsellor)
    return [service for service in active if rules.offers_to(service, known=known)]
