"""Tables for spreadsheets and for whoever does the books."""

import csv

from django.http import HttpResponse


def amount(cents: int) -> str:
    """`-1250` as "-12.50": a number for spreadsheets, whatever language they speak."""
    whole, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{whole}.{rest:02d}"


def download(name: str, heads, lines) -> HttpResponse:
    """UTF-8 with a mark at the beginning, without which some spreadsheets misread names."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    table = csv.writer(response)
    table.writerow([str(head) for head in heads])
    table.writerows([harmless(str(cell)) for cell in line] for line in lines)
    return response


def harmless(text: str) -> str:
    """A spreadsheet must not take what somebody typed for a formula. Our own negative amounts are numbers."""
    is_number = text.lstrip("-").replace(".", "", 1).isdecimal()
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") and not is_number else text
