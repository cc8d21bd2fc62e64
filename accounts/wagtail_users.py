"""People in the CMS: who is who, what they may do there, and closing an account. Nobody is made or deleted there.

To make somebody means to give them a password, and a password must not pass the server (create_person derives it on
the terminal). To delete somebody would tear holes into records that are kept.
"""

from django import forms
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.account import AccountView
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.users.views.users import EditView, IndexView, UserViewSet

from accounts.actions import people
from accounts.models import User


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
            "is_active": _("Without this the person is logged out everywhere, and cannot come back."),
            "is_superuser": _("May do everything in the CMS. No role can read a room."),
        }

    def __init__(self, *args, by: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by
        if by == self.instance:  # nobody locks themselves out
            del self.fields["role"], self.fields["is_active"], self.fields["is_superuser"]
        elif not by.is_superuser:
            del self.fields["is_superuser"]

    def save(self, commit=True):
        given = self.cleaned_data
        user = User.objects.get(pk=self.instance.pk)
        people.change_access(
            user,
            role=given.get("role", user.role),
            is_active=given.get("is_active", user.is_active),
            is_superuser=given.get("is_superuser", user.is_superuser),
            groups=given["groups"],
            by=self.by,
        )
        return user


class PeopleIndex(IndexView):
    default_ordering = "username"
    page_title = _("People")


class PersonEdit(EditView):
    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if self.object.is_superuser and not request.user.is_superuser:
            raise PermissionDenied

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        kwargs.pop("editing_self")
        return kwargs | {"by": self.request.user}


class PersonViewSet(UserViewSet):
    index_view_class = PeopleIndex
    edit_view_class = PersonEdit
    edit_template_name = "accounts/cms/person.html"
    menu_label = _("People")

    def get_form_class(self, for_update=False):
        return PersonForm


class OwnAccountView(AccountView):
    """Wagtail's page about oneself. Name, address, language and time zone are set at /account/, for the whole site."""

    def get_panels(self):
        return [panel for panel in super().get_panels() if panel.name not in ("name_email", "locale")]
