"""Who may write articles, and what a counsellor may do with the own ones. Registered with cms/guests.py."""

from billing import entitlements
from blog import queries
from blog.models import ArticlePage, BlogPage

ONLY_LOOKING = {"wagtailadmin_pages:view_draft"}


def may_write(user) -> bool:
    """May this counsellor begin an article and go on with a draft? The plan says so."""
    return entitlements.allows(user, "articles")


def may_create(user, page_class, parent_pk: int) -> bool:
    return page_class is ArticlePage and may_write(user) and BlogPage.objects.filter(pk=parent_pk).exists()


def list_of(pk: int) -> str:
    return "my_articles" if BlogPage.objects.filter(pk=pk).exists() else ""


def may_open(user, pk: int, name: str) -> bool:
    """May the author open this address (its name) about this page?

    Whoever has lost the plan can still correct what was published, and read the drafts.
    """
    article = queries.own_article(user, pk)
    if article is None:
        return False
    return article.first_published_at is not None or name in ONLY_LOOKING or may_write(user)
