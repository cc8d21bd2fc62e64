from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtail.models import Page, PreviewableMixin
from wagtail.search import index

from cms import colours, public_data, worded
from cms.blocks import front_blocks, text_blocks
from cms.fields import PartsField
from cms.forms import ColourInput
from cms.models.contact import (
    ClosedDay,
    ContactAnswer,
    ContactMessage,
    ContactPage,
    ContactTopic,
    OpeningTime,
    ServiceHours,
)
from cms.models.help import HelpPage
from cms.models.menus import Menu, MenuEntry, MenuSlot
from cms.models.texts import LegalText, LegalVersion, MailText, StaffDesk
from cms.pictures import cleaned
from cms.routing import PublicPage, open_to_all

__all__ = [
    "ClosedDay",
    "ContactAnswer",
    "ContactMessage",
    "ContactPage",
    "ContactTopic",
    "ContentPage",
    "CrisisContact",
    "HelpPage",
    "HomePage",
    "LegalText",
    "LegalVersion",
    "MailText",
    "Menu",
    "MenuEntry",
    "MenuSlot",
    "OpeningTime",
    "PortalImage",
    "PortalRendition",
    "PortalSettings",
    "ServiceHours",
    "StaffDesk",
]


class PortalImage(AbstractImage):
    """Our own model from the first day, since changing it later is hard. Files are cleaned before they are stored."""

    admin_form_fields = Image.admin_form_fields

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = [("choose_image", "Can choose image")]

    def save(self, *args, **kwargs):
        if self.file and not self.file._committed:
            clean = cleaned(self.file.file)
            self.file.save(clean.name, clean, save=False)
            self._set_image_file_metadata()
            self.file.close()
        super().save(*args, **kwargs)

    @property
    def default_alt_text(self):
        return self.description  # never the title, which is often the name of a file


class PortalRendition(AbstractRendition):
    shown_to_visitors = False  # made while a page is drawn: nothing about the page changes

    image = models.ForeignKey(PortalImage, related_name="renditions", on_delete=models.CASCADE)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_each"),
        ]


COLOUR = RegexValidator(r"^#[0-9A-Fa-f]{6}$", _("A colour as #1F5F63."))


class AddressForm(models.TextChoices):
    FORMAL = "formal", _("Sie")
    INFORMAL = "informal", _("Du")


