from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    CLIENT = "client", _("Client")
    COUNSELLOR = "counsellor", _("Counsellor")
    STAFF = "staff", _("Staff")


class WrapKind(IntegerChoices):
    """Who can open a wrapped account key: the numbers are the protocol's."""

    ROOM_PASSWORD = 1, _("Room password")
    RECOVERY = 2, _("Recovery code")


class NoticeState(TextChoices):
    QUEUED = "queued", _("Waiting to be sent")
    SENT = "sent", _("Sent")
    NO_ADDRESS = "no_address", _("No e-mail address on file")
    FAILED = "failed", _("Given up after several tries")
    TOO_LATE = "too_late", _("Not sent, because it would have come too late")


class LinkPurpose(TextChoices):
    CONFIRM_EMAIL = "confirm_email", _("Confirm an e-mail address")
    NEW_PASSWORD = "new_password", _("Choose a new login password")
