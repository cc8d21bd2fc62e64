"""Dates and spans of time as each language writes them."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

from lib import clock, formats

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
FIRST = date(2026, 5, 1)


@pytest.mark.parametrize(("language", "kind", "words"), [
    ("en", "date", "1 May 2026"),
    ("de", "date", "1. Mai 2026"),
    ("fr", "date", "1er mai 2026"),
    ("en", "weekday", "Friday, 1 May"),
    ("de", "weekday", "Freitag, 1. Mai"),
    ("fr", "weekday", "vendredi 1er mai"),
    ("en", "weekday_short", "Fri 1 May"),
    ("de", "weekday_short", "Fr., 1. Mai"),
    ("fr", "weekday_short", "ven. 1er mai"),
    ("it", "month_day", "1 May"),
])  # fmt: skip
def test_days_are_written_as_the_language_writes_them(language, kind, words):
    assert formats.day(FIRST, kind, language) == words


def test_the_present_language_and_the_readers_zone_are_meant():
    with translation.override("fr"), timezone.override("Asia/Tokyo"):
        assert formats.moment(datetime(2026, 5, 21, 20, 5, tzinfo=UTC)) == "vendredi 22 mai, 05:05"
        assert formats.full_day(datetime(2026, 12, 31, 20, 5, tzinfo=UTC)) == "vendredi 1er janvier 2027"
    assert formats.hour(time(9, 5)) == "09:05"


@pytest.mark.parametrize(("passed", "words"), [
    ({"seconds": 20}, "gerade eben"),
    ({"minutes": 4, "seconds": 50}, "vor 4 Minuten"),
    ({"minutes": 1}, "vor 1 Minute"),
    ({"hours": 23, "minutes": 59}, "vor 23 Stunden"),
    ({"days": 5, "hours": 20}, "vor 5 Tagen"),
    ({"days": 8}, "14. November"),
    ({"days": 400}, "18. Oktober 2025"),
    ({"minutes": -5}, "in 5 Minuten"),
])  # fmt: skip
def test_how_long_ago_something_was(passed, words, monkeypatch):
    monkeypatch.setattr(formats, "_", lambda text: {"just now": "gerade eben"}[text])
    with clock.frozen(NOW), translation.override("de"):
        assert formats.ago(NOW - timedelta(**passed)) == words


def test_templates_write_them_too_and_leave_out_what_is_not_there():
    source = "{% load formats tz %}{{ at|moment_short }}|{{ none|weekday }}|{{ at|timezone:'UTC'|hour }}"
    with timezone.override("Europe/Vienna"):
        assert Template(source).render(Context({"at": NOW, "none": None})) == "Sun 22 Nov, 10:30||09:30"
