"""The field that stands for a password: its input has no name, so it cannot be sent; a hidden one carries the key."""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.wire import KDF, SEED_SIZE, is_wire_form
from lib import ids


@dataclass(frozen=True)
class DerivedKey:
    """`auth` is the wire form; `seed` and `kdf` come with a new password only."""

    auth: str
    seed: bytes = b""
    kdf: int = KDF


class DerivedPassword(forms.Widget):
    """`login_input` is the name of the field the login name is typed in; `login` the name itself, where it is known."""

    template_name = "accounts/widgets/derived_password.html"
    use_fieldset = False

    def __init__(self, *, new=False, login_input="login", login="", autocomplete=""):
        super().__init__()
        self.new, self.login_input, self.login = new, login_input, login
        self.autocomplete = autocomplete or ("new-password" if new else "current-password")

    def get_context(self, name, value, attrs):
        context = super().get_context(name, None, attrs)  # what was sent is never shown again
        context["widget"] |= {
            "new": self.new,
            "autocomplete": self.autocomplete,
            "login_input": self.login_input,
            "login": self.login,
        }
        return context

    def value_from_datadict(self, data, files, name):
        return {part: data.get(f"{name}_{part}", "") for part in ("seed", "kdf")} | {"auth": data.get(name, "")}

    def value_omitted_from_data(self, data, files, name):
        return name not in data


class DerivedPasswordField(forms.Field):
    def __init__(self, *, new=False, **kwargs):
        widget_options = {key: kwargs.pop(key) for key in ("login_input", "login", "autocomplete") if key in kwargs}
        self.new = new
        super().__init__(widget=DerivedPassword(new=new, **widget_options), **kwargs)

    def clean(self, value):
        """A value that is not of the wire form is refused here for a new password only: for a present one the login
        itself must do it, so that it is counted and takes as long as a wrong one."""
        if not value["auth"]:
            raise ValidationError(_("Please type your password."), code="required")
        if not self.new:
            return DerivedKey(value["auth"])
        try:
            seed, kdf = ids.from_text(value["seed"], SEED_SIZE), int(value["kdf"])
        except ValueError:
            seed, kdf = b"", 0
        if not is_wire_form(value["auth"]) or kdf != KDF or not seed:
            raise ValidationError(_("Please type the password again."), code="not_derived")
        return DerivedKey(value["auth"], seed, kdf)
