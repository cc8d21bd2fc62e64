from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Weekday(IntegerChoices):
    """As `date.weekday()` counts."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class AnswerFrom(TextChoices):
    """Who answers: we, or a counsellor."""

    SUPPORT = "support", _("Support: our own answer")
    COUNSELLING = "counselling", _("Counselling: a counsellor's answer")


class MessageState(TextChoices):
    NEW = "new", _("New")
    IN_HAND = "in_hand", _("In hand")
    DONE = "done", _("Done")


class TopicAudience(TextChoices):
    EVERYBODY = "everybody", _("Everybody")
    COUNSELLORS = "counsellors", _("Counsellors who are logged in")
    NOBODY = "nobody", _("Nobody: only pages that are about this topic")
