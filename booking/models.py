from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from billing.models import Charge
from booking.constraints import NoOverlap
from booking.enums import (
    DAY_MINUTES,
    GRID,
    Audience,
    Billed,
    EventKind,
    Kind,
    Line,
    Mode,
    OutsideError,
    Side,
    Status,
    Weekday,
)
from lib import clock
from lib.ids import BytesField, IdField, to_text

USER = settings.AUTH_USER_MODEL
HASH_SIZE = 32


class BookingRules(models.Model):
    """How a counsellor may be booked. One row each; its row lock serialises bookings with this counsellor."""

    counsellor = models.OneToOneField(USER, models.CASCADE, related_name="booking_rules")
    zone = models.CharField(_("time zone of the hours"), max_length=40)
    slot_step = models.PositiveSmallIntegerField(_("a time every"), default=30)
    buffer_before = models.PositiveSmallIntegerField(_("pause before"), default=0)
    buffer_after = models.PositiveSmallIntegerField(_("pause after"), default=10)
    min_notice = models.PositiveIntegerField(_("shortest notice"), default=12 * 60, help_text="minutes")
    horizon_days = models.PositiveSmallIntegerField(_("bookable for the next"), default=60)
    max_per_day = models.PositiveSmallIntegerField(_("at most per day"), null=True, blank=True)
    cancel_hours = models.PositiveSmallIntegerField(_("free cancellation until"), default=24)
    trust_transfers = models.BooleanField(_("let clients in once they say the transfer is sent"), default=False)
    holiday_region = models.CharField(
        _("closed on the public holidays of"), max_length=8, blank=True, help_text="ISO 3166: AT, DE-BY"
    )
    withdrawal = models.BooleanField(
        _("clients have the right of withdrawal"), default=True, help_text="Health services are exempt from it"
    )
    accepting = models.BooleanField(_("open for new appointments"), default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(slot_step__gte=GRID, slot_step__lte=DAY_MINUTES), name="rules_step_in_a_day"
            ),
            models.CheckConstraint(condition=Q(max_per_day__isnull=True) | Q(max_per_day__gt=0), name="rules_cap"),
            models.CheckConstraint(
                condition=Q(min_notice__lt=F("horizon_days") * DAY_MINUTES), name="rules_notice_within_horizon"
            ),
        ]

    def __str__(self):
        return f"rules of {self.counsellor}"


class Service(models.Model):
    """Something to book: a name, minutes, a price with VAT."""

    uid = IdField()
    counsellor = models.ForeignKey(USER, models.CASCADE, related_name="services")
    name = models.CharField(_("name"), max_length=80)
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), validators=[MinValueValidator(GRID), MaxValueValidator(8 * 60)]
    )
    mode = models.CharField(_("how you talk"), max_length=8, choices=Mode.choices, default=Mode.TEXT)
    price_cents = models.PositiveIntegerField(_("price"), default=0)
    currency = models.CharField(max_length=3, default="EUR")
    audience = models.CharField(_("who may book it"), max_length=10, choices=Audience.choices, default=Audience.PUBLIC)
    active = models.BooleanField(_("offered"), default=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(minutes__gte=GRID, minutes__lte=8 * 60), name="service_minutes"),
        ]

    def __str__(self):
        return self.name

    @property
    def is_free(self) -> bool:
        return self.price_cents == 0


class WeeklyRule(models.Model):
    """ "Mondays 09:00 to 12:00", as minutes of the wall clock in the counsellor's zone."""

    counsellor = models.ForeignKey(USER, models.CASCADE, related_name="weekly_rules")
    weekday = models.PositiveSmallIntegerField(choices=Weekday.choices)
    start_min = models.PositiveSmallIntegerField()
    end_min = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["weekday", "start_min"]
        constraints = [
            models.CheckConstraint(
                condition=Q(start_min__gte=0, end_min__gt=F("start_min"), end_min__lte=DAY_MINUTES),
                name="weekly_rule_span",
            ),
            models.CheckConstraint(condition=Q(weekday__gte=0, weekday__lte=6), name="weekly_rule_weekday"),
            models.UniqueConstraint(fields=["counsellor", "weekday", "start_min"], name="weekly_rule_unique"),
        ]

    def __str__(self):
        return f"{self.get_weekday_display()} {self.start_min}–{self.end_min}"


