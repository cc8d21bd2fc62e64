"""Pages of the blog. Wagtail finds the page; these draw it."""

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.feedgenerator import Rss201rev2Feed

from blog import queries

ON_A_PAGE = 9


def articles(request, page):
    listed = Paginator(queries.newest().child_of(page), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "blog/list.html", {"page": page, "self": page, "articles": listed})


def article(request, page):
    more = queries.newest().exclude(pk=page.pk)[:3]
    return render(request, "blog/article.html", {"page": page, "self": page, "more": more})


class NewestArticles(Feed):
    """RSS. Readers fetch it without cookies; it says nothing that the list does not say."""

    feed_type = Rss201rev2Feed

    def __init__(self, page):
        self.page = page

    def title(self):
        return f"{settings.SITE_NAME}: {self.page.title}"

    def link(self):
        return settings.SITE_URL + self.page.url

    def feed_url(self):
        return self.link() + "?format=rss"

    def description(self):
        return self.page.introduction

    def items(self):
        return queries.newest().child_of(self.page)[:20]

    def item_link(self, item):
        return settings.SITE_URL + item.url

    def item_title(self, item):
        return item.title

    def item_description(self, item):
        return item.summary

    def item_author_name(self, item):
        return item.signed_by

    def item_pubdate(self, item):
        return item.first_published_at


def feed(request, page):
    return NewestArticles(page)(request)
