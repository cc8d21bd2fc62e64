"""Which states and kinds appointments know, and which steps are legal."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    BOOKED = "booked", _("Booked")
    CANCELLED = "cancelled", _("Cancelled")
    COMPLETED = "completed", _("Took place")
    MISSED = "missed", _("Missed")


STEPS = {
    Status.BOOKED: {Status.CANCELLED, Status.COMPLETED, Status.MISSED},
    Status.CANCELLED: set(),  # final: a new appointment is a new row
    Status.COMPLETED: {Status.MISSED},
    Status.MISSED: {Status.COMPLETED},
}


class Audience(TextChoices):
    PUBLIC = "public", _("Everybody")
    CLIENTS = "clients", _("People who have been my clients")
    ARRANGED = "arranged", _("Only I book it, by arrangement")


class EventKind(TextChoices):
    BOOKED = "booked", _("Booked")
    CANCELLED = "cancelled", _("Cancelled")
    PAID = "paid", _("Paid")
    LET_IN = "let_in", _("Let in by the counsellor")
    REFUND = "refund", _("Refund started")


class Weekday(IntegerChoices):
    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")
