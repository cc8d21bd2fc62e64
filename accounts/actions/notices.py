"""Telling people something: the only way this product reaches anybody outside of its own pages.

`tell` writes a row beside the change it tells about, in the same transaction, and a worker sends it after the commit.
If the worker dies between handing a mail over and noting it, the mail is sent once more: at most one duplicate for
each crash, and never a lost one.
"""

import base64
import logging
from datetime import datetime
from functools import partial

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django_q.tasks import async_task

from accounts import notices
from accounts.enums import NoticeState
from accounts.models import NoticeLedger, User
from lib import clock, mailtexts

log = logging.getLogger(__name__)

MAX_TRIES = 5


def tell(
    user: User, kind: str, *, key: str, context: dict | None = None, attachments=(), until: datetime | None = None
) -> NoticeLedger:
    """Owe `user` a notice of a registered `kind`. The same `key` is told once, however often this is called.

    `context` must be JSON and hold nothing confidential; `attachments` are `(file name, bytes, MIME type)`. From
    `until` on it would be of no use: it is dropped if it could not be sent before.
    """
    notices.kind(kind)
    row, is_new = NoticeLedger.objects.get_or_create(
        user=user,
        key=key,
        defaults={
            "kind": kind,
            "context": (context or {}) | ({"until": until.isoformat()} if until else {}),
            "attachments": [
                {"name": name, "type": mime, "data": base64.b64encode(data).decode()}
                for name, data, mime in attachments
            ],
        },
    )
    if is_new:
        # robust: what is committed stays committed, and the sweep finds a notice whose task could not be queued
        transaction.on_commit(partial(async_task, "accounts.tasks.deliver", row.pk), robust=True)
    return row


def deliver(row: NoticeLedger) -> None:
    """Send one owed notice. Safe to be called again, by several workers at once, and after a crash."""
    claimed = NoticeLedger.objects.filter(pk=row.pk, state=NoticeState.QUEUED, tries=row.tries)
    if row.state != NoticeState.QUEUED or not claimed.update(tries=F("tries") + 1):
        return  # sent already, or another worker has it
    row.refresh_from_db()
    until = row.context.get("until")
    if until and clock.now() >= datetime.fromisoformat(until):
        return close(row, NoticeState.TOO_LATE)
    address = address_of(row)
    if not address:
        return close(row, NoticeState.NO_ADDRESS)
    try:
        message(row, address).send()
    except OSError as error:  # the mail server is away or refuses; smtplib's errors are OSErrors
        log.warning("notice %s could not be sent (%s)", row.pk, type(error).__name__)
        if row.tries >= MAX_TRIES:
            return close(row, NoticeState.FAILED)
        raise
    close(row, NoticeState.SENT)


def address_of(row: NoticeLedger) -> str:
    """Where the notice goes: to the person, or to the address that is being confirmed."""
    return row.context.get("to") or (row.user.email if row.user.is_active else "")


def close(row: NoticeLedger, state: NoticeState) -> None:
    """What was needed only for sending is dropped."""
    row.state, row.context, row.attachments = state, {}, []
    row.sent_at = clock.now() if state == NoticeState.SENT else None
    row.save(update_fields=["state", "context", "attachments", "sent_at"])


def message(row: NoticeLedger, address: str) -> EmailMessage:
    kind = notices.kind(row.kind)
    words = mailtexts.filled(kind, mailtexts.words(kind, row.user.language), row.context)
    mail = EmailMessage(words.subject, words.body, to=[address], headers={"Auto-Submitted": "auto-generated"})
    for part in row.attachments:
        mail.attach(part["name"], base64.b64decode(part["data"]), part["type"])
    return mail
