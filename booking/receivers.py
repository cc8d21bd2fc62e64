"""What booking does when an app below announces something. Connected in apps.py."""

from booking.actions import appointments as actions
from booking.queries import appointments


def prepare_installation(sender, *, using, **kwargs):
    """After `migrate`: the task that keeps the directory's times true. Left alone if it is there."""
    from django_q.models import Schedule

    Schedule.objects.using(using).get_or_create(
        name="booking.refresh_outdated",
        defaults={"func": "booking.tasks.refresh_outdated", "schedule_type": Schedule.MINUTES, "minutes": 5},
    )


def note_payment(sender, *, charge, payment, **kwargs):
    """A settled charge shows in the timeline of its appointment."""
    if appointment := appointments.by_charge(charge):
        actions.note_paid(appointment, by=payment.confirmed_by)
