from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, Page, RevisionMixin


class MenuSlot(models.TextChoices):
    HEADER = "header", _("Header")
    FOOTER_1 = "footer_1", _("Footer, first column")
    FOOTER_2 = "footer_2", _("Footer, second column")
    FOOTER_3 = "footer_3", _("Footer, third column")
    FOOTER_END = "footer_end", _("Footer, last line")


class Menu(RevisionMixin, ClusterableModel):
    """The links of one place, in all languages at once: whoever moves an entry moves it everywhere."""

    slot = models.CharField(_("place"), max_length=20, choices=MenuSlot, unique=True)
    title = models.CharField(
        _("heading"), max_length=60, blank=True, help_text=_("Only columns of the footer show it.")
    )
    title_de = models.CharField(_("in German"), max_length=60, blank=True)
    title_fr = models.CharField(_("in French"), max_length=60, blank=True)

    panels = [
        FieldPanel("slot"),
        MultiFieldPanel(["title", FieldRowPanel(["title_de", "title_fr"])], heading=_("Heading")),
        InlinePanel("entries", heading=_("Entries"), label=_("Entry"), max_num=12),
    ]

    class Meta:
        ordering = ["slot"]
        verbose_name = _("menu")
        verbose_name_plural = _("menus")

    def __str__(self):
        return self.get_slot_display()


class MenuEntry(Orderable):
    """A page of the CMS, which brings its title and address in every language, or an address of the site."""

    menu = ParentalKey(Menu, on_delete=models.CASCADE, related_name="entries")
    page = models.ForeignKey(
        Page, verbose_name=_("page"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    address = models.CharField(
        _("or an address"),
        max_length=200,
        blank=True,
        validators=[RegexValidator(r"^(/(?![/\\])|https://|mailto:|tel:)", _("Begin with / or https://"))],
        help_text=_("/account/signup/, https://…"),
    )
    label = models.CharField(
        _("words"), max_length=60, blank=True, help_text=_("Empty: the title of the page, in the reader's language.")
    )
    label_de = models.CharField(_("in German"), max_length=60, blank=True)
    label_fr = models.CharField(_("in French"), max_length=60, blank=True)

    panels = [FieldRowPanel(["page", "address"]), FieldRowPanel(["label", "label_de", "label_fr"])]

    class Meta(Orderable.Meta):
        verbose_name = _("menu entry")
        verbose_name_plural = _("menu entries")

    def __str__(self):
        return self.label or self.address or str(self.page)

    def clean(self):
        super().clean()
        if bool(self.page_id) == bool(self.address):
            raise ValidationError({"page": _("Choose a page or write an address: one of the two.")})
