"""The mails about a message of a contact page, in the language it was written in. Staff may change their words."""

from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms import promises
from cms.models import ContactAnswer, ContactMessage, PortalSettings
from lib import formats, mailtexts
from lib.mailtexts import Kind, Placeholder

NUMBER = Placeholder(gettext_lazy("the number of the message"), "K7QM-4X2P")
RECEIPT = Kind(
    "cms.contact_receipt",
    gettext_lazy("We have received your message"),
    "cms/mail/contact_receipt.txt",
    about=gettext_lazy("Somebody wrote to us through a contact page."),
    to=gettext_lazy("Whoever wrote, if an e-mail address was given."),
    own={
        "number": NUMBER,
        "promise": Placeholder(gettext_lazy("when we answer"), gettext_lazy("We answer by Friday.")),
    },
)
ANSWER = Kind(
    "cms.contact_answer",
    gettext_lazy("Our answer to your message"),
    "cms/mail/contact_answer.txt",
    about=gettext_lazy("We answer a message of a contact page."),
    to=gettext_lazy("Whoever wrote."),
    own={
        "number": NUMBER,
        "answer": Placeholder(
            gettext_lazy("the answer"), gettext_lazy("Please try it with another browser."), required=True
        ),
    },
)


def receipt(message: ContactMessage) -> EmailMessage:
    """Number and date, and nothing of what was written: mailboxes are read by others."""
    return _mail(RECEIPT, message, "auto-replied", promise=promise_of(message))


def answer(row: ContactAnswer) -> EmailMessage:
    return _mail(ANSWER, row.message, "no", answer=row.text)


def promise_of(message: ContactMessage) -> str:
    with translation.override(message.language):
        if not message.answer_by:
            return _("We answer as soon as we can.")
        local = promises.service().hours.local(message.answer_by)
        return _("We answer by %(date)s.") % {"date": formats.day(local.date(), "weekday")}


def _mail(kind: Kind, message: ContactMessage, auto_submitted: str, **values) -> EmailMessage:
    words = mailtexts.filled(kind, mailtexts.words(kind, message.language), {"number": message.number, **values})
    support = PortalSettings.objects.filter(site__is_default_site=True).values_list("support_email", flat=True).first()
    return EmailMessage(
        words.subject,
        words.body,
        to=[message.email],
        reply_to=[support] if support else None,
        headers={"Auto-Submitted": auto_submitted},
    )