class Override(models.Model):
    """The hours of one date, instead of the weekly ones. Without hours the date is closed."""

    counsellor = models.ForeignKey(USER, models.CASCADE, related_name="overrides")
    on = models.DateField()
    start_min = models.PositiveSmallIntegerField(null=True, blank=True)
    end_min = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["on", "start_min"]
        constraints = [
            models.CheckConstraint(
                condition=Q(start_min__isnull=True, end_min__isnull=True)
                | Q(start_min__gte=0, end_min__gt=F("start_min"), end_min__lte=DAY_MINUTES),
                name="override_span",
            ),
            models.UniqueConstraint(fields=["counsellor", "on", "start_min"], name="override_unique"),
            models.UniqueConstraint(
                fields=["counsellor", "on"], condition=Q(start_min__isnull=True), name="override_closed_once"
            ),
        ]

    def __str__(self):
        return f"{self.on} {self.start_min}–{self.end_min}"


class Absence(models.Model):
    """Days away, both included, by the calendar of the counsellor's zone. Nothing can be booked by clients then."""

    uid = IdField()
    counsellor = models.ForeignKey(USER, models.CASCADE, related_name="absences")
    first_on = models.DateField(_("first day"))
    last_on = models.DateField(_("last day"))

    class Meta:
        ordering = ["first_on"]
        constraints = [models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="absence_span")]

    def __str__(self):
        return f"{self.first_on} to {self.last_on}"


class Series(models.Model):
    """Appointments that were booked together, at the same time of the counsellor's clock."""

    uid = IdField()
    counsellor = models.ForeignKey(USER, models.PROTECT, related_name="+")
    client = models.ForeignKey(USER, models.PROTECT, related_name="+")
    every_weeks = models.PositiveSmallIntegerField(default=1)
    created_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    request_key = models.CharField(max_length=40, blank=True, help_text="Answers a repeated form like the first")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(every_weeks__gte=1, every_weeks__lte=8), name="series_every_weeks"),
            models.UniqueConstraint(
                fields=["created_by", "request_key"], condition=~Q(request_key=""), name="series_request_key"
            ),
        ]

    def __str__(self):
        return f"series {to_text(self.uid)}"


class Meeting(models.Model):
    """Colleagues who talk with each other. Each who comes has an appointment of their own that holds the time."""

    uid = IdField()
    host = models.ForeignKey(USER, models.PROTECT, related_name="meetings_called")
    subject = models.CharField(_("subject"), max_length=80, blank=True, help_text="Readable on the server")
    start = models.DateTimeField()
    end = models.DateTimeField()
    sequence = models.PositiveSmallIntegerField(default=0, help_text="SEQUENCE of its calendar entries")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(end__gt=F("start")), name="meeting_ends_after_start")]

    def __str__(self):
        return f"meeting {to_text(self.uid)}"


