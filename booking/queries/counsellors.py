"""Whom somebody may book with, and whom a counsellor may book for."""

from django.contrib.auth import get_user_model

from accounts.enums import Role
from billing import entitlements
from booking.queries import appointments
from consult.enums import Origin
from consult.models import Engagement
from directory import queries as directory
from lib import ids


def bookable_by(person, uid: bytes):
    """The counsellor with this public id, if `person` may see that they can be booked; else None."""
    counsellor = get_user_model().objects.filter(uid=uid, role=Role.COUNSELLOR, is_active=True).first()
    if counsellor is None:
        return None
    if person == counsellor or directory.is_listed(counsellor):
        return counsellor
    together = person.is_authenticated and (
        Engagement.objects.filter(counsellor=counsellor, client=person).exists()
        or appointments.between(counsellor, person).exists()
    )
    return counsellor if together else None


def takes_bookings(counsellor) -> bool:
    """Is the counsellor's account with the operator in order?"""
    return entitlements.may_take_bookings(counsellor)


def brought_along(client, counsellor) -> bool:
    """Did the counsellor bring this client along, instead of being found here?"""
    return Engagement.objects.filter(counsellor=counsellor, client=client, origin=Origin.EXTERNAL).exists()


def clients_of(counsellor):
    """People the counsellor is in contact with, by name."""
    return (
        get_user_model()
        .objects.filter(counsellors_engaged__counsellor=counsellor, is_active=True)
        .order_by("display_name", "username")
    )


def client_of(counsellor, text: str):
    """The one with this public id as text, if it is a client of theirs."""
    try:
        return clients_of(counsellor).filter(uid=ids.from_text(text, ids.ID_SIZE)).first()
    except ValueError:
        return None
