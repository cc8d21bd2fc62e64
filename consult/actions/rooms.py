from django.db import IntegrityError, transaction

from consult import contacts, journal, live, membership
from consult.actions import engagements
from consult.enums import MemberRole, RecordType, RoomKind
from consult.hub import hub
from consult.journal import Stored, Submission
from consult.models import Engagement, Record, Room
from consult.refusals import refuse, refuse_invalid
from e2ee.errors import Invalid
from e2ee.primitives import ZERO32
from e2ee.rooms import Epoch, check_entry, read_epoch
from lib import clock, ids


def open_room(submission: Submission, *, peer, by) -> tuple[Room, Stored]:
    """Open the one room of `by` and `peer` with its first record, an EPOCH that lists exactly the two.

    The same bytes again are answered with the first result; a second room is refused with the first one's id.
    """
    client, counsellor = (by, peer) if by.is_client else (peer, by)
    if not contacts.allowed(client, counsellor):
        raise refuse("not_contacts")
    epoch = _check_first(submission, client=client, counsellor=counsellor, by=by)
    try:
        with transaction.atomic():
            engagement = engagements.begin(counsellor=counsellor, client=client, by=by)
            engagement = Engagement.objects.select_for_update(of=["self"]).get(pk=engagement.pk)
            if engagement.room_id:
                return engagement.room, _again(submission, engagement.room)
            return _write(submission, epoch, engagement)
    except IntegrityError as error:  # another room has this id
        raise refuse("conflict") from error


def _check_first(submission: Submission, *, client, counsellor, by) -> Epoch:
    """Everything about a room's first record, the signature included; who may talk with whom was asked before."""
    journal.examine_bytes(submission)
    head, record = submission.head, submission.record
    if (head.type, head.seq, head.prev, head.epoch) != (RecordType.EPOCH, 1, ZERO32, 1):
        raise refuse("bad_header")
    people = membership.people([client.uid, counsellor.uid])
    for user in (by, client, counsellor):
        if not people[user.uid].rows:
            raise refuse("bad_epoch", rule="identity") if user == by else refuse("peer_without_keys")
    try:
        epoch = read_epoch(record)
        listed = {(m.uid, m.role, m.ir_hash) for m in epoch.members}
        wanted = {(counsellor, MemberRole.OWNER), (client, MemberRole.CLIENT)}
        if listed != {(user.uid, role, people[user.uid].head_fingerprint) for user, role in wanted}:
            raise Invalid("identity")
        if epoch.kind != RoomKind.ONE_TO_ONE:
            raise Invalid("kind")
        return check_entry(None, record, journal.known_identities(people.values()))
    except Invalid as error:
        raise refuse_invalid(error) from error


def _again(submission: Submission, room: Room) -> Stored:
    first = Record.objects.get(room=room, seq=1)
    if first.link != submission.record.link:
        raise refuse("room_exists", room=ids.to_text(room.public_id))
    return Stored(first.seq, first.link, first.received_at, is_new=False)


def _write(submission: Submission, epoch: Epoch, engagement: Engagement) -> tuple[Room, Stored]:
    record, at = submission.record, clock.now()
    room = Room.objects.create(
        public_id=submission.room_id,
        kind=epoch.kind,
        head_seq=1,
        head_link=record.link,
        epoch=1,
        epoch_seq=1,
        epoch_link=record.link,
        opened_at=at,
        last_at=at,
    )
    journal.as_row(room, submission, at).save(force_insert=True)
    members = membership.remember(record.link, epoch)
    journal.mirror(room, members)
    engagement.room = room
    engagement.save(update_fields=["room"])
    frames = [(members.uids, live.ROOMS)]
    transaction.on_commit(lambda: hub.publish(frames))
    return room, Stored(1, record.link, at)
