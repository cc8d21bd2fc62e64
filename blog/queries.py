"""What people read in the blog, and what authors see of their own."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Prefetch, Q, prefetch_related_objects
from wagtail.models import TaskState, WorkflowState

from blog.models import ArticlePage, BlogPage, Topic
from cms import languages
from cms.routing import open_to_all

RELATED = 3


def blog_page() -> BlogPage | None:
    """The list of articles in the language being spoken."""
    return BlogPage.objects.live().filter(locale__language_code=languages.present()).first()


def newest(within: BlogPage | None = None):
    """Published articles in the language being spoken, or of one list, newest first, with all a card needs."""
    articles = open_to_all(ArticlePage.objects.live())
    return (
        (articles.child_of(within) if within else articles.filter(locale__language_code=languages.present()))
        .select_related("author", "picture")
        .prefetch_related("picture__renditions")
        .order_by("-date", "-pk")
    )


def of(page: BlogPage, topic: Topic | None = None):
    """What one list shows: all its articles, or those about `topic`."""
    articles = newest(page)
    return articles.filter(topics=topic) if topic else articles


def by(user):
    return newest().filter(author=user)


def related(article: ArticlePage, topics) -> list[ArticlePage]:
    """Others with most of `topics`, the newest first; the newest of all where there are too few."""
    others = newest().exclude(pk=article.pk).prefetch_related(None)
    shared = Count("topics", filter=Q(topics__in=topics))
    found = list(others.filter(topics__in=topics).annotate(shared=shared).order_by("-shared", "-date", "-pk")[:RELATED])
    if len(found) < RELATED:
        found += others.exclude(pk__in=[other.pk for other in found])[: RELATED - len(found)]
    prefetch_related_objects([other.picture for other in found if other.picture], "renditions")
    return found


def topics_of(page: BlogPage) -> list[Topic]:
    """Those that somebody has written about in this list, in the staff's order."""
    shown = ArticlePage.objects.live().child_of(page)
    return list(Topic.objects.filter(articles__in=shown).distinct())


def topic(slug: str) -> Topic | None:
    return Topic.objects.filter(slug=slug).first()


# --- authors ---


def own(user):
    """A counsellor's articles in any state and language, those worked on last first."""
    # Wagtail's own prefetch_workflow_states() looks for states of the base class, and finds none for articles
    states = WorkflowState.objects.active().select_related("current_task_state")
    workflows = Prefetch("_specific_workflow_states", states, to_attr="_current_workflow_states")
    articles = ArticlePage.objects.filter(owner=user).select_related("locale").prefetch_related(workflows)
    return articles.order_by("-latest_revision_created_at", "-pk")


def own_article(user, pk: int) -> ArticlePage | None:
    return ArticlePage.objects.filter(owner=user, pk=pk).first()


def blog_pages() -> list[BlogPage]:
    """The list of each language, in the order of the languages."""
    pages = {page.locale.language_code: page for page in BlogPage.objects.live().select_related("locale")}
    return [pages[code] for code in languages.CODES if code in pages]


def waiting_for(user) -> int:
    """How many articles wait for this person's word."""
    kind = ContentType.objects.get_for_model(ArticlePage)
    return TaskState.objects.reviewable_by(user).filter(workflow_state__content_type=kind).count()