@register_setting(icon="cog", order=10)
class PortalSettings(PreviewableMixin, BaseSiteSetting):
    """What the operator says about the portal. Everything has a shipped default, so an empty row works."""

    site_name = models.CharField(_("name of the portal"), max_length=60, blank=True)
    site_claim = models.CharField(_("one sentence about it"), max_length=160, blank=True)
    address_form = models.CharField(
        _("how German speaks to people"),
        max_length=8,
        choices=AddressForm.choices,
        default=AddressForm.FORMAL,
        help_text=_(
            "Of buttons, hints and mails as shipped. The pages stay as they are: please change their texts one by one."
        ),
    )
    logo = models.ForeignKey(
        PortalImage,
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_(
            "Shown 40 pixels high; best with a transparent ground. In the dark appearance it gets a light ground."
        ),
    )
    logo_holds_name = models.BooleanField(
        _("the logo holds the name"), default=False, help_text=_("Then the name is not written beside it again.")
    )
    main_colour = models.CharField(
        _("main colour"),
        max_length=7,
        default=colours.MAIN,
        validators=[COLOUR],
        help_text=_("Buttons, links, signs. All shades are made from it, for light and dark. As shipped: #1F5F63."),
    )
    accent_colour = models.CharField(
        _("accent colour"),
        max_length=7,
        default=colours.ACCENT,
        validators=[COLOUR],
        help_text=_("People without a photo, small emphases. As shipped: #9A4A2E."),
    )
    exit_target = models.URLField(
        _("where quick exit leads"),
        default="https://www.wikipedia.org/",
        help_text=_("A harmless page that is not personalised: an encyclopedia, the weather."),
    )
    exit_label = models.CharField(
        _("words on the button"),
        max_length=30,
        blank=True,
        help_text=_("Empty: “Leave quickly”. Calm words put off fewer people than alarming ones."),
    )
    exit_label_de = models.CharField(_("in German"), max_length=30, blank=True)
    exit_label_fr = models.CharField(_("in French"), max_length=30, blank=True)
    exit_logs_out = models.BooleanField(
        _("quick exit logs out"),
        default=True,
        help_text=_("Recommended. Otherwise whoever opens the site next on this device is still logged in."),
    )
    exit_on_public = models.BooleanField(_("on public pages"), default=True)
    exit_on_private = models.BooleanField(_("on the pages of clients"), default=True)
    support_email = models.EmailField(_("support e-mail"), blank=True)
    support_phone = models.CharField(_("support phone"), max_length=40, blank=True)
    operator_name = models.CharField(_("operator"), max_length=120, blank=True)
    operator_address = models.TextField(_("address"), blank=True, max_length=400)
    operator_register = models.CharField(_("register and VAT number"), max_length=200, blank=True)
    shipped = models.JSONField(default=list, editable=False, help_text="Default pages already created once.")

    look = [
        MultiFieldPanel(["site_name", "site_claim", "address_form"], heading=_("The portal")),
        MultiFieldPanel(["logo", "logo_holds_name"], heading=_("Logo")),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [FieldPanel("main_colour", widget=ColourInput), FieldPanel("accent_colour", widget=ColourInput)]
                )
            ],
            heading=_("Colours"),
        ),
    ]
    quick_exit = [
        FieldPanel("exit_target"),
        MultiFieldPanel(
            ["exit_label", FieldRowPanel(["exit_label_de", "exit_label_fr"])], heading=_("Words on the button")
        ),
        MultiFieldPanel(["exit_on_public", "exit_on_private"], heading=_("Where the button stands")),
        FieldPanel("exit_logs_out"),
    ]
    people = [
        MultiFieldPanel(["support_email", "support_phone"], heading=_("Support")),
        MultiFieldPanel(["operator_name", "operator_address", "operator_register"], heading=_("Operator")),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(look, heading=_("Name and look")),
            ObjectList(quick_exit, heading=_("Quick exit")),
            ObjectList(people, heading=_("Support and operator")),
        ]
    )

    class Meta:
        verbose_name = _("portal")

    @property
    def name(self) -> str:
        return self.site_name or settings.SITE_NAME

    @property
    def is_informal(self) -> bool:
        return self.address_form == AddressForm.INFORMAL

    @property
    def claim(self) -> str:
        return self.site_claim or _("Counselling with people who listen, in rooms that stay closed.")

    @property
    def exit_words(self) -> str:
        return worded.in_language(self, "exit_label") or _("Leave quickly")

    @property
    def colours_address(self) -> str:
        """The stylesheet of the operator's colours; empty with the shipped ones."""
        chosen = (self.main_colour.upper(), self.accent_colour.upper())
        if chosen == (colours.MAIN, colours.ACCENT) or not all(COLOUR.regex.match(colour) for colour in chosen):
            return ""
        return reverse("colours", args=[settings.BUILD, *(colour.strip("#").lower() for colour in chosen)])

    def clean(self):
        super().clean()
        complaints = {
            "main_colour": colours.complaint_about_main(self.main_colour),
            "accent_colour": colours.complaint_about_accent(self.accent_colour),
        }
        if wrong := {field: said for field, said in complaints.items() if said}:
            raise ValidationError(wrong)

    preview_modes = [("", _("Start page")), ("parts", _("All parts"))]

    def get_preview_template(self, request, mode_name):
        return "cms/design.html" if mode_name == "parts" else HomePage.template

    def get_preview_context(self, request, mode_name):
        request._portal = self  # what `{% portal %}` answers with
        context = super().get_preview_context(request, mode_name)
        if mode_name == "parts":
            from cms import design  # which draws models

            return context | design.context()
        home = HomePage.objects.filter(locale__language_code=settings.LANGUAGE_CODE).first()
        return context | (home.get_context(request) if home else {})


