from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from cms.blocks import text_blocks
from cms.fields import PartsField


class BlogPage(Page):
    """/blog/: the list of articles, newest first."""

    introduction = models.TextField(max_length=300, blank=True)

    content_panels = [*Page.content_panels, "introduction"]
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["blog.ArticlePage"]
    max_count = 1

    class Meta:
        verbose_name = _("articles")

    def serve(self, request, *args, **kwargs):
        from blog import views  # views ask queries, queries ask models

        return views.feed(request, self) if request.GET.get("format") == "rss" else views.articles(request, self)


class ArticlePage(Page):
    """An article, signed by somebody: a person with an account here, or a name."""

    date = models.DateField(_("date"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    author_name = models.CharField(
        _("author's name"), max_length=120, blank=True, help_text=_("If it is not the name of the account.")
    )
    summary = models.TextField(_("summary"), max_length=300)
    picture = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    body = PartsField(text_blocks())

    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(["date", "author", "author_name"], heading=_("Who and when")),
        FieldPanel("summary"),
        FieldPanel("picture"),
        FieldPanel("body"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("body")]
    parent_page_types = ["blog.BlogPage"]
    subpage_types = []

    class Meta:
        verbose_name = _("article")
        indexes = [models.Index(fields=["-date"], name="article_newest")]

    def serve(self, request, *args, **kwargs):
        from blog import views

        return views.article(request, self)

    @property
    def signed_by(self) -> str:
        return self.author_name or (self.author.name if self.author else "")
