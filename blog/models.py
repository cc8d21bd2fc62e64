from django import forms
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, PublishingPanel, TabbedInterface
from wagtail.admin.widgets.slug import SlugInput
from wagtail.models import Page, WorkflowState
from wagtail.search import index

from blog.article_form import ArticleForm
from blog.blocks import article_blocks, minutes_to_read
from blog.enums import ArticleState
from cms import worded
from cms.fields import PartsField
from cms.routing import PublicPage
from lib import clock

MODERATE = "blog.moderate_articles"


def today():
    return timezone.localdate(clock.now())


def scheduling() -> PublishingPanel:
    """Only for those who moderate. A group's own permission would hide the fields and still take what is posted."""
    panel = PublishingPanel()
    for field in panel.children:
        field.permission = MODERATE
    return panel


class Topic(worded.Worded):
    """What an article is about. Shown with it, offered as a filter and as a feed."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    slug = models.SlugField(max_length=60, unique=True, help_text=_("Part of addresses; keep it once it is in use."))
    sort_order = models.PositiveIntegerField(_("order"), default=0)

    panels = [*worded.columns("name"), worded.slug_panel()]
    base_form_class = worded.SlugForm

    class Meta:
        ordering = ["sort_order", "name"]
        verbose_name = _("topic of articles")
        verbose_name_plural = _("topics of articles")


class BlogPage(PublicPage, Page):
    """/blog/: the list of articles, newest first; one in each language."""

    introduction = models.TextField(_("introduction"), max_length=300, blank=True)

    content_panels = [*Page.content_panels, "introduction"]
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["blog.ArticlePage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("articles")

    def serve(self, request, *args, **kwargs):
        from blog import views  # views ask queries, queries ask models

        return views.answer(request, self)

    def serve_preview(self, request, mode_name):
        return self.serve(request)


class ArticlePage(PublicPage, Page):
    """An article, signed by somebody: a counsellor, who owns it and wrote it, or a name the staff give."""

    date = models.DateField(_("date"), default=today)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    author_name = models.CharField(
        _("author's name"), max_length=120, blank=True,
        help_text=_("For articles of the staff and of guests. A counsellor's own article bears their name."),
    )  # fmt: skip
    summary = models.TextField(
        _("summary"), max_length=300, help_text=_("One or two sentences: shown in the list, and by search engines.")
    )
    picture = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        verbose_name=_("picture"), help_text=_("Stands above the article and in the list. You can do without."),
    )  # fmt: skip
    topics = ParentalManyToManyField(Topic, blank=True, verbose_name=_("topics"), related_name="articles")
    body = PartsField(article_blocks(), max_num=40, verbose_name=_("article"))
    minutes = models.PositiveSmallIntegerField(
        default=0, editable=False, help_text="To read it; 0 before it was counted"
    )

    base_form_class = ArticleForm
    content_panels = [
        # not Wagtail's own panel, which fills the address in: its script fails where the address is not shown
        FieldPanel("title", heading=_("Title"), classname="title"),
        MultiFieldPanel(
            [FieldPanel("date", permission=MODERATE), FieldPanel("author_name", permission=MODERATE)],
            heading=_("Who and when"),
        ),
        FieldPanel("summary"),
        FieldPanel("picture"),
        FieldPanel("topics", widget=forms.CheckboxSelectMultiple),
        FieldPanel("body"),
    ]
    promote_panels = [
        FieldPanel("slug", permission=MODERATE, widget=SlugInput),
        FieldPanel("seo_title", permission=MODERATE),
        FieldPanel("search_description", permission=MODERATE),
        scheduling(),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Article")),
            ObjectList(promote_panels, heading=_("Address")),
        ]
    )
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("body")]
    drawn_with = ("author", "picture")
    parent_page_types = ["blog.BlogPage"]
    subpage_types = []

    class Meta:
        verbose_name = _("article")
        indexes = [
            models.Index(fields=["-date"], name="article_newest"),
            models.Index(fields=["author", "-date"], name="article_of_author"),
        ]
        permissions = [("moderate_articles", "Can sign articles, date them and change their address")]

    def serve(self, request, *args, **kwargs):
        from blog import views

        return views.article(request, self)

    def serve_preview(self, request, mode_name):
        return self.serve(request)

    def save(self, *args, **kwargs):
        self.minutes = minutes_to_read(self.body)
        super().save(*args, **kwargs)

    @property
    def state(self) -> ArticleState:
        workflow = self.current_workflow_state
        if workflow and workflow.status == WorkflowState.STATUS_IN_PROGRESS:
            return ArticleState.WAITING
        if workflow and workflow.status == WorkflowState.STATUS_NEEDS_CHANGES:
            return ArticleState.RETURNED
        if self.live:
            return ArticleState.CHANGED if self.has_unpublished_changes else ArticleState.PUBLISHED
        return ArticleState.TAKEN_DOWN if self.first_published_at else ArticleState.DRAFT

    @property
    def note(self) -> str:
        """What the staff wrote when they sent it back."""
        workflow = self.current_workflow_state
        return workflow.current_task_state.comment if workflow and workflow.current_task_state else ""

    @property
    def signed_by(self) -> str:
        return self.author_name or (self.author.name if self.author else "")
