"""Busy times out of calendar files of every kind, and nothing else out of them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from booking import ics_reader
from booking.ics_reader import Unreadable

SINCE = datetime(2027, 3, 1, tzinfo=UTC)
WHOLE = "DTSTART:20270302T100000Z\nDTEND:20270302T110000Z"
TEN = (datetime(2027, 3, 2, 10, tzinfo=UTC), datetime(2027, 3, 2, 11, tzinfo=UTC))


def ics(*events: str) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//EN"]
    for number, event in enumerate(events):
        uid = "" if "UID:" in event else f"UID:{number}@elsewhere.example\n"
        lines += ["BEGIN:VEVENT", *(uid + event).split("\n"), "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def busy(*events: str, data: bytes | None = None):
    return ics_reader.busy(
        ics(*events) if data is None else data,
        since=SINCE,
        until=SINCE + timedelta(days=60),
        zone=ZoneInfo("Europe/Vienna"),
        host="practice.example",
    )


def test_an_event_is_busy():
    assert busy(WHOLE) == [TEN]
    assert busy("DTSTART:20270302T100000Z\nDURATION:PT1H\nTRANSP:OPAQUE\nSTATUS:TENTATIVE") == [TEN]


@pytest.mark.parametrize("mark", ["TRANSP:TRANSPARENT", "STATUS:CANCELLED", "transp:transparent"])
def test_what_is_free_or_cancelled_is_not(mark):
    assert busy(f"{WHOLE}\n{mark}", "DTSTART:20270305T100000Z\nDURATION:PT1H") == [
        (TEN[0] + timedelta(days=3), TEN[1] + timedelta(days=3))
    ]


def test_our_own_entries_do_not_come_back():
    """The counsellor's calendar has subscribed to us: what it holds of us is counted here already."""
    assert busy(f"UID:abc@practice.example\n{WHOLE}") == []
    assert busy(f"UID:abc@xpractice.example\n{WHOLE}") == [TEN]


def test_whole_days_are_those_of_the_counsellors_zone():
    day = (datetime(2027, 3, 1, 23, tzinfo=UTC), datetime(2027, 3, 2, 23, tzinfo=UTC))
    assert busy("DTSTART;VALUE=DATE:20270302") == [day]
    assert busy("DTSTART;VALUE=DATE:20270302\nDTEND;VALUE=DATE:20270303") == [day]
    across_the_change = (datetime(2027, 3, 27, 23, tzinfo=UTC), datetime(2027, 3, 28, 22, tzinfo=UTC))
    assert busy("DTSTART;VALUE=DATE:20270328") == [across_the_change]


@pytest.mark.parametrize("zone", ["", ";TZID=Nowhere/Special", ";TZID=Europe/Vienna", ";TZID=W. Europe Standard Time"])
def test_clock_times_without_a_known_zone_are_the_counsellors(zone):
    assert busy(f"DTSTART{zone}:20270302T110000\nDTEND{zone}:20270302T120000") == [TEN]


def test_a_zone_that_is_known_counts():
    assert busy("DTSTART;TZID=America/New_York:20270302T050000\nDURATION:PT1H") == [TEN]


def test_a_series_keeps_its_clock_time_its_exceptions_and_what_was_moved():
    series = "UID:s\nDTSTART;TZID=Europe/Vienna:20270302T110000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=6"
    found = busy(
        f"{series}\nEXDATE;TZID=Europe/Vienna:20270309T110000",
        "UID:s\nRECURRENCE-ID;TZID=Europe/Vienna:20270316T110000\nDTSTART:20270317T080000Z\nDURATION:PT1H",
        "UID:s\nRECURRENCE-ID;TZID=Europe/Vienna:20270323T110000\nDTSTART:20270323T100000Z\nSTATUS:CANCELLED",
    )
    assert [f"{start:%m-%d %H}" for start, _ in found] == ["03-02 10", "03-17 08", "03-30 09", "04-06 09"]


def test_only_the_span_we_ask_for_and_nothing_twice():
    long = "DTSTART:20200101T000000Z\nDTEND:20400101T000000Z"
    assert busy(long, WHOLE) == [(SINCE, SINCE + timedelta(days=60))]
    assert busy(WHOLE, "DTSTART:20270302T103000Z\nDURATION:PT2H") == [(TEN[0], TEN[1] + timedelta(hours=1, minutes=30))]
    assert busy("DTSTART:99991231T230000Z\nDTEND:99991231T235959Z", "DTSTART;VALUE=DATE:00010101") == []


@pytest.mark.parametrize(
    "odd",
    [
        "SUMMARY:nothing else", "DTSTART:2027-03-02", "DTSTART:", "DTSTART:20270302T100000Z", "DTSTART:20270231",
        "DTSTART:20270302T100000Z\nDTEND:20270302T100000Z", "DTSTART;VALUE=PERIOD:20270302T100000Z/PT1H",
    ],
)  # fmt: skip
def test_one_odd_entry_spoils_no_other(odd):
    assert busy(odd, WHOLE) == [TEN]


def test_an_odd_rule_repeats_nothing():
    assert busy(f"{WHOLE}\nRRULE:FREQ=BANANA") == [TEN]
    assert busy(f"{WHOLE}\nRRULE:INTERVAL=2") == [TEN]


@pytest.mark.parametrize(
    "data",
    [b"", b"<html></html>", b"\x00\xff" * 99, b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", b"BEGIN:VEVENT\r\nEND:VEVENT"],
)
def test_what_is_no_calendar_is_said_so(data):
    with pytest.raises(Unreadable, match="not_calendar"):
        busy(data=data)


def test_several_calendars_in_one_file_and_a_mark_in_front():
    assert busy(data=b"\xef\xbb\xbf" + ics(WHOLE) + ics("DTSTART:20270302T110000Z\nDURATION:PT1H")) == [
        (TEN[0], TEN[1] + timedelta(hours=1))
    ]


@pytest.mark.parametrize("every", ["SECONDLY", "MINUTELY", "secondly"])
def test_a_rule_of_millions_is_not_worked_out(every):
    with pytest.raises(Unreadable, match="too_much"):
        busy(f"{WHOLE}\nRRULE:FREQ={every}")


def test_more_entries_than_we_read_are_not_read(monkeypatch):
    monkeypatch.setattr(ics_reader, "MOST_EVENTS", 2)
    with pytest.raises(Unreadable, match="too_much"):
        busy(WHOLE, WHOLE, WHOLE)


def test_more_spans_than_we_keep_are_not_kept(monkeypatch):
    monkeypatch.setattr(ics_reader, "MOST_SPANS", 2)
    with pytest.raises(Unreadable, match="too_much"):
        busy(f"{WHOLE}\nRRULE:FREQ=DAILY;COUNT=3")
