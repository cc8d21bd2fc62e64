"""Pages of a room's log, as JSON text: bytes go from the database to the answer without further objects."""

from consult.live import instant
from consult.models import Record, Room
from e2ee.primitives import b64u

MOST_RECORDS = 500
MOST_BYTES = 1024 * 1024  # of bodies in one page; one record always fits
COLUMNS = ["seq", "header", "body", "sig", "received_at"]


def page(room: Room, *, after: int | None = None, before: int | None = None, limit: int = 100) -> list[dict]:
    """Records in ascending order: the first ones after `after`, or else the last ones before `before` (or of all)."""
    limit = max(1, min(limit, MOST_RECORDS))
    rows = Record.objects.filter(room=room)
    if after is not None:
        rows = rows.filter(seq__gt=after).order_by("seq")
        if before is not None:
            rows = rows.filter(seq__lt=before)
    else:
        rows = rows.order_by("-seq")
        if before is not None:
            rows = rows.filter(seq__lt=before)
    records, size = [], 0
    for seq, header, body, sig, at in rows.values_list(*COLUMNS)[:limit].iterator(chunk_size=limit):
        size += len(body)
        if records and size > MOST_BYTES:
            break
        records.append({"h": b64u(header), "b": b64u(body), "s": b64u(sig), "seq": seq, "at": instant(at)})
    return records if after is not None else records[::-1]


def who_wrote(counsellor, client, *, since, until) -> set[int]:
    """Which of the two left a record in their conversation within [since, until)."""
    return set(
        Record.objects.filter(
            room__engagement__counsellor=counsellor,
            room__engagement__client=client,
            received_at__gte=since,
            received_at__lt=until,
        ).values_list("sender_id", flat=True)
    )
