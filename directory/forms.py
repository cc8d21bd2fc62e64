"""What people look for in the directory."""

from dataclasses import replace
from datetime import timedelta
from functools import cached_property
from urllib.parse import urlencode

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from billing import money
from directory import finding, marks, postcodes, queries
from directory.finding import Wish
from directory.models import Country, ProfessionalTitle, Speciality, SpokenLanguage
from lib import clock

MODES = {"text": _("In writing"), "sound": _("Calls with sound"), "picture": _("Calls with picture"), "person": _("In person")}  # fmt: skip
FREE = {
    "0": _("Free today"),
    "3": _("Free within 3 days"),
    "7": _("Free within 7 days"),
    "14": _("Free within 14 days"),
}
DISTANCES = (10, 25, 50, 100)
USUAL_KM = 25


class Select(forms.Select):
    """Drawn without a template for each option: sixty of them were a quarter of the page's work."""

    def render(self, name, value, attrs=None, renderer=None):
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((key, mark_safe(" selected") if key == (value or "") else "", words) for key, words in self.choices),
        )
        attributes = flatatt(self.build_attrs(self.attrs, {"name": name, **(attrs or {})}))
        return format_html("<select{}>{}</select>", attributes, options)


class Choice(forms.ChoiceField):
    widget = Select


