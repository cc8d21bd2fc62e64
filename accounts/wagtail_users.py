"""People in the CMS: who is who, what they may do there, and closing an account. Nobody is made or deleted there.

To make somebody means to give them a password, and a password must not pass the server (create_person derives it on
the terminal; a colleague is invited by mail and chooses one). To delete somebody would tear holes into records that
are kept. Clients are in no list: one of them is found by the whole user name or e-mail address, which is noted.
"""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.account import AccountView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.users.views.users import EditView, HistoryView, IndexView, UserViewSet

from accounts import access
from accounts.actions import audit, people
from accounts.enums import Role
from accounts.models import User
from accounts.queries import people as people_queries
from accounts.rules import LOGIN_MAX
from lib import ids
from lib.denied import Denied

FOUND = "people_found"  # in the session: clients this person has looked up
MAKE_STAFF = "cms.make_staff"


class PeoplePolicy(ModelPermissionPolicy):
    NEVER = frozenset({"add", "delete"})

    def user_has_permission(self, user, action):
        return action not in self.NEVER and super().user_has_permission(user, action)

    def user_has_any_permission(self, user, actions):
        allowed = set(actions) - self.NEVER
        return bool(allowed) and super().user_has_any_permission(user, allowed)

    def users_with_any_permission(self, actions, *args, **kwargs):
        return super().users_with_any_permission(set(actions) - self.NEVER, *args, **kwargs)


class PersonForm(forms.ModelForm):
    separate_username_field = False

    class Meta:
        model = User
        fields = ["role", "is_active", "is_superuser", "groups"]
        widgets = {"groups": forms.CheckboxSelectMultiple}
        labels = {"is_active": _("May log in"), "is_superuser": _("Administrator")}
        help_texts = {
            "role": _("What the person is to others. A change does not touch rooms or records."),
            "groups": _("What somebody of the staff works on. Others are in none."),
            "is_active": _("Without this the person is logged out everywhere, and cannot come back."),
            "is_superuser": _("May do everything in the CMS. No role can read a room."),
        }

    def __init__(self, *args, by: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by
        self.fields["groups"].queryset = access.groups_to_tick()
        if by == self.instance:  # nobody locks themselves out, or lets themselves in
            for name in ("role", "is_active", "is_superuser", "groups"):
                del self.fields[name]
        elif not by.is_superuser:
            del self.fields["is_superuser"]
            if not by.has_perm(MAKE_STAFF):
                del self.fields["groups"]

    def clean(self):
        given = super().clean()
        role = given.get("role", self.instance.role)
        if role == Role.STAFF and self.instance.role != Role.STAFF and not self.by.has_perm(MAKE_STAFF):
            self.add_error("role", _("Operators make somebody a member of the staff."))
        if "groups" in given and role != Role.STAFF:
            given["groups"] = given["groups"].none()
        elif role == Role.STAFF and not given.get("groups", True) and not given.get("is_superuser"):
            self.add_error("groups", _("Please choose at least one: without any the person cannot do anything."))
        return given

    def save(self, commit=True):
        given = self.cleaned_data
        user = User.objects.get(pk=self.instance.pk)
        people.change_access(
            user,
            role=given.get("role", user.role),
            is_active=given.get("is_active", user.is_active),
            is_superuser=given.get("is_superuser", user.is_superuser),
            groups=given.get("groups"),
            by=self.by,
        )
        return user


class PeopleIndex(IndexView):
    default_ordering = "username"
    page_title = _("People")

    def get_base_queryset(self):
        return super().get_base_queryset().exclude(role=Role.CLIENT)

    def search_queryset(self, queryset):
        person = people_queries.by_login(self.search_query or "")
        if person is None or not person.is_client:
            return super().search_queryset(queryset)
        found = self.request.session.get(FOUND, [])
        if person.pk not in found:
            audit.record("accounts.looked_up", by=self.request.user, about=ids.to_text(person.uid))
            self.request.session[FOUND] = [*found, person.pk][-20:]
        return User.objects.filter(pk=person.pk).order_by("pk")

    @cached_property
    def columns(self):
        return [column for column in super().columns if column.name != "bulk_actions"]

    @cached_property
    def header_buttons(self):
        if not self.request.user.has_perm(MAKE_STAFF):
            return []
        return [HeaderButton(gettext("Invite a colleague"), url=reverse("invite_staff"), icon_name="plus")]


def only_found(request, person: User) -> None:
    """A client one has not looked up looks like a missing one."""
    if person.is_client and person.pk not in request.session.get(FOUND, []):
        raise Http404


class PersonEdit(EditView):
    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        only_found(request, self.object)
        if self.object.is_superuser and not request.user.is_superuser:
            raise PermissionDenied

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        kwargs.pop("editing_self")
        return kwargs | {"by": self.request.user}


class PersonHistory(HistoryView):
    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        only_found(request, self.object)


class InviteForm(forms.Form):
    login = forms.CharField(label=_("User name"), max_length=LOGIN_MAX, help_text=_("The colleague logs in with it."))
    display_name = forms.CharField(label=_("Name shown to others"), max_length=80, required=False)
    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, help_text=_("A link to choose a password is sent there. It works for three days.")
    )  # fmt: skip
    groups = forms.ModelMultipleChoiceField(
        label=_("Groups"), queryset=None, widget=forms.CheckboxSelectMultiple, help_text=_("What the colleague works on.")
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["groups"].queryset = access.groups_to_tick()


class Invite(WagtailAdminTemplateMixin, FormView):
    """A new member of the staff, who chooses a password by a link: none passes through here."""

    form_class = InviteForm
    template_name = "accounts/cms/invite.html"
    page_title = _("Invite a colleague")
    header_icon = "user"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(MAKE_STAFF):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [
            {"url": reverse("wagtailadmin_home"), "label": gettext("Home")},
            {"url": reverse("wagtailusers_users:index"), "label": gettext("People")},
            {"url": "", "label": self.page_title},
        ]

    def form_valid(self, form):
        fields = {"login_taken": "login", "login_length": "login", "login_form": "login", "email_taken": "email", "email_form": "email"}  # fmt: skip
        try:
            person = people.invite(**form.cleaned_data, by=self.request.user)
        except Denied as refusal:
            form.add_error(fields.get(refusal.code), str(refusal.message))
            return self.form_invalid(form)
        messages.success(
            self.request, gettext("The invitation is on its way to %(address)s.") % {"address": person.email}
        )
        return redirect("wagtailusers_users:index")


class PersonViewSet(UserViewSet):
    index_view_class = PeopleIndex
    edit_view_class = PersonEdit
    history_view_class = PersonHistory
    edit_template_name = "accounts/cms/person.html"
    menu_label = _("People")

    def get_form_class(self, for_update=False):
        return PersonForm


def more_addresses():
    return [path("people/invite/", require_admin_access(Invite.as_view()), name="invite_staff")]


class OwnAccountView(AccountView):
    """Wagtail's page about oneself. Name, address, language and time zone are set at /account/, for the whole site."""

    def get_panels(self):
        return [panel for panel in super().get_panels() if panel.name not in ("name_email", "locale")]
