"""How people reach those who run the portal, and when they are answered."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Page, PreviewableMixin
from wagtail.search import index

from cms import public_holidays
from cms.blocks import text_blocks
from cms.enums import MessageState, TopicAudience, Weekday
from cms.fields import PartsField
from cms.routing import PublicPage
from cms.worded import LastForm, Worded, columns
from lib import clock, zones

TEXT_MAX = 4000
MOST_RECEIPTS = 3


def default_zone() -> str:
    return settings.DEFAULT_ZONE


def days(**kwargs):
    return models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(20)], **kwargs)


@register_setting(icon="time", order=20)
class ServiceHours(PreviewableMixin, BaseSiteSetting, ClusterableModel):
    """When the portal's people work, and what they promise."""

    zone = models.CharField(_("time zone"), max_length=40, choices=zones.choices, default=default_zone)
    country = models.CharField(
        _("public holidays of"), max_length=2, choices=public_holidays.countries, default="AT", blank=True
    )
    subdivision = models.CharField(
        _("state, canton or region"),
        max_length=40,
        blank=True,
        help_text=_(
            "Its name or its short sign, such as Bayern or BY. Leave it empty for the holidays of the country."
        ),
    )
    support_days = days(
        verbose_name=_("We answer within … working days"), default=1, help_text=_("1 means: within 24 hours.")
    )
    counselling_from = days(verbose_name=_("Counsellors answer within … working days"), default=2)
    counselling_days = days(verbose_name=_("or at the latest within … working days"), default=3)
    keep_months = models.PositiveSmallIntegerField(
        _("Delete messages after … months"),
        default=12,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text=_("Counted from the last thing that happened to the message."),
    )

    panels = [
        MultiFieldPanel(
            ["zone", "country", "subdivision", InlinePanel("openings", label=_("Opening time"))],
            heading=_("Opening hours"),
        ),
        MultiFieldPanel([InlinePanel("closed_days", label=_("Closed days"))], heading=_("Closed days")),
        MultiFieldPanel(
            ["support_days", FieldRowPanel(["counselling_from", "counselling_days"])], heading=_("What we promise")
        ),
        MultiFieldPanel([FieldPanel("keep_months")], heading=_("Messages of the contact form")),
    ]

    class Meta:
        verbose_name = _("opening hours and answers")

    def clean(self):
        super().clean()
        try:
            self.subdivision = public_holidays.subdivision(self.country, self.subdivision)
        except ValueError as error:
            raise ValidationError(
                {"subdivision": _("Please choose one of these: %(names)s") % {"names": error}}
            ) from error
        if (self.counselling_from or 0) > (self.counselling_days or 0):
            raise ValidationError({"counselling_days": _("This must not be less than the number before.")})

    def get_preview_template(self, request, mode_name):
        return "cms/admin/hours_preview.html"

    def get_preview_context(self, request, mode_name):
        from cms import promises

        return {"service": promises.Service(self), "examples": promises.examples(self)}


class OpeningTime(models.Model):
    """A span of a weekday at which somebody works."""

    hours = ParentalKey(ServiceHours, on_delete=models.CASCADE, related_name="openings")
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday.choices)
    opens = models.TimeField(_("from"))
    closes = models.TimeField(_("to"))

    panels = [FieldRowPanel(["weekday", "opens", "closes"])]

    class Meta:
        ordering = ["weekday", "opens"]
        constraints = [
            models.CheckConstraint(condition=Q(closes__gt=models.F("opens")), name="opening_ends_after_it_begins"),
        ]

    def __str__(self):
        return f"{self.get_weekday_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"


class ClosedDay(Worded):
    """A day, or several in a row, at which nobody works although it is no public holiday."""

    hours = ParentalKey(ServiceHours, on_delete=models.CASCADE, related_name="closed_days")
    name = models.CharField(_("reason"), max_length=80)
    first = models.DateField(_("day"))
    last = models.DateField(_("until and with"), null=True, blank=True, help_text=_("Empty for one day."))

    panels = [FieldRowPanel(["first", "last"]), FieldRowPanel(columns("name"))]

    class Meta:
        ordering = ["first"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last__isnull=True) | Q(last__gte=models.F("first")), name="closed_days_end_after_they_begin"
            ),
        ]


