"""What the directory does when something happens elsewhere. Connected in apps.py."""

from django.db import DEFAULT_DB_ALIAS

from accounts.actions import notices, people
from accounts.models import User
from cms import page_cache
from cms.receivers import is_complete
from directory import queries, rules
from directory.actions import defaults, listings, qualifications, roles
from directory.models import CounsellorPage
from lib import tasks


def give_defaults(sender, *, plan=(), using=DEFAULT_DB_ALIAS, **kwargs):
    if is_complete(plan, using):
        defaults.ensure()
        listings.catch_up()


def prepare_installation(sender, *, using, **kwargs):
    """After `migrate`: what the worker does again and again. Left alone where it is there."""
    from django_q.models import Schedule

    Schedule.objects.using(using).get_or_create(
        name="directory.daily", defaults={"func": "directory.tasks.daily", "schedule_type": Schedule.DAILY}
    )
    Schedule.objects.using(using).get_or_create(
        name="directory.follow_suspensions",
        defaults={"func": "directory.tasks.follow_suspensions", "schedule_type": Schedule.MINUTES, "minutes": 60},
    )


def open_again(sender, *, charge, payment, **kwargs):
    """Whoever pays the operator may take bookings again at once."""
    if charge.payee_id is None:
        tasks.later("directory.tasks.follow_suspensions")


def delete_evidence(sender, *, instance, **kwargs):
    """However the row goes (removed, replaced, with the account), its document goes with it."""
    qualifications.delete_file(instance.evidence.storage, instance.evidence.name)


def delete_video(sender, *, instance, **kwargs):
    """The file goes, and with it what visitors are shown from memory: the profile lost the video without being saved."""
    page_cache.forget()
    qualifications.delete_file(instance.file.storage, instance.file.name)
    qualifications.delete_file(instance.captions.storage, instance.captions.name)


def name_owner(sender, *, instance, **kwargs):
    if instance.owner:
        people.name_after_profile(instance.owner, instance.title)


def list_profile(sender, *, instance, **kwargs):
    listings.rewrite(instance)


def unlist_profile(sender, *, instance, **kwargs):
    listings.remove(instance)


def forget_listing(sender, *, instance, **kwargs):
    """The index and the numbers have no foreign key to the listing they were made from."""
    listings.forget(instance)


def rewrite_with_word(sender, *, instance, created, raw=False, **kwargs):
    """A word has changed: everybody who bears it is found by the new one, once the worker has been there."""
    if not created and not raw:
        listings.outdate(instance)
        tasks.later("directory.tasks.catch_up")


def grant_role(sender, *, person, **kwargs):
    roles.grant(person)


def follow_access(sender, *, person, **kwargs):
    """Whoever cannot log in is not offered to anybody; whoever can again is back with what was published."""
    if not rules.has_practice(person):
        listings.remove_counsellor(person)
    elif page := queries.page_of(person):
        listings.rewrite(page)


def tell_staff(sender, *, instance, **kwargs):
    """A profile waits to be read: whoever may approve it is told, without a name."""
    if not isinstance(_page_of(instance.workflow_state), CounsellorPage):
        return
    for user in User.objects.filter(groups__in=instance.task.specific.groups.all(), is_active=True).distinct():
        notices.tell(user, "directory.waiting", key=f"directory.waiting:{instance.pk}")


def tell_published(sender, *, instance, **kwargs):
    _tell_owner(instance, "directory.published")


def tell_returned(sender, *, instance, **kwargs):
    _tell_owner(instance, "directory.returned")


def _tell_owner(state, kind):
    page = _page_of(state)
    if isinstance(page, CounsellorPage) and page.owner:
        notices.tell(page.owner, kind, key=f"{kind}:{state.pk}:{state.current_task_state_id}")


def _page_of(state):
    return getattr(state.content_object, "specific", None)
