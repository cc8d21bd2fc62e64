"""Messages through a contact page: received, taken, answered, done, and deleted in time."""

import secrets
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms import promises, signals
from cms.contact import mails
from cms.enums import AnswerFrom, MessageState
from cms.models import ContactAnswer, ContactMessage, ContactTopic
from lib import clock, ratelimit
from lib.denied import Denied
from lib.tasks import later

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that looks like another
AN_HOUR, A_DAY = 3600, 24 * 3600


def receive(
    *, key: str, topic: ContactTopic | None, text: str, name: str, email: str, language: str, network: str
) -> ContactMessage:
    """Keep a message, owe the receipt, and tell the staff. The same `key` again answers with the same message.

    `email` is empty if no answer is wanted; `network` is counted and not kept.
    """
    if known := ContactMessage.objects.filter(request_key=key).first():
        return known
    ratelimit.hit("contact", network, limit=5, seconds=AN_HOUR)
    ratelimit.hit("contact.day", network, limit=15, seconds=A_DAY)
    promised = promises.answer(AnswerFrom.SUPPORT) if email else None
    try:
        with transaction.atomic():
            message = ContactMessage.objects.create(
                request_key=key, number=_new_number(), topic=topic, text=text, name=name, email=email,
                language=language, answer_by=promised and promised.moment,
            )  # fmt: skip
            if message.gets_receipt:
                later("cms.tasks.send_receipt", message.pk)
            signals.contact_received.send(ContactMessage, message=message)
    except IntegrityError:  # sent twice at the same moment
        return ContactMessage.objects.get(request_key=key)
    return message


def _new_number() -> str:
    """Short enough to be read out, and not to be guessed."""
    sign = "".join(secrets.choice(LETTERS) for _place in range(8))
    return f"{sign[:4]}-{sign[4:]}"


def take(message: ContactMessage, *, by) -> None:
    """From now on it is `by`'s, whoever had it before."""
    _change(message, by, "cms.contact.take", state=MessageState.IN_HAND, taken_by=by.get_username())


def finish(message: ContactMessage, *, by) -> None:
    _change(message, by, "cms.contact.finish", state=MessageState.DONE, taken_by=message.taken_by or by.get_username())


def reopen(message: ContactMessage, *, by) -> None:
    _change(message, by, "cms.contact.reopen", state=MessageState.IN_HAND, taken_by=by.get_username())


def keep_note(message: ContactMessage, note: str, *, by) -> None:
    if note != message.note:
        _change(message, by, "cms.contact.note", note=note)


@transaction.atomic
def answer(message: ContactMessage, text: str, *, by) -> ContactAnswer:
    """Write back, by mail, and be done with it."""
    if not message.email:
        raise Denied("no_address", _("This person wanted no answer and left no address."), status=409)
    row = ContactAnswer.objects.create(message=message, text=text, written_by=by.get_username())
    _change(message, by, "cms.contact.answer", state=MessageState.DONE, taken_by=message.taken_by or by.get_username())
    later("cms.tasks.send_answer", row.pk)
    return row


def _change(message: ContactMessage, by, what: str, **fields) -> None:
    for name, value in fields.items():
        setattr(message, name, value)
    message.touched_at = clock.now()
    message.save(update_fields=[*fields, "touched_at"])
    log(message, what, user=by)


def send_receipt(message: ContactMessage) -> None:
    """Number and date, and nothing of what was written: mailboxes are read by others."""
    if message.receipt_at is None and message.email:
        mails.receipt(message).send()
        ContactMessage.objects.filter(pk=message.pk).update(receipt_at=clock.now())


def send_answer(row: ContactAnswer) -> None:
    if row.sent_at is None and row.message.email:
        mails.answer(row).send()
        ContactAnswer.objects.filter(pk=row.pk).update(sent_at=clock.now())


def send_what_waits() -> None:
    """Mails whose task was lost, of the last days: older ones would only surprise."""
    since = clock.now() - timedelta(days=3)
    late = clock.now() - timedelta(minutes=10)
    for row in ContactAnswer.objects.filter(sent_at=None, created_at__gt=since, created_at__lt=late):
        send_answer(row)


def forget_old() -> int:
    """Delete what nobody has touched for as long as the settings say."""
    months = promises.service().settings.keep_months
    old = ContactMessage.objects.filter(touched_at__lt=clock.now() - timedelta(days=months * 365 / 12))
    return old.delete()[0]
