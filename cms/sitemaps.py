"""The map for search engines: the published pages of all languages. It says the same whoever asks for it."""

from functools import reduce
from operator import or_

from django.conf import settings
from django.db.models import Q
from django.utils import translation
from wagtail.contrib.sitemaps import Sitemap
from wagtail.models import Page, Site


class PagesOfAllLanguages(Sitemap):
    def items(self):
        site = self.get_wagtail_site()
        roots = [root.root_path for root in Site.get_site_root_paths() if root.site_id == site.pk]
        below = reduce(or_, (Q(url_path__startswith=root) for root in roots), Q(pk=None))
        return Page.objects.live().public().filter(below).order_by("path").defer_streamfields().specific()

    def _urls(self, page, protocol, domain):
        with translation.override(settings.LANGUAGE_CODE):  # what exists once says its other addresses itself
            return super()._urls(page, protocol, domain)
