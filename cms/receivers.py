"""What the CMS does when something happens elsewhere. Connected in apps.py."""

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.migrations.executor import MigrationExecutor
from wagtail.models import Page

from cms import page_cache
from cms.actions import defaults, legal

PUBLIC_APPS = {"cms", "directory", "blog"}


def is_complete(plan, using) -> bool:
    """Has `migrate` brought every table up to date? (It may have been asked for a part, or for going back.)"""
    if using != DEFAULT_DB_ALIAS:
        return False
    if not plan:  # nothing to migrate, or a database emptied by a test
        return "cms_homepage" in connection.introspection.table_names()
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def give_defaults(sender, *, plan=(), using=DEFAULT_DB_ALIAS, **kwargs):
    if is_complete(plan, using):
        defaults.ensure()


def prepare_installation(sender, *, using, **kwargs):
    """After `migrate`: the daily task of the contact pages. Left alone if it is there."""
    from django_q.models import Schedule

    Schedule.objects.using(using).get_or_create(
        name="cms.each_day", defaults={"func": "cms.tasks.each_day", "schedule_type": Schedule.DAILY}
    )


def forget_pages(sender, **kwargs):
    """A row that public pages may show has changed. (Pages themselves have signals of their own, on publishing.)

    A model whose rows no visitor sees, or which change too often, says `shown_to_visitors = False`.
    """
    is_public = sender._meta.app_label in PUBLIC_APPS and getattr(sender, "shown_to_visitors", True)
    if is_public and not issubclass(sender, Page):
        page_cache.forget()


def keep_version(sender, *, instance, **kwargs):
    """A legal text was published: its wording becomes a version that stays."""
    legal.publish(instance)
