"""Where things stand on a calendar sheet, on ordinary days and on those on which the clock is changed."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from booking import sheets

VIENNA = ZoneInfo("Europe/Vienna")
ROWS = Path(__file__).resolve().parents[2] / "booking/static/booking/rows.css"


def day(*on):
    return sheets.days(date(*on), 1, VIENNA)[0]


def at(*when, fold=0):
    return datetime(*when, tzinfo=VIENNA, fold=fold).astimezone(UTC)


def test_a_day_is_what_the_wall_clock_says():
    usual, spring, autumn = day(2027, 3, 27), day(2027, 3, 28), day(2027, 10, 31)
    hours = [(one.end - one.start) / timedelta(hours=1) for one in (usual, spring, autumn)]
    assert hours == [24, 23, 25]
    assert [one.changes_clock for one in (usual, spring, autumn)] == [False, True, True]


@pytest.mark.parametrize(
    ("start", "end", "rows"),
    [
        (at(2027, 3, 27, 9), at(2027, 3, 27, 9, 50), (108, 118)),
        (at(2027, 3, 26, 23), at(2027, 3, 27, 1), (0, 12)),  # from the day before
        (at(2027, 3, 27, 23), at(2027, 3, 28, 1), (276, 288)),  # into the next
        (at(2027, 3, 26, 9), at(2027, 3, 27, 0), None),  # it ends where the day begins
        (at(2027, 3, 27, 9, 2), at(2027, 3, 27, 9, 4), (108, 109)),
    ],
)
def test_rows_of_an_ordinary_day(start, end, rows):
    assert sheets.rows_of(day(2027, 3, 27), start, end, VIENNA) == rows


def test_a_missing_hour_leaves_its_rows_empty():
    across = sheets.rows_of(day(2027, 3, 28), at(2027, 3, 28, 1, 30), at(2027, 3, 28, 3, 30), VIENNA)
    assert across == (18, 42)  # an hour of time, from 01:30 to 03:30 on the wall


def test_an_hour_that_comes_twice_lies_in_the_same_rows_side_by_side():
    autumn = day(2027, 10, 31)
    for fold in (0, 1):
        start = at(2027, 10, 31, 2, fold=fold)
        autumn.put("appointment", start, start + timedelta(minutes=50), zone=VIENNA)
    first_hour, last_hour = sheets.hours_shown([autumn])
    sheets.cut([autumn], first_hour, last_hour)
    assert first_hour == 2
    assert [(piece.first, piece.last, piece.lane) for piece in autumn.pieces] == [(0, 10, 1), (0, 10, 2)]


def test_what_crosses_the_end_of_the_second_hour_keeps_its_length():
    autumn = day(2027, 10, 31)
    start = at(2027, 10, 31, 2, 30)
    assert sheets.rows_of(autumn, start, start + timedelta(minutes=50), VIENNA) == (30, 40)


def test_lanes_only_where_things_meet():
    one = day(2027, 3, 27)
    for start, end in [((9, 0), (10, 0)), ((9, 30), (10, 30)), ((10, 0), (11, 0)), ((12, 0), (13, 0))]:
        one.put("appointment", at(2027, 3, 27, *start), at(2027, 3, 27, *end), zone=VIENNA)
    sheets.cut([one], 9, 17)
    assert [piece.lane for piece in one.pieces] == [1, 2, 1, 0]
    assert one.lanes == 2


def test_a_sheet_shows_the_usual_hours_and_whatever_lies_outside():
    one = day(2027, 3, 27)
    assert sheets.hours_shown([one]) == sheets.USUAL_HOURS
    one.put("appointment", at(2027, 3, 27, 6, 30), at(2027, 3, 27, 7), zone=VIENNA)
    one.put("open", at(2027, 3, 27, 9), at(2027, 3, 27, 20, 15), zone=VIENNA, behind=True)
    assert sheets.hours_shown([one]) == (6, 21)


def test_months_are_whole_weeks():
    assert sheets.month_grid(date(2026, 11, 23)) == (date(2026, 10, 26), 42)
    assert sheets.month_grid(date(2027, 2, 3)) == (date(2027, 2, 1), 28)
    assert sheets.months_on(date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert sheets.months_on(date(2027, 1, 31), -1) == date(2026, 12, 31)


def test_every_row_has_its_place_in_the_style_sheet():
    rules = dict(re.findall(r"\.((?:from|to)-\d+) \{grid-row-(?:start|end): (\d+)\}", ROWS.read_text()))
    assert rules == {f"from-{n}": str(n + 1) for n in range(288)} | {f"to-{n}": str(n + 1) for n in range(1, 289)}
    assert re.findall(r"\.hours-(\d+) \{--rows: (\d+)\}", ROWS.read_text()) == [
        (str(n), str(n * 12)) for n in range(1, 25)
    ]
