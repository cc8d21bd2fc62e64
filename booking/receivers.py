"""What booking does when an app below announces something. Connected in apps.py."""

from booking.actions import appointments as actions
from booking.queries import appointments


def note_payment(sender, *, charge, payment, **kwargs):
    """A settled charge shows in the timeline of its appointment."""
    if appointment := appointments.by_charge(charge):
        actions.note_paid(appointment, by=payment.confirmed_by)
