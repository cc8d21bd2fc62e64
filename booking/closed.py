"""Spans in which a counsellor is closed for other reasons than hours and appointments.

Whoever knows such a reason (an absence, a public holiday, a busy time of another calendar) registers a callable
`(counsellor, since, until) -> iterable of (start, end)` in its `apps.py::ready()`.
"""

closed_spans: list = []


def of(counsellor, since, until) -> list:
    return [span for ask in closed_spans for span in ask(counsellor, since, until)]
