"""Texts that staff change with history: the words of mails, and what people agree to."""

import hashlib

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin

from cms import legal_names
from lib import clock, mailtexts
from lib.append_only import AppendOnly


def languages() -> list[tuple[str, str]]:
    return settings.LANGUAGES


class StaffDesk(models.Model):
    """No table: permissions of the staff that belong to no row hang on it."""

    class Meta:
        managed = False
        default_permissions = ()
        permissions = [
            ("see_health", "Can see the health of the installation"),
            ("see_changes", "Can see who changed what"),
            ("make_staff", "Can make and end accounts of the staff"),
        ]


class MailText(PreviewableMixin, DraftStateMixin, RevisionMixin, models.Model):
    """The staff's words for one kind of mail in one language. Without a published row the shipped words are sent."""

    shown_to_visitors = False

    kind = models.CharField(max_length=60, editable=False)
    language = models.CharField(_("language"), max_length=10, choices=languages, editable=False)
    subject = models.CharField(
        _("subject"),
        max_length=mailtexts.SUBJECT_MAX,
        help_text=_("Neutral, without any name: whoever sees the mailbox sees the subject."),
    )
    body = models.TextField(_("text"), max_length=mailtexts.BODY_MAX)

    panels = ["subject", FieldPanel("body", help_text=" ")]

    class Meta:
        verbose_name = _("mail text")
        verbose_name_plural = _("mail texts")
        constraints = [models.UniqueConstraint(fields=["kind", "language"], name="mail_text_one_per_language")]

    def __str__(self):
        return f"{self.label} ({self.get_language_display()})"

    @cached_property
    def declared(self) -> mailtexts.Kind | None:
        """The kind as it was registered; None if no installed app sends it any more."""
        return next((kind for kind in mailtexts.kinds() if kind.name == self.kind), None)

    @property
    def label(self) -> str:
        return str(self.declared.about if self.declared and self.declared.about else self.kind)

    @property
    def words(self) -> mailtexts.Words:
        return mailtexts.Words(self.subject, self.body)

    def clean(self):
        super().clean()
        if self.declared is None:
            raise ValidationError(_("No mail of this kind is sent."))
        if faults := mailtexts.faults(self.declared, self.words):
            raise ValidationError(faults)

    def get_preview_template(self, request, mode_name):
        return "cms/admin/mail_preview.html"

    def get_preview_context(self, request, mode_name):
        sample = mailtexts.filled(self.declared, self.words, self.declared.samples)
        return {"words": sample, "faults": mailtexts.faults(self.declared, self.words), "language": self.language}


class LegalForm(WagtailAdminModelForm):
    """What belongs to one version only is asked anew for the next."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and not self.instance.has_unpublished_changes:
            self.initial |= {"ask_again": False, "what_changed": ""}

    def clean(self):
        given = super().clean()
        if given.get("ask_again") and not given.get("what_changed"):
            self.add_error("what_changed", _("People who are asked again need to know what changed."))
        return given


class LegalText(PreviewableMixin, DraftStateMixin, RevisionMixin, models.Model):
    """The desk on which a legal text is written. What was published lies in LegalVersion, and stays."""

    shown_to_visitors = False  # its versions are

    key = models.CharField(_("text"), max_length=30, choices=legal_names.choices, editable=False)
    language = models.CharField(_("language"), max_length=10, choices=languages, editable=False)
    title = models.CharField(_("title"), max_length=120)
    body = RichTextField(
        _("text"), features=["h2", "h3", "bold", "italic", "ol", "ul", "link"], max_length=60_000,
        help_text=_("Publishing makes a new version with today's date. Earlier versions stay to be read."),
    )  # fmt: skip
    what_changed = models.CharField(
        _("what changed"), max_length=400, blank=True, help_text=_("One or two sentences for people who knew the old one.")
    )  # fmt: skip
    ask_again = models.BooleanField(
        _("ask everybody again"), default=False,
        help_text=_("People who are logged in, or log in later, must agree to this version before they go on."),
    )  # fmt: skip

    base_form_class = LegalForm
    panels = ["title", "body", MultiFieldPanel(["what_changed", "ask_again"], heading=_("This version"))]

    class Meta:
        verbose_name = _("legal text")
        verbose_name_plural = _("legal texts")
        ordering = ["key", "language"]
        constraints = [models.UniqueConstraint(fields=["key", "language"], name="legal_text_one_per_language")]

    def __str__(self):
        return f"{self.get_key_display()} ({self.get_language_display()})"

    def get_preview_template(self, request, mode_name):
        return "cms/legal.html"

    def get_preview_context(self, request, mode_name):
        draft = LegalVersion(key=self.key, language=self.language, title=self.title, body=self.body, number=0)
        return super().get_preview_context(request, mode_name) | {"version": draft, "versions": []}


class LegalVersion(AppendOnly):
    """One published wording: never changed, never deleted, so that what somebody agreed to can always be read."""

    key = models.CharField(max_length=30)
    language = models.CharField(max_length=10)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=120)
    body = models.TextField()
    what_changed = models.CharField(max_length=400, blank=True)
    asks_again = models.BooleanField(default=False)
    shipped = models.BooleanField(default=False, help_text="Our template, which no operator has looked at.")
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["key", "language", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["key", "language", "number"], name="legal_version_numbered"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="legal_version_from_one"),
        ]

    def __str__(self):
        return f"{self.key} {self.language} {self.number}"

    @property
    def address(self) -> str:
        return reverse("legal_version", args=[self.key, self.language, self.number])

    @staticmethod
    def digest_of(title: str, body: str) -> str:
        """SHA-256 over title, a line break and body, as UTF-8."""
        return hashlib.sha256(f"{title}\n{body}".encode()).hexdigest()
