from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.forms.derived import DerivedPasswordField
from accounts.models import User
from accounts.rules import LOGIN_MAX
from lib import ids, zones


class LoginForm(forms.Form):
    login = forms.CharField(
        label=_("User name or e-mail address"),
        max_length=254,
        widget=forms.TextInput(
            attrs={"autocomplete": "username webauthn", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = DerivedPasswordField(label=_("Password"))


class SignupForm(forms.Form):
    login = forms.CharField(
        label=_("User name"),
        max_length=LOGIN_MAX,
        help_text=_("Choose freely; it need not be your name. Others see it in your conversations."),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = DerivedPasswordField(
        label=_("Password"),
        new=True,
        help_text=_("At least 12 characters. Three or four words that only you put together are easy to remember."),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    uid = forms.CharField(required=False, widget=forms.HiddenInput)
    zone = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def clean_uid(self):
        """A browser that does not choose a public id gets one."""
        try:
            return ids.from_text(self.cleaned_data["uid"], ids.ID_SIZE)
        except ValueError:
            return b""


class CounsellorSignupForm(SignupForm):
    field_order = ["login", "email", "password"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].help_text = _("You log in with it. What clients see is the name on your profile.")
        self.fields["email"].required = True
        self.fields["email"].help_text = _(
            "Bookings and cancellations are sent there, without any names. "
            "The mail that confirms it may take a few minutes; please look into the spam folder too."
        )


class SettingsForm(forms.Form):
    display_name = forms.CharField(
        label=_("Name shown to others"),
        required=False,
        max_length=80,
        help_text=_("Leave it empty to be shown by your user name."),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    zone = forms.ChoiceField(
        label=_("Time zone"), required=False, help_text=_("Appointments are shown in the time of this place.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        default = _("As everybody here (%(zone)s)") % {"zone": settings.DEFAULT_ZONE}
        self.fields["zone"].choices = [("", default), *zones.choices()]
        if len(settings.LANGUAGES) == 1:
            self.fields["language"].widget = forms.HiddenInput()

    @staticmethod
    def initial_of(user: User) -> dict:
        return {"display_name": user.display_name, "language": user.language, "zone": user.zone}


class EmailForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )


class PasswordChangeForm(forms.Form):
    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["current"] = DerivedPasswordField(label=_("Present password"), login=user.username)
        self.fields["new"] = new_password_field(user)


class ReauthenticateForm(forms.Form):
    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"] = DerivedPasswordField(label=_("Password"), login=user.username)


class ForgottenForm(forms.Form):
    login = forms.CharField(
        label=_("User name or e-mail address"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )


class NewPasswordForm(forms.Form):
    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["new"] = new_password_field(user)


def new_password_field(user: User) -> DerivedPasswordField:
    return DerivedPasswordField(
        label=_("New password"), new=True, login=user.username, help_text=_("At least 12 characters.")
    )
