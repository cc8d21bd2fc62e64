"""What the worker runs. A task may be run twice: each fetches its row and calls one action, which knows what is done."""

from cms import signals
from cms.actions import contact
from cms.contact import queries
from cms.models import ContactAnswer, ContactMessage
from lib import clock


def send_receipt(message_id: int) -> None:
    if message := ContactMessage.objects.filter(pk=message_id).first():
        contact.send_receipt(message)


def send_answer(answer_id: int) -> None:
    if row := ContactAnswer.objects.filter(pk=answer_id).select_related("message").first():
        contact.send_answer(row)


def each_day() -> None:
    """Delete old messages, send what was lost, and remind the staff of what is overdue."""
    contact.forget_old()
    contact.send_what_waits()
    if queries.overdue_messages().exists():
        signals.contact_overdue.send(ContactMessage, day=clock.now().date())
