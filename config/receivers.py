"""What one app does when another one beside it announces something. Connected in apps.py."""

from django.contrib.auth.models import Permission
from django.db.models import Q

from accounts.actions import notices
from accounts.models import User
from cms.enums import MessageState
from cms.models import ContactMessage

MANY = 10  # so many waiting messages need no mail for the next one


def answering():
    """Whoever may deal with the messages of the contact pages, by a group or in person."""
    permission = Permission.objects.filter(content_type__app_label="cms", codename="change_contactmessage")
    may = Q(groups__permissions__in=permission) | Q(user_permissions__in=permission)
    return User.objects.filter(may, is_active=True).distinct()


def tell_of_message(sender, *, message, **kwargs):
    """Without a word of it. Nobody's mailbox is flooded by somebody who floods the form."""
    if ContactMessage.objects.filter(state=MessageState.NEW).count() <= MANY:
        for user in answering():
            notices.tell(user, "cms.contact", key=f"cms.contact:{message.pk}")


def remind_of_messages(sender, *, day, **kwargs):
    for user in answering():
        notices.tell(user, "cms.contact_overdue", key=f"cms.contact_overdue:{day:%Y-%m-%d}")
