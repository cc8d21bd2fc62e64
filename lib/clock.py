"""The one source of time. Everything that asks "now?" asks here, so that tests can move the clock."""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

_frozen: datetime | None = None


def now() -> datetime:
    """The present instant, in UTC, with microseconds."""
    return _frozen or datetime.now(UTC)


def now_ms() -> int:
    """The present instant as milliseconds since 1970, as the protocol counts them."""
    return int(now().timestamp() * 1000)


@contextmanager
def frozen(at: datetime):
    """Stand still at `at` (an aware datetime). Yields a function that moves the clock on by a timedelta."""
    global _frozen
    before, _frozen = _frozen, at.astimezone(UTC)

    def move(by: timedelta) -> datetime:
        global _frozen
        _frozen = _frozen + by
        return _frozen

    try:
        yield move
    finally:
        _frozen = before
