"""Which kinds of rooms, records and roles exist (docs/protocol), and every refusal the rooms' API can answer with."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RoomKind(IntegerChoices):
    ONE_TO_ONE = 1, _("Conversation of two")
    GROUP = 2, _("Professional group")
    TEAM = 3, _("Team")
    WALK_IN = 4, _("Walk-in")


class RecordType(IntegerChoices):
    """What a room's log may hold. Signals of calls travel over the socket and are never stored."""

    EPOCH = 0x01
    GRANT = 0x02
    MESSAGE = 0x10


class MemberRole(IntegerChoices):
    OWNER = 1, pgettext_lazy("of a room", "Owner")
    PROFESSIONAL = 2, _("Professional")
    CLIENT = 3, _("Client")
    ARCHIVE = 4, _("Archive")


class Origin(TextChoices):
    """How a counsellor and a client came together; fees and trials depend on it."""

    PORTAL = "portal", _("Found here")
    EXTERNAL = "external", _("Brought along by the counsellor")