class ContactTopic(Worded):
    """What a message is about, so that it reaches the right person in time."""

    name = models.CharField(_("name"), max_length=80)
    audience = models.CharField(
        _("who may choose it"), max_length=12, choices=TopicAudience.choices, default=TopicAudience.EVERYBODY
    )
    urgent = models.BooleanField(_("urgent: stands on top, for writers and for readers"), default=False)
    sort_order = models.PositiveIntegerField(default=0)

    base_form_class = LastForm
    panels = [*columns("name"), "audience", "urgent"]

    class Meta:
        ordering = ["sort_order", "pk"]
        verbose_name = _("topic of messages")
        verbose_name_plural = _("topics of messages")

    @property
    def is_for_counsellors(self) -> bool:
        return self.audience == TopicAudience.COUNSELLORS


class ContactPage(PublicPage, Page):
    """A page with a form that reaches the staff."""

    introduction = models.TextField(_("introduction"), max_length=500, blank=True)
    topic = models.ForeignKey(
        ContactTopic,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("topic"),
        help_text=_("If every message of this page is about one topic. Otherwise people choose."),
    )
    thanks = models.TextField(
        _("words of thanks"),
        max_length=500,
        blank=True,
        help_text=_("Stands under number and date once a message is sent."),
    )
    body = PartsField(text_blocks(), blank=True, verbose_name=_("below the form"))

    content_panels = [*Page.content_panels, "introduction", "topic", "thanks", "body"]
    search_fields = [*Page.search_fields, index.SearchField("introduction"), index.SearchField("body")]
    parent_page_types = ["cms.HomePage", "cms.ContentPage"]

    class Meta:
        verbose_name = _("contact page")

    def get_context(self, request, *args, **kwargs):
        from cms.contact import receipts, stamps
        from cms.contact.form import ContactForm

        form = getattr(request, "contact_form", None)
        return super().get_context(request, *args, **kwargs) | {
            "form": form or ContactForm(page=self, user=request.user, initial={"stamp": stamps.make()}),
            "receipt": receipts.read(request.GET.get("sent", "")),
        }

    def serve(self, request, *args, **kwargs):
        request.is_private = True  # each form has a stamp of its own
        return super().serve(request, *args, **kwargs)


class ContactMessage(models.Model):
    """What somebody wrote through a contact page. In clear: the page says so. No network address is kept."""

    shown_to_visitors = False

    number = models.CharField(_("number"), max_length=9, unique=True)
    request_key = models.CharField(max_length=22, unique=True)  # of the form, so that a message sent twice is one
    topic = models.ForeignKey(
        ContactTopic, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("topic")
    )
    name = models.CharField(_("name"), max_length=80, blank=True)
    email = models.EmailField(_("e-mail address"), max_length=254, blank=True)  # empty: no answer wanted
    language = models.CharField(_("language"), max_length=10)
    text = models.TextField(_("message"), max_length=TEXT_MAX)
    state = models.CharField(_("state"), max_length=8, choices=MessageState.choices, default=MessageState.NEW)
    taken_by = models.CharField(_("taken by"), max_length=30, blank=True)  # a user name
    note = models.TextField(_("internal note"), max_length=2000, blank=True)
    created_at = models.DateTimeField(_("waiting since"), default=clock.now)
    answer_by = models.DateTimeField(_("answer due by"), null=True)  # what was promised; None: nothing was
    touched_at = models.DateTimeField(default=clock.now)
    receipt_at = models.DateTimeField(null=True)  # when the receipt was sent

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=MessageState.IN_HAND) | ~Q(taken_by=""), name="message_in_hand_is_in_somebodys"
            ),
        ]
        indexes = [models.Index(fields=["state", "answer_by"], name="message_board")]

    def __str__(self):
        return self.number

    @property
    def gets_receipt(self) -> bool:
        """Three a day and address: nobody can have our mails rain on somebody else."""
        a_day_before = self.created_at - timedelta(days=1)
        earlier = ContactMessage.objects.filter(email__iexact=self.email, created_at__gt=a_day_before, pk__lt=self.pk)
        return bool(self.email) and earlier.count() < MOST_RECEIPTS

    @property
    def is_open(self) -> bool:
        return self.state != MessageState.DONE

    @property
    def is_overdue(self) -> bool:
        return self.is_open and self.answer_by is not None and self.answer_by < clock.now()


class ContactAnswer(models.Model):
    """What was written back, kept beside the message."""

    shown_to_visitors = False

    message = models.ForeignKey(ContactMessage, on_delete=models.CASCADE, related_name="answers")
    text = models.TextField(_("answer"), max_length=TEXT_MAX)
    written_by = models.CharField(max_length=30)  # a user name
    created_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["created_at"]

    def __str__(self):
        return self.message.number
