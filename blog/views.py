"""Pages of the blog. Wagtail finds the page; these draw it. And what a counsellor sees of the own articles."""

from functools import cache

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render

from blog import public_data, queries, rules
from blog.feeds import FORMATS
from cms import guests
from cms.queries import portal

ON_A_PAGE = 9


def answer(request, page):
    """The list, or a feed of it: `?topic=grief&format=atom`. An unknown topic or format is a missing page."""
    slug, kind = request.GET.get("topic", ""), request.GET.get("format", "")
    topic = queries.topic(slug) if slug and "\x00" not in slug else None
    if (slug and topic is None) or (kind and kind not in FORMATS):
        raise Http404
    if kind:
        return FORMATS[kind](page, topic, name=portal(request).name)(request)
    return articles(request, page, topic)


def articles(request, page, topic):
    listed = Paginator(queries.of(page, topic), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page, "self": page, "articles": listed, "topic": topic, "topics": queries.topics_of(page),
        "about": f"&topic={topic.slug}" if topic else "",
    }  # fmt: skip
    return render(request, "blog/list.html", context)


def article(request, page):
    # functions, which a template calls: the pieces that show what they give may be remembered
    topics = cache(lambda: list(page.topics.all()))
    context = {
        "page": page, "self": page, "topics": topics,
        "more": cache(lambda: queries.related(page, topics())),
        "public_data": lambda: public_data.of(page),
    }  # fmt: skip
    return render(request, "blog/article.html", context)


def my_articles(request):
    """/cms/articles/: a counsellor's own articles, and where a new one begins."""
    if not guests.is_guest(request.user):
        raise PermissionDenied
    may_write = rules.may_write(request.user)
    listed = Paginator(queries.own(request.user), 20).get_page(request.GET.get("page"))
    for own in listed:
        own.can_be_edited = may_write or own.first_published_at is not None
    context = {"articles": listed, "may_write": may_write, "blogs": _own_language_first(request.user)}
    return render(request, "blog/my_articles.html", context)


def _own_language_first(user):
    blogs = queries.blog_pages()
    for blog in blogs:
        blog.own_name = dict(settings.LANGUAGES)[blog.locale.language_code]
    return sorted(blogs, key=lambda blog: blog.locale.language_code != user.language)