class Attendee(models.Model):
    """A counsellor who was asked to a meeting. `answered_at` empty: not answered; the appointment says whether yes."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendees")
    counsellor = models.ForeignKey(USER, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    declined = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "counsellor"], name="attendee_once_a_meeting")]

    def __str__(self):
        return f"attendee {self.pk}"


class Appointment(models.Model):
    """A time two people have agreed on. What was agreed (price, window, end) is copied here and never recomputed."""

    uid = IdField()
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.CONSULTATION)
    counsellor = models.ForeignKey(USER, models.PROTECT, related_name="appointments_given")
    client = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, related_name="appointments_taken",
        help_text="Nobody yet: a guest who has not come; never anybody: a meeting",
    )  # fmt: skip
    service = models.ForeignKey(Service, models.PROTECT, null=True, blank=True, related_name="appointments")
    series = models.ForeignKey(Series, models.PROTECT, null=True, blank=True, related_name="appointments")
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="appointments")
    mode = models.CharField(max_length=8, choices=Mode.choices, default=Mode.TEXT)
    start = models.DateTimeField()
    end = models.DateTimeField()
    block_start = models.DateTimeField(help_text="Start minus the pause before")
    block_end = models.DateTimeField(help_text="End plus the pause after")
    tz = models.CharField(max_length=40, help_text="The counsellor's zone when it was booked")
    wall = models.CharField(max_length=16, blank=True, help_text="What the clock there will show: 2027-03-29T09:00")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.BOOKED)
    price_cents = models.PositiveIntegerField()
    currency = models.CharField(max_length=3)
    billed = models.CharField(max_length=8, choices=Billed.choices, default=Billed.DOOR)
    cancel_hours = models.PositiveSmallIntegerField()
    withdrawal = models.BooleanField(default=False, help_text="The client had the right of withdrawal")
    charge = models.OneToOneField(Charge, models.PROTECT, null=True, blank=True, related_name="+")
    sequence = models.PositiveSmallIntegerField(default=0, help_text="SEQUENCE of its calendar entry")
    created_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    request_key = models.CharField(max_length=40, blank=True, help_text="Answers a repeated form like the first")
    cancelled_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_late = models.BooleanField(default=False)
    missed_by = models.CharField(max_length=10, choices=Side.choices, blank=True)
    refund_at = models.DateTimeField(
        null=True, blank=True, help_text="When the money goes back, if the counsellor does not object"
    )
    let_in_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    let_in_at = models.DateTimeField(null=True, blank=True)
    waiting_at = models.DateTimeField(null=True, blank=True, help_text="When the client was last seen at the door")
    waiting_since = models.DateTimeField(null=True, blank=True, help_text="When this stay at the door began")
    line = models.CharField(max_length=10, choices=Line.choices, blank=True, help_text="What the client said there")
    line_at = models.DateTimeField(null=True, blank=True)
    client_came_at = models.DateTimeField(null=True, blank=True, help_text="When the client first went in")
    counsellor_came_at = models.DateTimeField(null=True, blank=True, help_text="The same of the counsellor")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="appointment_ends_after_start"),
            models.CheckConstraint(
                condition=Q(block_start__lte=F("start"), block_end__gte=F("end")), name="appointment_block_covers"
            ),
            models.CheckConstraint(condition=~Q(client=F("counsellor")), name="appointment_between_two_people"),
            models.CheckConstraint(
                condition=Q(status=Status.CANCELLED, cancelled_at__isnull=False, cancelled_by__isnull=False)
                | (~Q(status=Status.CANCELLED) & Q(cancelled_at__isnull=True, cancelled_by__isnull=True)),
                name="appointment_cancelled_by_and_at",
            ),
            models.CheckConstraint(
                condition=Q(let_in_at__isnull=True, let_in_by__isnull=True)
                | Q(let_in_at__isnull=False, let_in_by__isnull=False),
                name="appointment_let_in_by_and_at",
            ),
            models.CheckConstraint(
                condition=Q(price_cents__gt=0, billed=Billed.DOOR, client__isnull=False) | Q(charge__isnull=True),
                name="appointment_charge_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(kind=Kind.CONSULTATION, meeting__isnull=True, service__isnull=False)
                | Q(kind=Kind.MEETING, meeting__isnull=False, service__isnull=True, client__isnull=True, price_cents=0),
                name="appointment_kind",
            ),
            models.CheckConstraint(
                condition=(Q(status=Status.MISSED) & ~Q(missed_by="")) | (~Q(status=Status.MISSED) & Q(missed_by="")),
                name="appointment_missed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(refund_at__isnull=True) | Q(status=Status.MISSED), name="appointment_refund_of_missed"
            ),
            models.UniqueConstraint(
                fields=["meeting", "counsellor"],
                condition=Q(meeting__isnull=False, status=Status.BOOKED),
                name="appointment_once_a_meeting",
            ),
            models.UniqueConstraint(
                fields=["created_by", "request_key"], condition=~Q(request_key=""), name="appointment_request_key"
            ),
            NoOverlap(
                name="appointment_no_overlap",
                owner="counsellor",
                start="block_start",
                end="block_end",
                statuses=[Status.BOOKED],
                violation_error_message=_("This time is taken."),
            ),
            NoOverlap(
                name="appointment_client_no_overlap",
                owner="client",
                start="start",
                end="end",
                statuses=[Status.BOOKED],
                violation_error_message=_("The client has another appointment at this time."),
            ),
        ]
        indexes = [
            models.Index(fields=["counsellor", "status", "block_start"], name="appointment_busy"),
            models.Index(fields=["client", "status", "start"], name="appointment_of_client"),
        ]

    def __str__(self):
        return f"appointment {to_text(self.uid)} ({self.status})"

    @property
    def minutes(self) -> int:
        return int((self.end - self.start).total_seconds()) // 60

    @property
    def is_booked(self) -> bool:
        return self.status == Status.BOOKED

    def other(self, person):
        """The other side, seen from `person`. None: a guest who has not come yet, or the colleagues of a meeting."""
        return self.client if person == self.counsellor else self.counsellor

    def with_whom(self, person) -> str:
        """The other side in words, for lists and headings."""
        if self.kind == Kind.MEETING:
            return self.meeting.subject or gettext("Meeting of colleagues")
        other = self.other(person)
        return other.name if other else gettext("A guest who has not come yet")

    @property
    def what(self) -> str:
        return self.service.name if self.service else gettext("Meeting of colleagues")


class AppointmentEvent(models.Model):
    """What happened to an appointment: the timeline both people see. Only ever added to."""

    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="events")
    at = models.DateTimeField(default=clock.now)
    actor = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=12, choices=EventKind.choices)
    data = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"

    def save(self, *args, **kwargs):
        if self.pk:
            raise TypeError("the timeline is only ever added to")
        super().save(*args, **kwargs)


class GuestLink(models.Model):
    """The link by which somebody from outside comes to an appointment and becomes its client. Good once."""

    uid = IdField(help_text="Signed, it is the secret of the link; another one makes the link before worthless")
    appointment = models.OneToOneField(Appointment, models.CASCADE, related_name="guest_link")
    made_at = models.DateTimeField(default=clock.now)
    accepted_at = models.DateTimeField(null=True, blank=True)

    def __str__(self):
        return f"guest link {self.pk}"


class Waiting(models.Model):
    """A client on the waiting list: told when an earlier time than theirs, or any at all, gets free."""

    uid = IdField()
    client = models.ForeignKey(USER, models.CASCADE, related_name="waiting_for")
    service = models.ForeignKey(Service, models.CASCADE, related_name="waiting")
    appointment = models.ForeignKey(
        Appointment, models.CASCADE, null=True, blank=True, related_name="waiting",
        help_text="What the client has already, and would like to have earlier",
    )  # fmt: skip
    until = models.DateTimeField(help_text="Times from here on are of no use")
    created_at = models.DateTimeField(default=clock.now)
    told_at = models.DateTimeField(null=True, blank=True)
    known = models.JSONField(
        default=list, blank=True, help_text="Free starts the client knows of, as minutes since 1970"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["client", "service"], name="waiting_once_a_service")]

    def __str__(self):
        return f"waiting {to_text(self.uid)}"


class CalendarChoice(models.Model):
    """What somebody wants in mails about appointments. No row: everything."""

    user = models.OneToOneField(USER, models.CASCADE, related_name="calendar_choice")
    attach = models.BooleanField(_("attach a calendar entry"), default=True)
    remind_day = models.BooleanField(_("remind me a day before"), default=True)
    remind_hour = models.BooleanField(_("remind me an hour before"), default=True)

    def __str__(self):
        return f"calendar choice {self.pk}"


class CalendarToken(models.Model):
    """The secret address at which a calendar program reads somebody's appointments. Only its hash is kept."""

    user = models.OneToOneField(USER, models.CASCADE, related_name="calendar_token")
    token_hash = BytesField(max_length=HASH_SIZE, unique=True)
    created_at = models.DateTimeField(default=clock.now)
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self):
        return f"calendar token {self.pk}"


