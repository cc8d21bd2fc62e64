"""The blog of an empty database: its page, without articles."""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from blog.models import BlogPage
from cms.actions import defaults as cms_defaults


@transaction.atomic
def ensure() -> BlogPage:
    ContentType.objects.clear_cache()
    page = BlogPage.objects.first()
    if page:
        return page
    page = BlogPage(
        title="Articles", slug="blog",
        introduction="Written by counsellors, for the time before, between and after conversations.",
        search_description="Articles by counsellors about what troubles people and what can help.",
    )  # fmt: skip
    cms_defaults.ensure().add_child(instance=page)
    page.save_revision(log_action=False).publish(log_action=False)
    return page
