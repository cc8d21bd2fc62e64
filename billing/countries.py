"""Countries by name, for addresses."""

from babel import Locale
from django.utils.translation import get_language
from django.utils.translation import gettext as _

NO_COUNTRY = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}  # what CLDR lists besides


def choices() -> list[tuple[str, str]]:
    names = Locale.parse(get_language() or "en", sep="-").territories
    known = [
        (code, name) for code, name in names.items() if len(code) == 2 and code.isalpha() and code not in NO_COUNTRY
    ]
    return [("", _("Please choose")), *sorted(known, key=lambda choice: choice[1])]
