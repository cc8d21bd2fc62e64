"""What the blog does when something happens elsewhere. Connected in apps.py."""

from django.db import DEFAULT_DB_ALIAS

from accounts.actions import notices
from accounts.models import User
from blog.actions import defaults
from blog.models import ArticlePage
from cms.receivers import is_complete


def give_defaults(sender, *, plan=(), using=DEFAULT_DB_ALIAS, **kwargs):
    if is_complete(plan, using):
        defaults.ensure()


def tell_staff(sender, *, instance, **kwargs):
    """An article waits to be read: whoever may approve it is told, without a name."""
    if not isinstance(_page_of(instance.workflow_state), ArticlePage):
        return
    for user in User.objects.filter(groups__in=instance.task.specific.groups.all(), is_active=True).distinct():
        notices.tell(user, "blog.waiting", key=f"blog.waiting:{instance.pk}")


def tell_published(sender, *, instance, **kwargs):
    _tell_author(instance, "blog.published")


def tell_returned(sender, *, instance, **kwargs):
    _tell_author(instance, "blog.returned")


def _tell_author(state, kind):
    page = _page_of(state)
    if isinstance(page, ArticlePage) and page.owner and page.owner.is_active:
        notices.tell(page.owner, kind, key=f"{kind}:{state.pk}:{state.current_task_state_id}")


def _page_of(state):
    return getattr(state.content_object, "specific", None)
