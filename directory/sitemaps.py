"""Profiles for search engines: those in the directory, under the address of each language; one query for thousands."""

from django.contrib.sitemaps import Sitemap

from cms import public_data
from cms.sitemaps import ON_A_SHEET
from directory.models import DirectoryPage, Listing


class Profiles(Sitemap):
    limit = ON_A_SHEET

    def items(self):
        rows = Listing.objects.filter(page__live=True).order_by("pk")
        return rows.values_list("page__slug", "page__last_published_at")

    def get_latest_lastmod(self):
        return None

    def _urls(self, page, protocol, domain):
        lists = [public_data.absolute(each.url) for each in DirectoryPage.objects.live() if each.url]
        return [
            {"item": slug, "location": f"{address}{slug}/", "lastmod": changed, "priority": "", "alternates": []}
            for slug, changed in self.paginator.page(page).object_list
            for address in lists
        ]
