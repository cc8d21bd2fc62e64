"""Tables as files for spreadsheets."""

import csv
import re

from django.http import HttpResponse

NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
FORMULA = re.compile(r"""(^|[;,"\t\r\n])(\s*[=+@＝＋＠－-])|^(?=[\t\r])""")


def download(name: str, heads, lines) -> HttpResponse:
    """UTF-8 with a mark at the beginning, without which some spreadsheets misread names."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    table = csv.writer(response)
    table.writerow([str(head) for head in heads])
    table.writerows([harmless(str(cell)) for cell in line] for line in lines)
    return response


def harmless(text: str) -> str:
    """A spreadsheet must not take what somebody typed for a formula, nor what stands behind a mark at which some split
    cells too. A negative number is one."""
    return text if NUMBER.fullmatch(text) else FORMULA.sub(r"\1'\2", text)
