"""Numbers of invoices: unbroken, in the order of issue."""

from datetime import date

from django.db import connection

from billing.models import NumberSeries


def series_of(day: date, *, testmode: bool = False) -> str:
    """The operator's, one for each year: "2026"; play money has its own, "TEST-2026"."""
    return f"TEST-{day.year}" if testmode else f"{day.year}"


def take(series: str) -> int:
    """The next number. The row stays locked until the transaction that uses the number ends, so none is ever lost."""
    if not connection.in_atomic_block:
        raise RuntimeError("A number is taken in the transaction that uses it")
    NumberSeries.objects.get_or_create(key=series)
    row = NumberSeries.objects.select_for_update().get(key=series)
    row.last += 1
    row.save(update_fields=["last"])
    return row.last


def written(series: str, seq: int) -> str:
    return f"{series}-{seq:05d}"
