from datetime import UTC, datetime, timedelta

from lib import clock


def test_a_frozen_clock_stands_still_until_it_is_moved():
    at = datetime(2026, 11, 22, 9, tzinfo=UTC)
    with clock.frozen(at) as move:
        assert clock.now() == at == clock.now()
        move(timedelta(minutes=10))
        assert clock.now() == at + timedelta(minutes=10)
        assert clock.now_ms() == int(at.timestamp() * 1000) + 600_000
    assert clock.now() > datetime(2026, 1, 1, tzinfo=UTC)
    assert clock.now() != at
