"""Who wrote when: how long clients wait for an answer. Times and senders stand in clear beside each record; nothing of
what was written is needed, or can be read."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q, Window
from django.db.models.functions import Lag

from consult.enums import RecordType
from consult.models import Record


@dataclass(frozen=True)
class Turn:
    """A client wrote, once or several times in a row, and the counsellor after that. None: not yet."""

    client_pk: int
    asked_at: datetime  # the first of these messages
    answered_at: datetime | None


def of_counsellor(counsellor, since: datetime, until: datetime) -> list[Turn]:
    """All turns whose messages came in [since, until), in the conversations of two people."""
    client = F("room__engagement__client")
    begins = (
        Record.objects.filter(
            Q(sender=counsellor) | Q(sender=client),
            room__engagement__counsellor=counsellor,
            type=RecordType.MESSAGE,
            received_at__gte=since,
            received_at__lt=until,
        )
        .annotate(client_pk=client, before=Window(Lag("sender_id"), partition_by="room_id", order_by="seq"))
        .filter(Q(before=None) | ~Q(before=F("sender_id")))
        .order_by("room_id", "seq")
        .values_list("room_id", "client_pk", "sender_id", "received_at")
    )
    rows = list(begins)
    turns = []
    for number, (room, client_pk, sender, at) in enumerate(rows):
        if sender != client_pk:
            continue
        follows = rows[number + 1] if number + 1 < len(rows) and rows[number + 1][0] == room else None
        turns.append(Turn(client_pk, at, follows[3] if follows else None))
    return turns
