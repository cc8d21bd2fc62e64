"""Which contact pages and topics a person may write to, and the messages in the order staff should look at them."""

from django.db.models import Case, F, Q, When

from cms.enums import MessageState, TopicAudience
from cms.models import ContactMessage, ContactPage, ContactTopic
from lib import clock


def page(pk: int) -> ContactPage | None:
    return ContactPage.objects.live().public().filter(pk=pk).select_related("topic", "locale").first()


def topics_for(person) -> list[ContactTopic]:
    """What `person` may write about: the urgent first, and on top what only counsellors have to ask."""
    audiences = [TopicAudience.EVERYBODY]
    if getattr(person, "is_counsellor", False):
        audiences.append(TopicAudience.COUNSELLORS)
    topics = ContactTopic.objects.filter(audience__in=audiences)
    return sorted(topics, key=lambda topic: (not topic.is_for_counsellors, not topic.urgent))


def messages_in_order():
    """Messages as the staff should look at them: what is overdue, what is urgent, what was promised soonest."""
    is_done = Case(When(state=MessageState.DONE, then=1), default=0)
    is_overdue = Case(When(~Q(state=MessageState.DONE), answer_by__lt=clock.now(), then=0), default=1)
    is_urgent = Case(When(topic__urgent=True, then=0), default=1)
    rows = ContactMessage.objects.select_related("topic")
    return rows.order_by(is_done, is_overdue, is_urgent, F("answer_by").asc(nulls_last=True), "-created_at")


def overdue_messages():
    return ContactMessage.objects.exclude(state=MessageState.DONE).filter(answer_by__lt=clock.now())
