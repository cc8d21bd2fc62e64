from django import forms
from django.conf import settings
from django.utils.html import format_html
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from accounts.actions import consents
from accounts.enums import Role
from accounts.forms.derived import DerivedPasswordField
from accounts.models import User
from accounts.rules import LOGIN_MAX
from lib import ids, zones
from lib.legaltexts import Version


class LoginForm(forms.Form):
    login = forms.CharField(
        label=_("User name or e-mail address"),
        max_length=254,
        widget=forms.TextInput(
            attrs={"autocomplete": "username webauthn", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = DerivedPasswordField(label=_("Password"))


class Tick(forms.CheckboxInput):
    """Ticked, it sends the digest of the wording that was on the page, so that nobody agrees to another one."""

    def __init__(self, digest: str):
        super().__init__(check_test=lambda value: value == digest)
        self.digest = digest

    def format_value(self, value):
        return self.digest

    def value_from_datadict(self, data, files, name):
        return data.get(name, "")


class AgreeField(forms.Field):
    """The tick under one legal text."""

    def __init__(self, version: Version):
        link = format_html('<a href="{}" target="_blank">{}</a>', version.url, version.title)
        super().__init__(label=format_html(gettext("I have read and agree to: {}"), link), widget=Tick(version.digest))
        self.digest = version.digest
        self.error_messages["required"] = _("Please agree to this to go on.")

    def clean(self, value):
        value = super().clean(value)
        if value != self.digest:
            raise forms.ValidationError(_("This text has just changed. Please read it and agree again."))
        return value


def agree_fields(versions: list[Version]) -> dict[str, AgreeField]:
    return {f"agree_{one.key.replace('-', '_')}": AgreeField(one) for one in versions}


class AgreeForm(forms.Form):
    """Every wording of `versions` with a tick of its own."""

    def __init__(self, *args, versions: list[Version], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields |= agree_fields(versions)


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

    role = Role.CLIENT

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.agreed = consents.asked_of(self.role, get_language())
        self.fields |= agree_fields(self.agreed)

    @property
    def ticks(self):
        return [self[name] for name in self.fields if name.startswith("agree_")]

    def clean_uid(self):
        """A browser that does not choose a public id gets one."""
        try:
            return ids.from_text(self.cleaned_data["uid"], ids.ID_SIZE)
        except ValueError:
            return b""


class CounsellorSignupForm(SignupForm):
    field_order = ["login", "email", "password"]
    role = Role.COUNSELLOR

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
        default = _("As everybody here (%(zone)s)") % {"zone": zones.city(settings.DEFAULT_ZONE)}
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
