"""Which states and kinds appointments know, and which steps are legal."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _

DAY_MINUTES = 24 * 60
GRID = 5  # wall times are multiples of five minutes


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


class Kind(TextChoices):
    CONSULTATION = "consultation", _("Consultation")
    MEETING = "meeting", _("Meeting of colleagues")


class Mode(TextChoices):
    """How the two talk. What a device cannot do, the room offers anyway: text is always there."""

    TEXT = "text", _("In writing")
    SOUND = "sound", _("With sound")
    PICTURE = "picture", _("With picture and sound")


class Billed(TextChoices):
    """How the price of one appointment is settled."""

    DOOR = "door", _("Paid here, before the conversation starts")
    OUTSIDE = "outside", _("Settled between counsellor and client outside of this site")


class Side(TextChoices):
    COUNSELLOR = "counsellor", _("The counsellor")
    CLIENT = "client", _("The client")


class Line(TextChoices):
    """What a client can tell from the door with one press. Never free text: the server can read it."""

    LATE = "late", _("I am a few minutes late.")
    PAYING = "paying", _("The payment does not work.")
    DEVICE = "device", _("My camera or microphone does not work.")
    HERE = "here", _("I am here and wait.")


class Audience(TextChoices):
    PUBLIC = "public", _("Everybody")
    CLIENTS = "clients", _("My own clients")
    ARRANGED = "arranged", _("Only I book it, by arrangement")


class EventKind(TextChoices):
    BOOKED = "booked", _("Booked")
    MOVED = "moved", _("Moved")
    CANCELLED = "cancelled", _("Cancelled")
    CONSENT = "consent", _("Asked to begin before the 14 days for withdrawing are over")
    WITHDRAWN = "withdrawn", _("Withdrawn from")
    JOINED = "joined", _("Invitation accepted")
    COMPLETED = "completed", _("Took place")
    MISSED = "missed", _("Missed")
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


class OutsideError(TextChoices):
    """Why a calendar elsewhere could not be read, in words for its counsellor."""

    ADDRESS = "address", _("This is not an address we can read: it must begin with https:// and hold no password.")
    NAME = "name", _("There is no such server. Please check the address.")
    NOT_PUBLIC = "not_public", _("This server is not on the public Internet, so we cannot read from it.")
    CONNECTION = "connection", _("The server does not answer. It may be away for a while.")
    CERTIFICATE = "certificate", _("The server could not prove who it is: its certificate is wrong or has expired.")
    SLOW = "slow", _("The server takes too long.")
    REDIRECTS = "redirects", _("The address leads from one place to the next and never arrives.")
    REFUSED = "refused", _("The server does not let us read this calendar. Please make a new secret address there.")
    GONE = "gone", _("There is no calendar at this address any more. Please make a new secret address there.")
    STATUS = "status", _("The server has a problem. It may pass by itself.")
    BROKEN = "broken", _("The answer of the server breaks off or makes no sense.")
    TOO_BIG = "too_big", _("The calendar is larger than 5 MB.")
    NOT_CALENDAR = "not_calendar", _("What is at this address is no calendar. Please use the address in iCal format.")
    TOO_MUCH = "too_much", _("The calendar has more entries or repetitions than we can work out.")
    SEALED = "sealed", _("We cannot open the address that we keep. Please enter it again.")
