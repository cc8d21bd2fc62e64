"""Feeds of articles, as Atom and RSS. Readers fetch them without cookies; they say nothing the list does not say."""

import re

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed

from blog import queries

IN_A_FEED = 20
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # forbidden there, however written


def clean(text) -> str:
    return NOT_IN_XML.sub("", str(text))


class Articles(Feed):
    """RSS; all addresses absolute, in the language of the list."""

    feed_type = Rss201rev2Feed
    format = "rss"

    def __init__(self, page, topic=None, *, name: str):
        self.page, self.topic, self.name = page, topic, name
        self.language = page.locale.language_code

    def title(self):
        return clean(f"{self.name}: {self.topic or self.page.title}")

    def link(self):
        return settings.SITE_URL + self.page.url + (f"?topic={self.topic.slug}" if self.topic else "")

    def feed_url(self):
        return f"{self.link()}{'&' if self.topic else '?'}format={self.format}"

    def description(self):
        return clean(self.page.introduction)

    subtitle = description

    def items(self):
        return queries.of(self.page, self.topic)[:IN_A_FEED]

    def item_link(self, item):
        return settings.SITE_URL + item.url

    def item_title(self, item):
        return clean(item.title)

    def item_description(self, item):
        return clean(item.summary)

    def item_author_name(self, item):
        return clean(item.signed_by)

    def item_pubdate(self, item):
        return item.first_published_at

    def item_updateddate(self, item):
        return item.last_published_at


class AtomArticles(Articles):
    feed_type = Atom1Feed
    format = "atom"


FORMATS = {feed.format: feed for feed in (Articles, AtomArticles)}
