"""What people read in the blog."""

from blog.models import ArticlePage, BlogPage


def blog_page() -> BlogPage | None:
    return BlogPage.objects.live().first()


def newest():
    """Published articles, newest first, with everything a card needs."""
    return (
        ArticlePage.objects.live()
        .public()
        .select_related("author", "picture")
        .prefetch_related("picture__renditions")
        .order_by("-date", "-pk")
    )


def by(user):
    return newest().filter(author=user)
