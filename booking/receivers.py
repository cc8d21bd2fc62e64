"""What booking does when an app below announces something. Connected in apps.py."""

from booking.actions import appointments as actions
from booking.queries import appointments

EVERY = {  # minutes between the runs of each task of the worker
    "refresh_outdated": 5,
    "conclude_appointments": 5,
    "remind": 5,
    "read_outside_calendars": 15,
    "look_for_free_times": 60,
}


def prepare_installation(sender, *, using, **kwargs):
    """After `migrate`: what the worker does again and again. Left alone where it is there."""
    from django_q.models import Schedule

    for name, minutes in EVERY.items():
        Schedule.objects.using(using).get_or_create(
            name=f"booking.{name}",
            defaults={"func": f"booking.tasks.{name}", "schedule_type": Schedule.MINUTES, "minutes": minutes},
        )


def note_payment(sender, *, charge, payment, **kwargs):
    """A settled charge shows in the timeline of its appointment."""
    if appointment := appointments.by_charge(charge):
        actions.note_paid(appointment, by=payment.confirmed_by)
