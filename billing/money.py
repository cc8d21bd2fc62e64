"""Money is integers: minor units (cents) and basis points. One way to show it, one way to round it.

Only currencies with two digits after the point are known; the others are refused until somebody needs them.
"""

import re
from decimal import Decimal

from babel.numbers import format_currency, format_percent

from lib import formats

CURRENCIES = ("EUR", "CHF", "GBP")


def show(cents: int, currency: str) -> str:
    """`1900, "EUR"` as people of the present language write it, without empty cents: "€19", "19 €"; "€19.50"."""
    locale = formats.locale()
    pattern = locale.currency_formats["standard"].pattern
    if cents % 100 == 0:
        pattern = pattern.replace("0.00", "0")
    return format_currency(Decimal(cents) / 100, currency, pattern, locale, currency_digits=False)


def exact(cents: int, currency: str, language: str | None = None) -> str:
    """Like `show`, with cents always: amounts in a column stand below each other."""
    return format_currency(Decimal(cents) / 100, currency, locale=formats.locale(language))


def percent(bps: int, language: str | None = None) -> str:
    """`1250` as "12.5%", "12,5 %"."""
    locale = formats.locale(language)
    pattern = locale.percent_formats[None].pattern.replace("#,##0", "#,##0.##")
    return format_percent(Decimal(bps) / 10_000, pattern, locale=locale)


def plain(cents: int) -> str:
    """`8000` as "80.00", the way a form field holds it."""
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def parse(text: str) -> int:
    """ "80", "80.5", "80,50" as cents. Raises ValueError for anything else, negative amounts included."""
    match = re.fullmatch(r"([0-9]{1,6})(?:[.,]([0-9]{1,2}))?", text.strip())
    if not match:
        raise ValueError("not an amount")
    whole, fraction = match.groups()
    return int(whole) * 100 + int((fraction or "").ljust(2, "0"))


def part(cents: int, numerator: int, denominator: int) -> int:
    """`numerator` of `denominator` parts of `cents`, rounded half away from zero. The only rounding of money there is."""
    rounded = (abs(cents) * numerator * 2 + denominator) // (denominator * 2)
    return -rounded if cents < 0 else rounded


def share(cents: int, bps: int) -> int:
    """`bps` basis points of `cents`."""
    return part(cents, bps, 10_000)
