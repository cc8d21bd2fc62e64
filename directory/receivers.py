"""What the directory does when something happens elsewhere. Connected in apps.py."""

from django.db import DEFAULT_DB_ALIAS

from cms.receivers import is_complete
from directory import search
from directory.actions import defaults, listings, roles


def give_defaults(sender, *, plan=(), using=DEFAULT_DB_ALIAS, **kwargs):
    if is_complete(plan, using):
        defaults.ensure()


def list_profile(sender, *, instance, **kwargs):
    listings.rewrite(instance)


def unlist_profile(sender, *, instance, **kwargs):
    listings.remove(instance)


def forget_text(sender, *, instance, **kwargs):
    """The index has no foreign key to the listing it was made from."""
    search.forget(instance.pk)


def grant_role(sender, *, person, **kwargs):
    roles.grant(person)
