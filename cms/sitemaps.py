"""The map for search engines: the published pages of all languages. It says the same whoever asks for it."""

from functools import reduce
from operator import or_

from django.conf import settings
from django.contrib.sitemaps import Sitemap as PlainSitemap
from django.db.models import Q
from django.utils import translation
from wagtail.contrib.sitemaps import Sitemap
from wagtail.models import Page, Site

ON_A_SHEET = 10_000  # with the languages of each still below the 50,000 addresses a file may have


class PagesOfAllLanguages(Sitemap):
    limit = ON_A_SHEET

    def items(self):
        site = self.get_wagtail_site()
        roots = [root.root_path for root in Site.get_site_root_paths() if root.site_id == site.pk]
        below = reduce(or_, (Q(url_path__startswith=root) for root in roots), Q(pk=None))
        pages = Page.objects.live().public().filter(below).not_exact_type(*_listed_elsewhere)
        return pages.order_by("path").defer_streamfields().specific()

    def get_latest_lastmod(self):
        return None  # it would read every page

    def _urls(self, page, protocol, domain):
        with translation.override(settings.LANGUAGE_CODE):  # what exists once says its other addresses itself
            return super()._urls(page, protocol, domain)


SECTIONS: dict[str, type[PlainSitemap]] = {"pages": PagesOfAllLanguages}
_listed_elsewhere: list[type[Page]] = []


def register(name: str, section: type[PlainSitemap], kind: type[Page]) -> None:
    """A section of its own for a kind of page of which there are many."""
    SECTIONS[name] = section
    _listed_elsewhere.append(kind)
