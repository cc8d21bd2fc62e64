"""How German speaks to people: with "Sie", or with "Du" where the operator wants that.

The informal words are no language of their own: addresses, `lang` and settings say "de" either way. They are a thin
catalogue (locale/de_DU), laid over the German one in this process; what is not in it stays as it is.
"""

import gettext
from collections.abc import Callable
from threading import Lock

from django.utils.translation import trans_real

from lib import catalogues

LANGUAGE = "de"

_wanted: list[Callable[[], bool]] = []
_lock = Lock()
_spoken: bool | None = None  # is it the informal one? None: nobody has asked yet


def use(wanted: Callable[[], bool]) -> None:
    """`wanted()` answers whether the operator has chosen the informal address."""
    _wanted[:] = [wanted]


def refresh() -> None:
    """Ask what the operator wants: before words that no page shows, such as those of a mail."""
    for wanted in _wanted:
        speak(informally=wanted())


def is_informal() -> bool:
    return bool(_spoken)


def speak(*, informally: bool) -> None:
    """Say everything German that is translated from now on in this way."""
    global _spoken
    if informally == bool(_spoken):
        _spoken = informally
        return
    with _lock:
        words = trans_real.DjangoTranslation(LANGUAGE)
        if informally:
            words.merge(_informal())
        trans_real._translations[LANGUAGE] = words  # where Django keeps them; it offers no other way to renew them
        _spoken = informally


def _informal() -> gettext.NullTranslations:
    path = catalogues.po_path(catalogues.INFORMAL).with_suffix(".mo")
    if not path.exists():
        return gettext.NullTranslations()
    with path.open("rb") as compiled:
        return gettext.GNUTranslations(compiled)
