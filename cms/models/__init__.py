from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtail.models import Page
from wagtail.search import index

from cms.blocks import front_blocks, text_blocks
from cms.pictures import cleaned


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
    image = models.ForeignKey(PortalImage, related_name="renditions", on_delete=models.CASCADE)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_each"),
        ]


@register_setting(icon="cog", order=10)
class PortalSettings(BaseSiteSetting):
    """What the operator says about the portal. Everything has a shipped default, so an empty row works."""

    site_name = models.CharField(_("name of the portal"), max_length=60, blank=True)
    site_claim = models.CharField(_("one sentence about it"), max_length=160, blank=True)
    exit_target = models.URLField(
        _("where quick exit leads"),
        default="https://www.wikipedia.org/",
        help_text=_("A harmless page that is not personalised: an encyclopedia, the weather."),
    )
    support_email = models.EmailField(_("support e-mail"), blank=True)
    support_phone = models.CharField(_("support phone"), max_length=40, blank=True)
    operator_name = models.CharField(_("operator"), max_length=120, blank=True)
    operator_address = models.TextField(_("address"), blank=True, max_length=400)
    operator_register = models.CharField(_("register and VAT number"), max_length=200, blank=True)
    shipped = models.JSONField(default=list, editable=False, help_text="Default pages already created once.")

    panels = [
        MultiFieldPanel(["site_name", "site_claim"], heading=_("The portal")),
        MultiFieldPanel([FieldPanel("exit_target")], heading=_("Quick exit")),
        MultiFieldPanel(["support_email", "support_phone"], heading=_("Support")),
        MultiFieldPanel(["operator_name", "operator_address", "operator_register"], heading=_("Operator")),
    ]

    class Meta:
        verbose_name = _("portal")

    @property
    def name(self) -> str:
        return self.site_name or settings.SITE_NAME

    @property
    def claim(self) -> str:
        return self.site_claim or _("Counselling with people who listen, in rooms that stay closed.")


class CrisisContact(models.Model):
    """A number to call when waiting is not an option. Shipped defaults: cms/actions/crisis_defaults.py."""

    country = models.CharField(max_length=60)
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=40)
    note = models.CharField(_("hours, languages, whom for"), max_length=160, blank=True)
    url = models.URLField(_("web address"), blank=True)
    checked_on = models.DateField(_("last verified on"), null=True, blank=True)
    sort_order = models.PositiveIntegerField(default=0)

    panels = ["country", "name", "phone", "note", "url", "checked_on", "sort_order"]

    class Meta:
        ordering = ["sort_order", "pk"]
        verbose_name = _("crisis number")
        verbose_name_plural = _("crisis numbers")

    def __str__(self):
        return f"{self.country}: {self.name}, {self.phone}"

    @property
    def tel(self) -> str:
        """The number as a `tel:` link takes it."""
        return "tel:" + "".join(sign for sign in self.phone if sign.isdigit() or sign == "+")


class HomePage(Page):
    """The front door."""

    headline = models.CharField(max_length=90, default="Talk to someone who listens.")
    introduction = models.TextField(max_length=400, blank=True)
    body = StreamField(front_blocks(), blank=True)

    content_panels = [*Page.content_panels, "headline", "introduction", "body"]
    search_fields = [*Page.search_fields, index.SearchField("body")]
    max_count = 1

    class Meta:
        verbose_name = _("home page")


class ContentPage(Page):
    """A page of text and parts: how it works, help, prices, imprint."""

    introduction = models.TextField(max_length=500, blank=True)
    body = StreamField(text_blocks(), blank=True)

    content_panels = [*Page.content_panels, "introduction", "body"]
    search_fields = [*Page.search_fields, index.SearchField("introduction"), index.SearchField("body")]
    parent_page_types = ["cms.HomePage", "cms.ContentPage"]

    class Meta:
        verbose_name = _("content page")

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {
            "children": self.get_children().live().public().specific(),
            "crumbs": self.get_ancestors().live().filter(depth__gt=1),
        }


from cms.models.contact import (  # noqa: E402, F401
    ClosedDay,
    ContactAnswer,
    ContactMessage,
    ContactPage,
    ContactTopic,
    OpeningTime,
    ServiceHours,
)
