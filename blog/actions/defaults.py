"""The blog of an empty database: its page, without articles."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from blog.models import BlogPage
from cms.actions import defaults as cms_defaults

WORDS = {
    "en": {
        "title": "Articles",
        "introduction": "Written by counsellors, for the time before, between and after conversations.",
        "search_description": "Articles by counsellors about what troubles people and what can help.",
    },
    "de": {
        "title": "Artikel",
        "introduction": "Von Fachpersonen geschrieben, für die Zeit vor, zwischen und nach Gesprächen.",
        "search_description": "Artikel von Fachpersonen: was Menschen belastet und was helfen kann.",
    },
    "fr": {
        "title": "Articles",
        "introduction": "Écrits par nos spécialistes, pour le temps avant, entre et après les entretiens.",
        "search_description": "Des articles sur ce qui pèse et sur ce qui peut aider, écrits par nos spécialistes.",
    },
}


@transaction.atomic
def ensure() -> BlogPage:
    ContentType.objects.clear_cache()
    home = cms_defaults.ensure()
    page = blog_page() or _make(home)
    cms_defaults.translate_once("blog", page, WORDS)
    return page


def blog_page() -> BlogPage | None:
    return BlogPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE).first()


def _make(home) -> BlogPage:
    page = BlogPage(slug="blog", **WORDS["en"])
    home.add_child(instance=page)
    page.save_revision(log_action=False).publish(log_action=False)
    return page