class CrisisContact(models.Model):
    """A number to call when waiting is not an option. Shipped defaults: cms/actions/default_crisis.py."""

    country = models.CharField(_("country"), max_length=60)
    country_de = models.CharField(_("country in German"), max_length=60, blank=True)
    country_fr = models.CharField(_("country in French"), max_length=60, blank=True)
    name = models.CharField(_("name of the service"), max_length=120, help_text=_("As it calls itself."))
    name_de = models.CharField(_("name in German"), max_length=120, blank=True)
    name_fr = models.CharField(_("name in French"), max_length=120, blank=True)
    phone = models.CharField(_("number"), max_length=40)
    note = models.CharField(_("hours, languages, whom for"), max_length=160, blank=True)
    note_de = models.CharField(_("the same in German"), max_length=160, blank=True)
    note_fr = models.CharField(_("the same in French"), max_length=160, blank=True)
    url = models.URLField(_("web address"), blank=True)
    checked_on = models.DateField(
        _("last verified on"), null=True, blank=True, help_text=_("Call or look it up twice a year.")
    )
    sort_order = models.PositiveIntegerField(_("order"), default=0)

    base_form_class = worded.LastForm
    panels = [
        MultiFieldPanel(["country", FieldRowPanel(["country_de", "country_fr"])], heading=_("Country")),
        MultiFieldPanel(["name", FieldRowPanel(["name_de", "name_fr"])], heading=_("Service")),
        FieldRowPanel(["phone", "url"]),
        MultiFieldPanel(["note", FieldRowPanel(["note_de", "note_fr"])], heading=_("Hours, languages, whom for")),
        "checked_on",
    ]

    class Meta:
        ordering = ["sort_order", "pk"]
        verbose_name = _("crisis number")
        verbose_name_plural = _("crisis numbers")

    def __str__(self):
        return f"{self.country}: {self.name}, {self.phone}"

    @property
    def words(self) -> dict[str, str]:
        """Country, name and note in the reader's language."""
        return {field: worded.in_language(self, field) for field in ("country", "name", "note")}

    @property
    def tel(self) -> str:
        """The number as a `tel:` link takes it."""
        return "tel:" + "".join(sign for sign in self.phone if sign.isdigit() or sign == "+")


class HomePage(PublicPage, Page):
    """The front door."""

    headline = models.CharField(_("heading"), max_length=90, default="Talk to someone who listens.")
    introduction = models.TextField(_("introduction"), max_length=400, blank=True)
    body = PartsField(front_blocks(), blank=True, verbose_name=_("text"))

    content_panels = [*Page.content_panels, "headline", "introduction", "body"]
    search_fields = [*Page.search_fields, index.SearchField("body")]
    max_count = 1

    class Meta:
        verbose_name = _("home page")

    def public_data(self, portal) -> list[dict]:
        return [public_data.website(portal.name, str(portal.claim), self.url)]


class ContentPage(PublicPage, Page):
    """A page of text and parts: how it works, help, prices, imprint."""

    introduction = models.TextField(_("introduction"), max_length=500, blank=True)
    body = PartsField(text_blocks(), blank=True, verbose_name=_("text"))
    easy_version = models.ForeignKey(
        "self",
        verbose_name=_("version in easy language"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="full_versions",
        help_text=_("A page that says the same in short, simple sentences. Each of the two links to the other."),
    )

    content_panels = [*Page.content_panels, "introduction", "body", FieldPanel("easy_version")]
    search_fields = [*Page.search_fields, index.SearchField("introduction"), index.SearchField("body")]
    parent_page_types = ["cms.HomePage", "cms.ContentPage"]

    class Meta:
        verbose_name = _("content page")

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {
            "children": open_to_all(self.get_children().live()).specific(),
            "full_version": self.full_versions.live().first(),
        }
