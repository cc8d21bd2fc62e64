"""Group commit: records that arrive while others are being committed are committed together, by one thread."""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from weakref import WeakKeyDictionary

from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import DatabaseError, connection

from consult import journal
from consult.journal import Stored, Submission
from consult.refusals import refuse
from lib.denied import Denied

log = logging.getLogger(__name__)
MOST_AT_ONCE = 256
MOST_WAITING = 4096
_thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="journal")


class Batcher:
    """What one event loop has to hand to the journal."""

    def __init__(self):
        self.waiting: list[tuple[Submission, asyncio.Future]] = []
        self.task: asyncio.Task | None = None

    async def append(self, submission: Submission) -> Stored:
        if len(self.waiting) >= MOST_WAITING:
            raise refuse("busy")
        future = asyncio.get_running_loop().create_future()
        self.waiting.append((submission, future))
        if self.task is None or self.task.done():
            self.task = asyncio.create_task(self._work())
        return await future

    async def _work(self) -> None:
        loop = asyncio.get_running_loop()
        while self.waiting:
            batch, self.waiting = self.waiting[:MOST_AT_ONCE], self.waiting[MOST_AT_ONCE:]
            outcomes = await loop.run_in_executor(_thread, _append, [submission for submission, _ in batch])
            for (_, future), outcome in zip(batch, outcomes, strict=True):
                if future.done():  # whoever waited has gone
                    continue
                if isinstance(outcome, Exception):
                    future.set_exception(outcome)
                else:
                    future.set_result(outcome)


def _append(submissions: list[Submission]) -> list[Stored | Denied]:
    try:
        return journal.append_many(submissions)
    except DatabaseError as error:
        log.error("a batch of records was not stored: %s", type(error).__name__)
        connection.close()  # the next batch opens a fresh one
        return [refuse("busy") for _ in submissions]
    except Exception:
        log.exception("a batch of records was not stored")
        connection.close()
        return [refuse("busy") for _ in submissions]


_batchers: WeakKeyDictionary[asyncio.AbstractEventLoop, Batcher] = WeakKeyDictionary()


async def append(submission: Submission) -> Stored:
    """`journal.append`, answered after the commit that this record shares with others. Raises Denied."""
    if not settings.GROUP_COMMIT:
        return await sync_to_async(journal.append)(submission)
    loop = asyncio.get_running_loop()
    if loop not in _batchers:
        _batchers[loop] = Batcher()
    return await _batchers[loop].append(submission)


def close_connection() -> None:
    """Close the journal thread's database connection; the next record opens a new one."""
    _thread.submit(lambda: connection.close()).result()  # the thread's own, not the caller's
