"""The kinds of notices there are, and the constant words of each. Upper apps register theirs in `ready()`:

    notices.register("booking.booked", _("Your appointment"), "booking/mail/booked.txt")

A subject never says what it is about beyond this, a text names nobody and carries no content: a mailbox may be read
by somebody else. The template gets the `context` given to `actions.notices.tell` and `site_url`.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    name: str
    subject: str  # lazily translated
    template: str


_kinds: dict[str, Kind] = {}


def register(kind: str, subject: str, template: str = "") -> None:
    """`template` may be left out if it is `<app>/mail/<name>.txt` for the kind "<app>.<name>"."""
    app, _, name = kind.partition(".")
    _kinds[kind] = Kind(kind, subject, template or f"{app}/mail/{name}.txt")


def kind(name: str) -> Kind:
    """Raises KeyError for a kind that nobody registered: a typo must not become a mail nobody gets."""
    return _kinds[name]


def kinds() -> list[Kind]:
    return list(_kinds.values())
