"""What billing does when something happens elsewhere. Connected in apps.py."""

from django.db import DEFAULT_DB_ALIAS

from billing.actions import default_plans
from billing.queries import receipts
from cms.receivers import is_complete
from lib import tasks

EVERY = {  # minutes between the runs of each task of the worker
    "ask_providers": 5,
    "count_silence": 60,
    "renew_plans": 60,
    "close_last_month": 60,
    "look_after_invoices": 60,
    "look_at_accounts": 24 * 60,
}


def note_on_receipt(sender, *, payment, **kwargs):
    """Money went back: the receipt for it, if there is one, says so."""
    if receipts.valid(payment):
        tasks.later("billing.tasks.converge_receipt", payment.pk)


def give_defaults(sender, *, plan=(), using=DEFAULT_DB_ALIAS, **kwargs):
    if is_complete(plan, using):
        default_plans.ensure()


def prepare_installation(sender, *, using, **kwargs):
    """After `migrate`: what the worker does again and again. Left alone where it is there."""
    from django_q.models import Schedule

    for name, minutes in EVERY.items():
        Schedule.objects.using(using).get_or_create(
            name=f"billing.{name}",
            defaults={"func": f"billing.tasks.{name}", "schedule_type": Schedule.MINUTES, "minutes": minutes},
        )


def owe_again(sender, *, charge, **kwargs):
    """Money of an invoice went back, or is there again after all: whether it is owed again is looked at after the commit, by a task."""
    if charge.settles_id:
        tasks.later("billing.tasks.owe_again", charge.settles_id)