class SearchForm(forms.Form):
    """The filters, from the address. What cannot be read is passed over, as if it had not been asked."""

    q = forms.CharField(
        label=_("Search"), required=False, max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("A name, a topic, a town")}),
    )  # fmt: skip
    speciality = Choice(label=_("Topic"), required=False)
    language = Choice(label=_("Language"), required=False)
    title = Choice(label=_("Profession"), required=False)
    mode = Choice(label=_("How to talk"), required=False)
    price = Choice(label=_("Price"), required=False)
    free = Choice(label=_("Free time"), required=False, choices=[("", _("Any time")), *FREE.items()])
    postcode = forms.CharField(
        label=_("Postcode"), required=False, max_length=20,
        help_text=_("We look it up on our own server and do not keep it."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "size": 8}),
    )  # fmt: skip
    km = Choice(label=_("Within"), required=False)
    country = Choice(label=_("Country"), required=False, choices=[("", _("Any")), *Country.choices])
    order = Choice(
        label=_("Order"), required=False,
        choices=[
            ("", _("Usual")), (finding.FAIR, _("New every day")), (finding.SOON, _("Next free time first")),
            (finding.NEAR, _("Nearest first")),
        ],
        help_text=_("Usual: new every day, or nearest first with a postcode."),
    )  # fmt: skip

    use_required_attribute = False
    PLACE = ("postcode", "km", "country")
    WORDS = {"speciality": Speciality, "language": SpokenLanguage, "title": ProfessionalTitle}

    def __init__(self, *args, address: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.address = address
        self.offered = queries.offered()
        either = {"speciality": _("Any topic"), "language": _("Any language"), "title": _("Any profession")}
        for name, model in self.WORDS.items():
            self._offer(name, either[name], [(row.slug, str(row)) for row in self.offered.rows(model)])
        self._offer("mode", _("Any way"), [(mode, MODES[mode]) for mode in self.offered.modes])
        self._offer("price", _("Any price"), [_price_choice(*price) for price in self.offered.prices])
        self.fields["km"].choices = [
            ("" if km == USUAL_KM else str(km), _("%(km)s km") % {"km": km}) for km in DISTANCES
        ]

    def _offer(self, name: str, either: str, choices: list) -> None:
        """A choice between one thing and everything is none."""
        if len(choices) > 1:
            self.fields[name].choices = [("", either), *choices]
        else:
            del self.fields[name]

    @cached_property
    def asked(self) -> dict[str, str]:
        """What is in use, the order included."""
        self.is_valid()
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        return asked if "postcode" in asked else {k: v for k, v in asked.items() if k not in ("km", "country")}

    @cached_property
    def filters(self) -> list[str]:
        """Those in use; a postcode with its distance and country is one."""
        return [name for name in self.asked if name not in ("km", "country", "order")]

    @cached_property
    def places(self) -> list[postcodes.Place]:
        """What the postcode may mean, the likeliest first."""
        return postcodes.find(self.asked.get("postcode", ""), self.asked.get("country", ""))

    @property
    def postcode_is_unknown(self) -> bool:
        return "postcode" in self.asked and not self.places

    @property
    def place(self) -> postcodes.Place | None:
        return self.places[0] if self.places else None

    @property
    def other_places(self) -> list[tuple[str, str]]:
        """Countries in which the same postcode is another place, and the address of the list there."""
        return [
            (Country(place.country).label, self.address_with(country=place.country))
            for place in (self.places[1:] if self.place else [])
        ]

    @property
    def country_name(self) -> str:
        return Country(self.place.country).label if self.place else ""

    @property
    def km_in_use(self) -> int:
        return int(self.asked.get("km") or USUAL_KM)

    @property
    def order_in_use(self) -> str:
        order = self.asked.get("order") or (finding.NEAR if self.place else finding.FAIR)
        return finding.FAIR if order == finding.NEAR and not self.place else order

    @property
    def wish(self) -> Wish:
        return self._wish(self.filters)

    def _wish(self, names: list[str]) -> Wish:
        """What is looked for by these filters alone."""
        asked = {name: self.asked[name] for name in names}
        groups = [
            (row.mark,)
            for name, model in self.WORDS.items()
            for row in (self.offered.rows(model) if name in asked else [])
            if row.slug == asked[name]
        ]
        if "mode" in asked:
            groups.append((marks.mode(asked["mode"]),))
        if "price" in asked:
            groups.append((f"_p{asked['price']}",))
        wish = Wish(text=asked.get("q", ""), groups=tuple(groups))
        if "free" in asked:
            days = range(int(asked["free"]) + 1)
            free = (tuple(marks.day(clock.now() + timedelta(days=n)) for n in days), (marks.ACCEPTING,))
            wish = replace(wish, groups=wish.groups + free, free=True)
        if "postcode" in asked and self.place:
            wish = replace(wish, centre=self.place.point, km=self.km_in_use)
        return wish

    @property
    def chips(self) -> list[tuple[str, str]]:
        """For each filter in use: its words, and the address of the list without it."""
        return [(self.words_of(name), self.address_without(name)) for name in self.filters]

    @property
    def loosened(self) -> list[tuple[str, str, int]]:
        """For each filter in use: its words, the address without it, and how many that would find."""
        ways = [[other for other in self.filters if other != name] for name in self.filters]
        numbers = finding.counts(self._wish(names) for names in ways)
        return [(*chip, number) for chip, number in zip(self.chips, numbers, strict=True) if number]

    def words_of(self, name: str) -> str:
        value = self.asked[name]
        if name == "q":
            return _("“%(words)s”") % {"words": value}
        if name == "postcode":
            return _("Within %(km)s km of %(postcode)s") % {"km": self.km_in_use, "postcode": value}
        return str(dict(self.fields[name].choices).get(value, value))

    def address_without(self, *names: str) -> str:
        gone = {*names, *(self.PLACE if "postcode" in names else ())}
        return self._address({name: value for name, value in self.asked.items() if name not in gone})

    def address_with(self, **values: str) -> str:
        return self._address(self.asked | values)

    @property
    def own_address(self) -> str:
        return self._address(self.asked)

    def _address(self, asked: dict) -> str:
        return self.address + ("?" + urlencode(asked) if asked else "")


def _price_choice(amount: int, currency: str) -> tuple[str, str]:
    words = _("Up to %(price)s") % {"price": money.show(amount * 100, currency)} if amount else _("Free of charge")
    return f"{amount}{currency.lower()}", words
