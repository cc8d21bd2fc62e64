"""How much one person may send. Counted in each process's memory: a record is too small a thing to count in a table."""

import time

from django.conf import settings

from consult.refusals import refuse

MOST_REMEMBERED = 50_000
_allowances: dict[int, tuple[float, float]] = {}


def spend(user_id: int) -> None:
    """One record of this person; raises Denied("slow_down") when they come faster than the settings allow."""
    burst = settings.RECORDS_AT_ONCE
    now = time.monotonic()
    left, since = _allowances.get(user_id, (float(burst), now))
    left = min(burst, left + (now - since) * settings.RECORDS_PER_SECOND)
    if left < 1:
        raise refuse("slow_down", wait=1)
    if len(_allowances) > MOST_REMEMBERED:
        _allowances.clear()
    _allowances[user_id] = left - 1, now
