"""How templates write dates, times and spans of time (lib/formats.py). Empty stays empty."""

from django import template

from lib import formats

register = template.Library()

WRITE = {
    "date_words": formats.day,  # 22 November 2026
    "date_short": lambda value: formats.day(value, "date_short"),  # 22 Nov 2026
    "month_day": lambda value: formats.day(value, "month_day"),  # 22 November
    "weekday": lambda value: formats.day(value, "weekday"),  # Sunday, 22 November
    "weekday_short": lambda value: formats.day(value, "weekday_short"),  # Sun 22 Nov
    "short_weekday": formats.short_weekday,  # Sun
    "month": formats.month,  # November 2026
    "day_number": lambda value: str(value.day),  # 22
    "full_day": formats.full_day,  # Sunday, 22 November 2026
    "hour": formats.hour,  # 10:00
    "moment": formats.moment,  # Sunday, 22 November, 10:00
    "moment_short": lambda value: formats.moment(value, "weekday_short"),  # Sun 22 Nov, 10:00
    "moment_date": lambda value: formats.moment(value, "date"),  # 22 November 2026, 10:00
    "ago": formats.ago,  # 4 minutes ago
}


def _filter(write):
    return lambda value: write(value) if value else ""


for name, write in WRITE.items():
    register.filter(name, _filter(write))
