"""Messages of the contact pages in the admin: what waits and since when, and one page to deal with each."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods
from django.views.generic import RedirectView
from django_filters import ChoiceFilter, ModelChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from cms import desk, promises
from cms.actions import contact
from cms.contact import queries
from cms.enums import MessageState
from cms.models import ContactMessage, ContactTopic
from cms.models.contact import TEXT_MAX
from lib import formats
from lib.denied import Denied


class MessagePolicy(ModelPermissionPolicy):
    """Nobody makes a message here; they come from the contact pages."""

    def user_has_permission(self, user, action):
        return action != "add" and super().user_has_permission(user, action)


register_permission_policy(ContactMessage, MessagePolicy(ContactMessage))


class MessageFilter(WagtailFilterSet):
    state = ChoiceFilter(label=gettext_lazy("State"), choices=MessageState.choices)
    topic = ModelChoiceFilter(label=gettext_lazy("Topic"), queryset=ContactTopic.objects.all())

    class Meta:
        model = ContactMessage
        fields = ["state", "topic"]


def local(at):
    """The wall time of the portal, which is what was promised; the admin itself shows times in UTC."""
    return at and promises.service().hours.local(at).replace(tzinfo=None)


class MomentColumn(Column):
    def get_value(self, instance):
        at = super().get_value(instance)
        return formats.moment(local(at), "weekday_short") if at else _("no answer wanted")


class DueColumn(MomentColumn):
    def get_value(self, instance):
        words = super().get_value(instance)
        if not instance.is_overdue:
            return words
        return format_html('<strong class="overdue">{}</strong>', _("overdue: %(date)s") % {"date": words})


class MessageIndex(IndexView):
    def get_base_queryset(self):
        return queries.messages_in_order()

    def order_queryset(self, queryset):
        return queryset


class MessageViewSet(ModelViewSet):
    model = ContactMessage
    icon = "mail"
    menu_label = gettext_lazy("Messages")
    menu_order = 190
    add_to_admin_menu = True
    index_view_class = MessageIndex
    filterset_class = MessageFilter
    copy_view_enabled = False
    exclude_form_fields = []
    list_per_page = 30

    @property
    def edit_view(self):
        """What somebody wrote stays as it was written: a message is dealt with, not edited."""
        return RedirectView.as_view(pattern_name="contact_message")

    @cached_property
    def list_display(self):
        return [
            TitleColumn("number", label=_("Number"), get_url=lambda row: reverse("contact_message", args=[row.pk])),
            Column("topic", label=_("Topic")),
            MomentColumn("created_at", label=_("Waiting since")),
            DueColumn("answer_by", label=_("Answer due by")),
            Column("get_state_display", label=_("State")),
            Column("taken_by", label=_("Taken by")),
        ]


class AnswerForm(forms.Form):
    text = forms.CharField(label=gettext_lazy("Answer"), max_length=TEXT_MAX, widget=forms.Textarea(attrs={"rows": 10}))


class NoteForm(forms.Form):
    note = forms.CharField(
        label=gettext_lazy("Internal note"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("For your colleagues. It is not sent, and deleted with the message."),
    )


@require_http_methods(["GET", "POST"])
def message_page(request, pk):
    """One message: read it, take it, note something, answer it, be done with it."""
    if not request.user.has_perm("cms.change_contactmessage"):
        raise PermissionDenied
    message = get_object_or_404(ContactMessage.objects.select_related("topic"), pk=pk)
    do = request.POST.get("do") if request.method == "POST" else None
    answer = AnswerForm(request.POST if do == "answer" else None)
    note = NoteForm(request.POST if do == "note" else None, initial={"note": message.note})
    if do and deal_with(request, message, do, answer, note):
        return redirect("contact_message", pk=message.pk)
    context = {
        "message": message,
        "since": local(message.created_at),
        "due": local(message.answer_by),
        "answers": [(row, local(row.created_at)) for row in message.answers.all()],
        "answer_form": answer,
        "note_form": note,
        "language": dict(settings.LANGUAGES).get(message.language, message.language),
    }
    return TemplateResponse(request, "cms/admin/message.html", context)


def deal_with(request, message, do, answer, note) -> bool:
    """True if something was done, False if the page has to be shown again with an error."""
    by = request.user
    try:
        if do == "take":
            contact.take(message, by=by)
            messages.success(request, _("The message is yours now."))
        elif do == "done":
            contact.finish(message, by=by)
            messages.success(request, _("The message is done."))
        elif do == "reopen":
            contact.reopen(message, by=by)
            messages.success(request, _("The message is open again."))
        elif do == "note" and note.is_valid():
            contact.keep_note(message, note.cleaned_data["note"], by=by)
            messages.success(request, _("The note is kept."))
        elif do == "answer" and answer.is_valid():
            contact.answer(message, answer.cleaned_data["text"], by=by)
            messages.success(request, _("The answer is on its way."))
        else:
            return False
    except Denied as refusal:
        messages.error(request, refusal.message)
    return True


urls = [path("messages/<int:pk>/", message_page, name="contact_message")]


@desk.waiting
def messages_that_wait(user):
    if not user.has_perm("cms.change_contactmessage"):
        return None
    waiting = ContactMessage.objects.exclude(state=MessageState.DONE).count()
    if not waiting:
        return None
    overdue = queries.overdue_messages().count()
    text = ngettext("%(count)s message waits", "%(count)s messages wait", waiting) % {"count": waiting}
    if overdue:
        text = ngettext(
            "%(count)s message waits for longer than we promised",
            "%(count)s messages wait for longer than we promised",
            overdue,
        ) % {"count": overdue}
    return desk.Waiting(text, reverse("contactmessage:index"), "mail")
