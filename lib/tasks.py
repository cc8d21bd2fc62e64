"""Work for the worker process, given out when the present transaction commits."""

from functools import partial

from django.db import transaction
from django_q.tasks import async_task


def later(path: str, *args) -> None:
    """Run the function at dotted `path` after the commit, at least once: it must bear being run twice."""
    transaction.on_commit(partial(async_task, path, *args))
