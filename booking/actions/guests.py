"""Guests: somebody from outside gets a link from the counsellor and becomes the client of one appointment.

Opening the link changes nothing (programs that scan mails open links); the button on its page does.
"""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.actions import notices
from booking import rules
from booking.actions import facts, rows, telling
from booking.actions.appointments import ask_for_consent, open_charge
from booking.enums import EventKind
from booking.models import Appointment, GuestLink
from booking.queries import guests
from consult.actions import engagements
from consult.enums import Origin
from lib import clock, ids, ratelimit
from lib.denied import Denied

MAILS = {"limit": 20, "seconds": 24 * 3600}  # a counsellor sends
MAILS_TO = {"limit": 3, "seconds": 24 * 3600}  # one address gets


def accept(appointment: Appointment, *, by, consent: bool | None = None) -> Appointment:
    """`by` becomes the client; the days for withdrawing begin now. `consent` is that of booking.

    Raises Denied: "link_over", "not_a_client", "own_overlap", "consent_needed".
    """
    try:
        with transaction.atomic():
            rows.lock(appointment.counsellor, by)
            appointment, now = rows.reload(appointment), clock.now()
            rules.check_may_accept(appointment, by=by, now=now)
            if appointment.client_id == by.pk:
                return appointment  # the same button, pressed again
            appointment.client, appointment.created_at = by, now
            engagements.begin(counsellor=appointment.counsellor, client=by, by=by, origin=Origin.EXTERNAL, invited=True)
            open_charge(appointment, by=by)
            appointment.save()
            ask_for_consent(appointment, by=by, consent=consent)
            GuestLink.objects.filter(appointment=appointment).update(accepted_at=now)
            rows.note(appointment, EventKind.JOINED, by=by)
            telling.both(appointment, "joined")
            facts.changed(appointment.counsellor)
            return appointment
    except IntegrityError as error:
        raise rows.refusal(error) from error


def renew(appointment: Appointment, *, by) -> GuestLink:
    """Another link; the one before is worthless from now on. Raises Denied: "not_yours", "link_over"."""
    with transaction.atomic():
        link = _open_link(rows.reload(appointment), by=by)
        link.uid, link.made_at = ids.new_id(), clock.now()
        link.save(update_fields=["uid", "made_at"])
    return link


def send(appointment: Appointment, *, to: str, by) -> None:
    """Mail the link to an address, which is not kept. Raises Denied: "not_yours", "link_over", "email", "rate_limited"."""
    link, address = _open_link(appointment, by=by), to.strip()
    try:
        validate_email(address)
    except ValidationError as error:
        raise Denied("email", _("This is not an e-mail address."), status=422) from error
    ratelimit.hit("guest-mail", str(by.pk), **MAILS)
    ratelimit.hit("guest-mail-to", address.lower(), **MAILS_TO)
    notices.tell(
        by,
        "booking.invited",
        key=f"invited:{ids.to_text(ids.new_id())}",
        context={"to": address, "link": guests.address_of(link)},
    )


def _open_link(appointment: Appointment, *, by) -> GuestLink:
    if by != appointment.counsellor:
        raise Denied("not_yours", _("Only the counsellor can invite somebody."))
    link = GuestLink.objects.filter(appointment=appointment, accepted_at=None).first()
    if link is None or not appointment.is_booked or clock.now() >= appointment.end:
        raise Denied("link_over", _("This invitation is no longer open."), status=409)
    return link
