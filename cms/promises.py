"""When an answer comes, for this portal: its opening hours, its holidays, its promises (working_time.py computes)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from wagtail.models import Site

from cms import page_cache, public_holidays, working_time
from cms.enums import AnswerFrom
from cms.models import ServiceHours
from cms.routing import site_of
from lib import clock, zones


@dataclass(frozen=True)
class Answer:
    """`last` is promised; `first` is the earliest date that is usual, where the promise names one."""

    promise: str
    first: date
    last: date
    moment: datetime


class Service:
    """What `settings` (a ServiceHours, saved or not) says, ready to compute with."""

    def __init__(self, settings: ServiceHours):
        self.settings = settings
        week: dict[int, list] = {}
        for row in sorted(settings.openings.all(), key=lambda row: (row.weekday, row.opens)):
            week.setdefault(row.weekday, []).append((row.opens, row.closes))
        self.hours = working_time.Hours(zones.zone(settings.zone), week)
        self.closed_days = sorted(settings.closed_days.all(), key=lambda row: row.first)
        self.holidays = Closed(
            public_holidays.of(settings.country, settings.subdivision),
            [(row.first, row.last or row.first) for row in self.closed_days],
        )

    def answer(self, promise: str, asked_at: datetime | None = None) -> Answer | None:
        """None where no hours are given: then nothing is promised."""
        asked_at = asked_at or clock.now()
        of = self.settings
        first, last = {
            AnswerFrom.SUPPORT: (of.support_days, of.support_days),
            AnswerFrom.COUNSELLING: (of.counselling_from, of.counselling_days),
        }[AnswerFrom(promise)]
        early, late = (working_time.answer_by(asked_at, self.hours, self.holidays, days) for days in (first, last))
        if late is None:
            return None
        return Answer(promise, self.hours.local(early).date(), self.hours.local(late).date(), late)

    def week(self) -> list[tuple[list[int], list[tuple[time, time]]]]:
        """Neighbouring weekdays with the same hours as one row: ([0, 1, 2, 3, 4], [(9:00, 17:00)])."""
        rows: list[tuple[list[int], list]] = []
        for weekday in range(7):
            spans = self.hours.week.get(weekday, [])
            if rows and rows[-1][1] == spans and rows[-1][0][-1] == weekday - 1:
                rows[-1][0].append(weekday)
            elif spans:
                rows.append(([weekday], spans))
        return rows

    def next_closed(self) -> list:
        """Closed days of the next two months that are not over."""
        today = self.hours.local(clock.now()).date()
        return [row for row in self.closed_days if (row.last or row.first) >= today >= row.first - timedelta(days=60)]


class Closed:
    """`date in …`: public holidays and the days the staff have closed."""

    def __init__(self, public, spans: list[tuple[date, date]]):
        self.public, self.spans = public, spans

    def __contains__(self, day: date) -> bool:
        return day in self.public or any(first <= day <= last for first, last in self.spans)


def service(request=None) -> Service:
    """Of the site of `request`, or of the default site; remembered for a minute, or until the hours change."""
    site = site_of(request) if request else None
    return page_cache.remembered(("service", site and site.pk), lambda: _service(site))


def _service(site: Site | None) -> Service:
    site = site or Site.objects.filter(is_default_site=True).first()
    return Service(ServiceHours.objects.filter(site=site).first() or ServiceHours(site=site))


def answer(promise: str, asked_at: datetime | None = None, *, request=None) -> Answer | None:
    return service(request).answer(promise, asked_at)


def examples(settings: ServiceHours) -> list[tuple[datetime, Answer | None, Answer | None]]:
    """(wall time, support, counselling): when a message of now, of the coming Friday evening and of the coming 23 December would be answered."""
    of = Service(settings)
    now = of.hours.local(clock.now())
    friday = datetime.combine(now.date() + timedelta(days=(4 - now.weekday()) % 7), time(18), now.tzinfo)
    christmas = datetime(now.year, 12, 23, 12, tzinfo=now.tzinfo)
    if christmas < now:
        christmas = christmas.replace(year=now.year + 1)
    return [
        (
            asked.replace(tzinfo=None),
            *(of.answer(promise, asked) for promise in (AnswerFrom.SUPPORT, AnswerFrom.COUNSELLING)),
        )
        for asked in (now, friday, christmas)
    ]
