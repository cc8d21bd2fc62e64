"""The kinds of notices there are, and the constant words of each. Upper apps register theirs in `ready()`:

    notices.register("booking.booked", _("Your appointment"), about=_("A time was booked."), to=_("Both people."))

A subject never says what it is about beyond this, a text names nobody and carries no content: a mailbox may be read
by somebody else. Staff may change the words (lib.mailtexts), so a template holds text and `{{ names }}` only: those of
`placeholders`, given to `actions.notices.tell` as context; `link`, if the notice leads to the same address always (its
name or path); `site_url` and `site_name`.
"""

from lib import mailtexts
from lib.mailtexts import Kind, Placeholder


def register(
    kind: str, subject: str, template: str = "", *,
    about: str = "", to: str = "", placeholders: dict[str, Placeholder] | None = None, link: str = "",
) -> None:  # fmt: skip
    """`template` may be left out if it is `<app>/mail/<name>.txt` for the kind "<app>.<name>"."""
    app, _, name = kind.partition(".")
    template = template or f"{app}/mail/{name}.txt"
    mailtexts.register(Kind(kind, subject, template, about, to, placeholders or {}, link))


kind, kinds = mailtexts.kind, mailtexts.kinds
