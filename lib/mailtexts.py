"""The words of mails: which kinds there are, what may stand in them, and whether staff have written others.

An app that sends a kind registers it here; whoever keeps the words that staff write gives `use` a function that finds
them. A text is never a template of Django's: it holds `{{names}}` from the list of its kind, and nothing is executed.
The shipped words of a kind are rendered from its template with the names themselves in place of their values.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from lib import address
from lib.denied import Denied

MARK = re.compile(r"\{\{\s*([a-z_]{1,30})\s*\}\}")
CODE = re.compile(r"\{[{%#]|[}%#]\}")
SUBJECT_MAX, BODY_MAX = 90, 3000


@dataclass(frozen=True)
class Placeholder:
    """A name that stands for something known only when the mail is sent."""

    label: str  # what it is, for staff
    sample: str  # what a preview shows in its place
    required: bool = False  # a mail without it would be useless


@dataclass(frozen=True)
class Words:
    subject: str
    body: str


@dataclass(frozen=True)
class Kind:
    name: str
    subject: str  # lazily translated
    template: str
    about: str = ""  # when it is sent, for staff
    to: str = ""  # who gets it, for staff
    own: dict[str, Placeholder] = field(default_factory=dict)
    link: str = ""  # the address {{link}} leads to, unless what is told brings one

    @property
    def placeholders(self) -> dict[str, Placeholder]:
        led = {"link": Placeholder(_("the link to open"), address_of(self.link), required=True)} if self.link else {}
        return self.own | led | COMMON

    @property
    def required(self) -> list[str]:
        return [name for name, placeholder in self.placeholders.items() if placeholder.required]

    @property
    def samples(self) -> dict[str, str]:
        return {name: str(placeholder.sample) for name, placeholder in self.placeholders.items()} | common_values()


COMMON = {
    "site_url": Placeholder(_("the address of this site"), ""),
    "site_name": Placeholder(_("the name of this site"), ""),
}

_kinds: dict[str, Kind] = {}
_written: list[Callable[[str, str], Words | None]] = []


def register(kind: Kind) -> None:
    _kinds[kind.name] = kind


def kind(name: str) -> Kind:
    """Raises KeyError for a kind that nobody registered: a typo must not become a mail nobody gets."""
    return _kinds[name]


def kinds() -> list[Kind]:
    return list(_kinds.values())


def use(written: Callable[[str, str], Words | None]) -> None:
    """`written(kind, language)` answers what staff have written instead of the shipped words, or None."""
    _written[:] = [written]


def address_of(link: str) -> str:
    """`link` is the name of an address, or a path."""
    return settings.SITE_URL + (link if link.startswith("/") else reverse(link))


def common_values() -> dict[str, str]:
    return {"site_url": settings.SITE_URL, "site_name": settings.SITE_NAME}


def shipped(kind: Kind, language: str) -> Words:
    if language == address.LANGUAGE:
        address.refresh()
    marks = {name: "{{%s}}" % name for name in kind.placeholders}  # noqa: UP031  (braces)
    with translation.override(language):
        body = render_to_string(kind.template, marks)
        return Words(" ".join(str(kind.subject).split()), body.strip())


def words(kind: Kind, language: str) -> Words:
    """What goes out in `language`: the staff's words as long as they are sound, else the shipped ones."""
    for written in _written:
        found = written(kind.name, language)
        if found is not None and not faults(kind, found):
            return found
    return shipped(kind, language)


def filled(kind: Kind, words: Words, values: dict) -> Words:
    """Every name replaced by its value, once: a value that looks like a name stays as it is."""
    known = ({"link": address_of(kind.link)} if kind.link else {}) | values | common_values()
    body = MARK.sub(lambda mark: str(known.get(mark[1], "")) if mark[1] in kind.placeholders else mark[0], words.body)
    return Words(" ".join(words.subject.split()), body.strip() + "\n")


def faults(kind: Kind, words: Words) -> dict[str, str]:
    """What is wrong with words somebody wrote, by field: empty if nothing is."""
    return {
        name: refusal.message
        for name, check in (("subject", _check_subject), ("body", _check_body))
        if (refusal := _refusal(check, kind, getattr(words, name)))
    }


def _refusal(check, kind: Kind, text: str) -> Denied | None:
    try:
        check(kind, text)
    except Denied as refusal:
        return refusal


def _check_subject(kind: Kind, text: str) -> None:
    if CODE.search(text):
        message = _("A subject takes no placeholders: a mailbox may be read by somebody else, and the subject first.")
        raise Denied("subject_is_constant", message, status=422)
    if not text.strip() or len(text) > SUBJECT_MAX or len(text.splitlines()) > 1:
        raise Denied("subject_form", _("A subject is one line of at most 90 characters."), status=422)


def _check_body(kind: Kind, text: str) -> None:
    allowed = ", ".join("{{%s}}" % name for name in kind.placeholders)  # noqa: UP031
    names = MARK.findall(text)
    if unknown := sorted(set(names) - set(kind.placeholders)):
        message = _("There is no placeholder %(name)s here. Allowed are: %(allowed)s.")
        raise Denied("unknown_placeholder", message % {"name": ", ".join(unknown), "allowed": allowed}, status=422)
    if CODE.search(MARK.sub("", text)):
        message = _("Braces are for placeholders only. Allowed are: %(allowed)s.")
        raise Denied("not_a_placeholder", message % {"allowed": allowed}, status=422)
    if missing := [name for name in kind.required if name not in names]:
        message = _("This mail is useless without %(names)s. Please put it back.")
        listed = ", ".join("{{%s}}" % name for name in missing)  # noqa: UP031
        raise Denied("placeholder_missing", message % {"names": listed}, status=422)
    if not text.strip() or len(text) > BODY_MAX:
        raise Denied("body_form", _("A mail has between 1 and 3,000 characters."), status=422)
