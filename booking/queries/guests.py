"""The links of guests. A link is the row's id with our signature: a copy of the database alone opens nothing."""

import segno
from django.conf import settings
from django.core import signing
from django.urls import reverse

from billing import entitlements
from booking.enums import Status
from booking.models import GuestLink
from consult.queries import own_clients
from lib import clock, ids

SIGNER = signing.Signer(salt="booking.guest-link")


def token_of(link: GuestLink) -> str:
    return SIGNER.sign(ids.to_text(link.uid))


def address_of(link: GuestLink) -> str:
    return settings.SITE_URL + reverse("guest", args=[token_of(link)])


def by_token(token: str) -> GuestLink | None:
    try:
        uid = ids.from_text(SIGNER.unsign(token), ids.ID_SIZE)
    except (signing.BadSignature, ValueError):
        return None
    together = GuestLink.objects.select_related(
        "appointment__counsellor", "appointment__client", "appointment__service"
    )
    return together.filter(uid=uid).first()


def open_link(appointment) -> GuestLink | None:
    """Of an appointment whose guest has not come yet."""
    if appointment.client_id or not appointment.is_booked:
        return None
    return GuestLink.objects.filter(appointment=appointment, accepted_at=None).first()


def may_invite(counsellor) -> bool:
    """One more person from outside? Links nobody has used yet keep a place of the plan."""
    return entitlements.may_invite(counsellor, own_clients.of(counsellor).count() + _open_links(counsellor).count())


def has_invited(counsellor) -> bool:
    """Is there a link nobody has used yet?"""
    return _open_links(counsellor).exists()


def _open_links(counsellor):
    return GuestLink.objects.filter(
        accepted_at=None, appointment__counsellor=counsellor, appointment__status=Status.BOOKED,
        appointment__end__gt=clock.now(),
    )  # fmt: skip


def for_counsellor(appointment, person) -> dict:
    """What the counsellor's page of an appointment shows while its guest has not come: the link, and as a code."""
    link = open_link(appointment) if person == appointment.counsellor else None
    if link is None:
        return {}
    address = address_of(link)
    code = segno.make(address, error="m")
    return {
        "guest_link": address,
        "guest_qr": code.svg_inline(border=2, light="#fff", dark="#000", omitsize=True, svgclass=None, lineclass=None),
    }
