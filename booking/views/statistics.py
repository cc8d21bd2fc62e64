"""A counsellor's figures: on a page, and as a file for a spreadsheet."""

from datetime import date

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.access import counsellors_only
from billing import months
from booking import diagrams, figures
from booking.queries import statistics
from lib import clock, spreadsheets, zones


@counsellors_only
@require_GET
def index(request):
    last = _last_month(request)
    found = statistics.of(request.user, last)
    context = {
        "found": found,
        "numbers": diagrams.numbers(found),
        "groups": [] if found.is_empty else diagrams.groups(found),
        "saving": None if found.is_empty else statistics.saving(request.user, found),
        "last": last,
        "earlier": _earlier(found),
        "later": _later(last, _present(request.user)),
    }
    return render(request, "booking/statistics.html", context)


@counsellors_only
@require_GET
def as_csv(request):
    last = _last_month(request)
    heads, *lines = diagrams.table(statistics.of(request.user, last))
    return spreadsheets.download(f"statistics-{last:%Y-%m}.csv", heads, lines)


def _present(counsellor) -> date:
    return timezone.localdate(clock.now(), zones.zone(counsellor.time_zone)).replace(day=1)


def _last_month(request) -> date:
    """`?until=2027-03`; without it the present month. Raises Http404 for anything else, months to come included."""
    present = _present(request.user)
    asked = request.GET.get("until", "")
    if not asked:
        return present
    try:
        month = months.parse(asked)
    except ValueError as error:
        raise Http404 from error
    if month > present:
        raise Http404
    return month


def _earlier(found) -> date | None:
    """The last of the twelve months before, if there was something already."""
    return figures.months_until(found.months[0], 2)[0] if found.begun_on < found.months[0] else None


def _later(last: date, present: date) -> date | None:
    return min(last.replace(year=last.year + 1), present) if last < present else None
