from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.search import index

from cms import questions
from cms.blocks import help_blocks
from cms.fields import PartsField
from cms.routing import PublicPage, open_to_all


class HelpPage(PublicPage, Page):
    """Questions and answers in groups, with a search that needs no script."""

    introduction = models.TextField(_("introduction"), max_length=500, blank=True)
    body = PartsField(help_blocks(), blank=True, verbose_name=_("text"))

    content_panels = [*Page.content_panels, "introduction", "body"]
    search_fields = [*Page.search_fields, index.SearchField("introduction"), index.SearchField("body")]
    parent_page_types = ["cms.HomePage", "cms.HelpPage"]
    subpage_types = ["cms.HelpPage", "cms.ContentPage"]

    class Meta:
        verbose_name = _("help page")
        verbose_name_plural = _("help pages")

    def get_context(self, request, *args, **kwargs):
        search = request.GET.get("q", "").replace("\x00", "").strip()[: questions.LONGEST_SEARCH]
        words = questions.words_of(search)
        groups = questions.groups_of(self, words)
        others = open_to_all(HelpPage.objects.live()).filter(locale=self.locale).exclude(pk=self.pk).order_by("path")
        return super().get_context(request, *args, **kwargs) | {
            "search": search,
            "searched": bool(words),
            "groups": groups,
            "found": questions.count(groups),
            "elsewhere": [(page, questions.count(questions.groups_of(page, words))) for page in others],
        }

    def questions(self) -> list[tuple[str, str]]:
        """(question, answer in HTML) of the whole page, for search engines."""
        return [(row["question"], row["answer"].source) for group in questions.groups_of(self) for row in group.rows]
