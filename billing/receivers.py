"""What billing does when something happens elsewhere. Connected in apps.py."""

from django.db import DEFAULT_DB_ALIAS

from billing.actions import default_plans
from cms.receivers import is_complete


def give_defaults(sender, *, plan=(), using=DEFAULT_DB_ALIAS, **kwargs):
    if is_complete(plan, using):
        default_plans.ensure()
