"""A page that waits for a decision, as those see it who decide: the decision first, and no second way past it."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.forms import TaskStateCommentForm
from wagtail.models import GroupApprovalTask

AROUND = ("action-publish", "action-cancel-workflow")  # what was sent in would be published without an answer to it


def rank(item) -> int:
    if item.name == "approve":
        return 2 if item.launch_modal else 0  # which asks for a comment first
    return 1 if item.name == "reject" else 3


@hooks.register("construct_page_action_menu", order=200)
def the_decision_first(items, request, context):
    if any(rank(item) == 0 for item in items):
        items[:] = sorted((item for item in items if item.name not in AROUND), key=rank)


class SendBackForm(TaskStateCommentForm):
    """Whoever gets something back has to read why."""

    comment = forms.CharField(
        label=_("Note to the counsellor"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )


def form_for(task, action: str):
    return SendBackForm if action == "reject" else TaskStateCommentForm


# Wagtail's seam is a kind of task of one's own, with a table and rows to move: too much for one required field
GroupApprovalTask.get_form_for_action = form_for
