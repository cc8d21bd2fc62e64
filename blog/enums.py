from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ArticleState(TextChoices):
    """What an author wants to know about an article. Computed from Wagtail's page and workflow, never stored."""

    DRAFT = "draft", _("Draft")
    WAITING = "waiting", _("We are reading it")
    RETURNED = "returned", _("Sent back to you")
    PUBLISHED = "published", _("Published")
    CHANGED = "changed", _("Published, with changes not sent in yet")
    TAKEN_DOWN = "taken-down", _("Taken down")