class OutsideCalendar(models.Model):
    """A calendar elsewhere whose busy times close booking. Its address is a secret, so it is sealed."""

    uid = IdField()
    counsellor = models.ForeignKey(USER, models.CASCADE, related_name="outside_calendars")
    name = models.CharField(_("name"), max_length=60)
    address_sealed = BytesField(max_length=2200)
    etag = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    tried_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True, help_text="When it was last read without an error")
    error = models.CharField(max_length=30, blank=True, help_text="A code; empty: all is well")

    class Meta:
        ordering = ["created_at"]

    def __str__(self):
        return f"outside calendar {to_text(self.uid)}"

    @property
    def error_words(self) -> str:
        return OutsideError(self.error).label if self.error else ""

    @property
    def is_waiting(self) -> bool:
        """Not read yet since it was connected."""
        return self.tried_at is None


class OutsideBusy(models.Model):
    """A busy time of an outside calendar: when, and nothing else of it."""

    calendar = models.ForeignKey(OutsideCalendar, models.CASCADE, related_name="busy")
    start = models.DateTimeField()
    end = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(end__gt=F("start")), name="outside_busy_span")]
        indexes = [models.Index(fields=["calendar", "start"], name="outside_busy_of_calendar")]

    def __str__(self):
        return f"busy {self.pk}"
