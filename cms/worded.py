"""Short words the staff keep in every language of the interface: titles, topics, notes, the names of plans.

Such a row has a column in the default language and one for each other: `name`, `name_de`, `name_fr`. An empty one
falls back to the first. Longer texts, and those with a history, are a row for each language instead
(Wagtail's TranslatableMixin).

    class Topic(Worded):
        name = models.CharField(max_length=80)
        panels = [*worded.columns("name"), worded.slug_panel()]
        base_form_class = worded.SlugForm

    worded.in_language(topic, "name")
"""

from django.conf import settings
from django.db import models
from django.utils.text import capfirst, slugify
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel

OTHERS = ("de", "fr")  # the columns there are; settings.LANGUAGES names the languages that are offered


class Worded(models.Model):
    """A row with a `name`, which the model itself declares, in the other languages too."""

    name_de = models.CharField(_("name in German"), max_length=120, blank=True)
    name_fr = models.CharField(_("name in French"), max_length=120, blank=True)

    class Meta:
        abstract = True

    def __str__(self):
        return in_language(self, "name")


class LastForm(WagtailAdminModelForm):
    """What is new comes last, until somebody moves it."""

    def save(self, commit=True):
        row = self.instance
        if row.pk is None:
            row.sort_order = (type(row).objects.aggregate(last=models.Max("sort_order"))["last"] or 0) + 1
        return super().save(commit)


class SlugForm(LastForm):
    """Nobody has to think of a part of an address: it is made from the name."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["slug"].required = False

    def clean_slug(self):
        field, given = self.fields["slug"], self.cleaned_data
        made = given["slug"] or slugify(given.get("name", ""))[: field.max_length]
        if not made:
            self.add_error("slug", field.error_messages["required"])
        return made


def slug_panel() -> FieldPanel:
    words = _("Part of addresses. Empty: made from the name. Keep it once it is in use.")
    return FieldPanel("slug", heading=capfirst(_("short name")), help_text=words)


def columns(field: str) -> list[str]:
    """The names of a word's columns, for panels and queries: "name", "name_de", "name_fr"."""
    return [field, *(f"{field}_{language}" for language in OTHERS)]


def in_language(row, field: str, language: str | None = None) -> str:
    """The word in `language` (the present one, if none is given), or in the default language where it is missing."""
    language = (language or get_language() or settings.LANGUAGE_CODE).partition("-")[0]
    translated = getattr(row, f"{field}_{language}", "") if language in OTHERS else ""
    return translated or getattr(row, field)
