"""The mails about a message of a contact page, in the language it was written in. Subjects are constant."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from cms import days, promises
from cms.models import ContactAnswer, ContactMessage, PortalSettings


def receipt(message: ContactMessage) -> EmailMessage:
    """Number and date, and nothing of what was written: mailboxes are read by others."""
    return _mail(message, "receipt", _("We have received your message"), promise=promise_of(message))


def answer(row: ContactAnswer) -> EmailMessage:
    return _mail(row.message, "answer", _("Our answer to your message"), answer=row.text)


def promise_of(message: ContactMessage) -> str:
    with translation.override(message.language):
        if not message.answer_by:
            return _("We answer as soon as we can.")
        local = promises.service().hours.local(message.answer_by)
        return _("We answer by %(date)s.") % {"date": days.in_words(local.date())}


def _mail(message: ContactMessage, kind: str, subject: str, **values) -> EmailMessage:
    with translation.override(message.language):
        values |= {"number": message.number, "site_name": settings.SITE_NAME, "site_url": settings.SITE_URL}
        body = render_to_string(f"cms/mail/contact_{kind}.txt", values)
        headers = {"Auto-Submitted": "auto-replied" if kind == "receipt" else "no"}
    support = PortalSettings.objects.filter(site__is_default_site=True).values_list("support_email", flat=True).first()
    return EmailMessage(
        subject, body.strip() + "\n", to=[message.email], reply_to=[support] if support else None, headers=headers
    )
