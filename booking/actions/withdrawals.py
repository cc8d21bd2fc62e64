"""Withdrawing from the contract: the consumer's right, in two steps, free of charge and acknowledged."""

from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from booking import changes
from booking.actions import appointments as actions
from booking.actions import facts, rows, telling
from booking.enums import EventKind
from booking.models import Appointment
from booking.queries import appointments
from lib import clock, formats
from lib.denied import Denied


def withdraw(appointment: Appointment, *, by, name: str, email: str = "") -> Appointment:
    """The client's statement has arrived. Whatever was paid goes back, late or not.

    `name` stands in the acknowledgement, which goes to `email`, or else to the address of the account.
    """
    with transaction.atomic():
        appointment = rows.reload(appointment)
        if by != appointment.client:
            raise Denied("not_found", _("There is nothing here for you."), status=404)
        if appointments.withdrawn(appointment):
            return appointment  # the same form, sent again
        changes.check_withdrawable(appointment, by=by, now=clock.now())
        actions.end(appointment, EventKind.WITHDRAWN, by=by, name=name)
        telling.both(appointment, "cancelled")
        _acknowledge(appointment, by=by, name=name, email=email)
        facts.changed(appointment.counsellor)
    return appointment


def _acknowledge(appointment: Appointment, *, by, name: str, email: str) -> None:
    with translation.override(by.language), timezone.override(ZoneInfo(by.time_zone)):
        context = {
            "name": name,
            "appointment": formats.moment(appointment.start, "date"),
            "booked": formats.moment(appointment.created_at, "date"),
            "received": formats.moment(appointment.cancelled_at, "date"),
            "zone": by.time_zone,
        }
    if email:
        context["to"] = email
    telling.plain(by, "withdrawn", key=f"withdrawn:{appointment.pk}", context=context, anyway=bool(email))
