"""VAT numbers: whether one is well-formed. Whether it exists only the registers know."""

from importlib import import_module

from stdnum.eu import vat as eu
from stdnum.exceptions import ValidationError as NumberError

OTHERS = {"CH": "stdnum.ch.vat", "LI": "stdnum.ch.vat", "GB": "stdnum.gb.vat", "NO": "stdnum.no.mva"}
MAX = 20


class Malformed(ValueError):
    """No number of that country looks like this."""


def tidy(number: str, country: str) -> str:
    """`"atu 13585627", "AT"` as "ATU13585627". Raises Malformed."""
    number = "".join(number.split()).upper()
    if not number.isascii() or len(number) > MAX:
        raise Malformed(number)
    try:
        if country.lower() in eu.MEMBER_STATES:
            return _of_the_union(number, country)
        if country in OTHERS:
            return import_module(OTHERS[country]).validate(number)
    except NumberError as error:
        raise Malformed(number) from error
    return number


def _of_the_union(number: str, country: str) -> str:
    prefix = {"GR": "EL"}.get(country, country)
    return eu.validate(number if number.startswith(prefix) else prefix + number)
