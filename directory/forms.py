"""What people look for in the directory."""

from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from directory import queries


class SearchForm(forms.Form):
    """The filters, from the address. What cannot be read is passed over, as if it had not been asked."""

    q = forms.CharField(
        label=_("Search"), required=False, max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("A name, a topic, a town")}),
    )  # fmt: skip
    speciality = forms.ChoiceField(label=_("Topic"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)

    use_required_attribute = False

    def __init__(self, *args, address: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.address = address
        self.fields["speciality"].choices = [("", _("Any topic")), *_choices(queries.specialities())]
        self.fields["language"].choices = [("", _("Any language")), *_choices(queries.languages())]

    @property
    def asked(self) -> dict[str, str]:
        """The filters in use."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def listings(self):
        asked = self.asked
        return queries.find(
            text=asked.get("q", ""), language=asked.get("language", ""), speciality=asked.get("speciality", "")
        )

    @property
    def loosened(self) -> list[tuple[str, str]]:
        """For each filter in use: its words, and the address of the list without it."""
        asked = self.asked
        return [
            (self._words(name), self.address + "?" + urlencode({k: v for k, v in asked.items() if k != name}))
            for name in asked
        ]

    def _words(self, name: str) -> str:
        value = self.cleaned_data[name]
        return str(dict(getattr(self.fields[name], "choices", [])).get(value, value))


def _choices(rows):
    return [(row.slug, row.name) for row in rows]
