"""Changing the words of a mail: begin from the shipped ones, try them, go back."""

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils.translation import gettext as _

from cms.models import MailText
from lib import mailtexts, ratelimit
from lib.denied import Denied

TESTS = {"limit": 20, "seconds": 3600}  # per person


@transaction.atomic
def begin(kind: mailtexts.Kind, language: str, *, by) -> MailText:
    """The row of a text, made now if nobody has changed it before: a draft of the shipped words."""
    text = MailText.objects.filter(kind=kind.name, language=language).first()
    if text is None:
        words = mailtexts.shipped(kind, language)
        text = MailText.objects.create(
            kind=kind.name, language=language, subject=words.subject, body=words.body, live=False
        )
        text.save_revision(user=by, log_action="wagtail.create")
    return text


@transaction.atomic
def use_shipped(text: MailText, *, by) -> None:
    """Send the shipped words again. What was written stays as a draft, with its history."""
    if text.live:
        text.unpublish(user=by)


def newest(kind: mailtexts.Kind, language: str) -> tuple[mailtexts.Words, MailText | None]:
    """What somebody who works on this text should see: the newest draft, else what is sent."""
    text = MailText.objects.filter(kind=kind.name, language=language).first()
    if text is not None and (text.live or text.has_unpublished_changes):
        draft = text.get_latest_revision_as_object() if text.latest_revision_id else text
        return draft.words, text
    return mailtexts.shipped(kind, language), text


def send_test(kind: mailtexts.Kind, language: str, *, to) -> None:
    """Mail the newest words, with samples in place of the names, to the person who asks."""
    if not to.email:
        raise Denied("no_address", _("Your account has no confirmed e-mail address."), status=409)
    words = newest(kind, language)[0]
    if faults := mailtexts.faults(kind, words):
        raise Denied("unsound", str(next(iter(faults.values()))), status=409)
    ratelimit.hit("mail-test", str(to.pk), **TESTS)
    words = mailtexts.filled(kind, words, kind.samples)
    try:
        EmailMessage(words.subject, words.body, to=[to.email], headers={"Auto-Submitted": "auto-generated"}).send()
    except OSError:
        raise Denied("not_sent", _("The mail server did not take it. Please look at the system health page."), status=502) from None  # fmt: skip
