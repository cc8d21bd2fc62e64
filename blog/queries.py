"""What people read in the blog."""

from blog.models import ArticlePage, BlogPage
from cms import languages


def blog_page() -> BlogPage | None:
    """The list of articles in the language being spoken."""
    return BlogPage.objects.live().filter(locale__language_code=languages.present()).first()


def newest():
    """Published articles in the language being spoken, newest first, with everything a card needs."""
    return (
        ArticlePage.objects.live()
        .public()
        .filter(locale__language_code=languages.present())
        .select_related("author", "picture")
        .prefetch_related("picture__renditions")
        .order_by("-date", "-pk")
    )


def by(user):
    return newest().filter(author=user)
