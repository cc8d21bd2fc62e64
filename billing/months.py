"""Months of money. A month is named by its first day; its days are those of the portal's home (`plans.today`)."""

import re
from datetime import date, timedelta


def of(day: date) -> date:
    return day.replace(day=1)


def following(month: date) -> date:
    return of(month + timedelta(days=31))


def before(month: date) -> date:
    return of(month - timedelta(days=1))


def last_day(month: date) -> date:
    return following(month) - timedelta(days=1)


def text(month: date) -> str:
    """ "2026-11", as addresses and forms hold it."""
    return f"{month:%Y-%m}"


def parse(words: str) -> date:
    """Raises ValueError for anything but "2026-11"."""
    if not re.fullmatch(r"20[0-9]{2}-(0[1-9]|1[0-2])", words):
        raise ValueError("not a month")
    return date.fromisoformat(f"{words}-01")
