from django.db import transaction

from consult import live
from consult.membership import Membership
from consult.models import ReadMarker, Room
from lib import clock


def mark(room: Room, members: Membership, *, seq: int, by) -> int:
    """Note that `by` has read up to `seq` (never back, never past the end) and tell the others. Returns where it is."""
    seq = min(seq, room.head_seq)
    with transaction.atomic():
        marker, _ = ReadMarker.objects.select_for_update().get_or_create(room=room, user=by)
        if seq > marker.seq:
            marker.seq, marker.at = seq, clock.now()
            marker.save(update_fields=["seq", "at"])
            transaction.on_commit(lambda: live.read(members.uids, room.public_id, by.uid, seq))
    return marker.seq
