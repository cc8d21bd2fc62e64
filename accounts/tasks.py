"""What the worker runs. A task may be run twice: each fetches its row and calls one action, which knows what is done."""

from datetime import timedelta

from django.conf import settings
from django.utils.module_loading import import_string

from accounts.actions import notices
from accounts.enums import NoticeState
from accounts.models import NoticeLedger, OneTimeLink, SignIn
from lib import clock


def deliver(notice_id: int) -> None:
    row = NoticeLedger.objects.filter(pk=notice_id).first()
    if row:
        notices.deliver(row)


def sweep() -> None:
    """Every few minutes: notices whose task was lost with a crash, and traces nobody needs any more."""
    late = clock.now() - timedelta(minutes=5)
    for row in NoticeLedger.objects.filter(state=NoticeState.QUEUED, created_at__lt=late)[:200]:
        notices.deliver(row)
    OneTimeLink.objects.filter(expires_at__lt=clock.now() - timedelta(days=1)).delete()
    SignIn.objects.filter(at__lt=clock.now() - timedelta(days=1)).delete()
    import_string(f"{settings.SESSION_ENGINE}.SessionStore").clear_expired()
