"""The journal: the one function through which records enter rooms.

`append_many` takes what arrived together and commits it together; each submission is judged alone, in order, against
the room as the submissions before it left it. Nothing here needs plaintext or a key: what may follow is decided by
`e2ee.rooms.check_entry`, the same rule every reader applies. Signatures are checked before the transaction, places in
the chain inside it, under the lock of the room's row. Browsers are told after the commit.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import reduce
from operator import or_

from django.db import IntegrityError, connection, transaction
from django.db.models import Max, Q

from accounts.models import Identity
from consult import live, membership
from consult.enums import RecordType
from consult.hub import Message, hub
from consult.membership import Membership
from consult.models import Member, Record, Room
from consult.refusals import refuse, refuse_invalid
from e2ee import records as protocol
from e2ee import registry
from e2ee.errors import Invalid
from e2ee.identity import Identities
from e2ee.rooms import Epoch, check_entry, read_epoch
from lib import clock, ids
from lib.denied import Denied

CLOCK_SKEW_MS = 24 * 3600 * 1000


@dataclass(eq=False, slots=True)
class Submission:
    """One record somebody wants to add to a room. `by` is whoever is logged in: it has `pk` and `uid`."""

    by: object
    room_id: bytes
    record: protocol.Record
    verified_for: bytes | None = None  # link of the EPOCH record whose members the signature was checked against

    @classmethod
    def from_json(cls, data: dict, *, by, room_id: bytes | None = None) -> "Submission":
        """From `{"h", "b", "s"}`. Without a `room_id` it is for the room its header names. Raises Denied."""
        try:
            record = protocol.from_json(data)
            return cls(by, room_id or record.head.room, record)
        except Invalid as error:
            raise refuse_invalid(error) from error

    @property
    def head(self) -> protocol.Header:
        return self.record.head

    @property
    def name(self) -> tuple[bytes, int, bytes]:
        """What makes a repeated submission the same: the room, the sender, the message id."""
        return self.room_id, self.by.pk, self.head.message_id


@dataclass(frozen=True, slots=True)
class Stored:
    """Where a record stands in its room. `is_new` is False when it already stood there."""

    seq: int
    link: bytes
    at: datetime
    is_new: bool = True


def append(submission: Submission) -> Stored:
    """Add one record to its room. Raises Denied with a code of `consult.refusals`."""
    (outcome,) = append_many([submission])
    if isinstance(outcome, Denied):
        raise outcome
    return outcome


def append_many(submissions: list[Submission]) -> list[Stored | Denied]:
    """Add records to their rooms in one transaction; the outcomes stand in the order of the submissions."""
    outcomes: dict[Submission, Stored | Denied] = {}
    for submission in submissions:
        try:
            examine(submission)
        except Denied as refusal:
            outcomes[submission] = refusal
    passed = [submission for submission in submissions if submission not in outcomes]
    if passed:
        outcomes |= _commit(passed)
    return [outcomes[submission] for submission in submissions]


# --- before the transaction: what the bytes alone can tell, and the signature -------------------------------------


def examine(submission: Submission) -> None:
    """Check everything that does not depend on the room's head. Raises Denied."""
    examine_bytes(submission)
    members = _remembered_members(submission)
    if submission.head.type != RecordType.EPOCH and submission.head.epoch == members.epoch.number:
        verify(submission, members)


def examine_bytes(submission: Submission) -> None:
    """Check what the bytes, the clock and the sender's session tell, without asking the database."""
    record = submission.record
    try:
        if record.body is None:
            raise refuse("bad_length")
        head = protocol.check_shape(record)
    except Invalid as error:
        raise refuse_invalid(error) from error
    if head.type not in registry.DURABLE:
        raise refuse("bad_header")
    if head.room != submission.room_id:
        raise refuse("wrong_room")
    if head.sender != submission.by.uid:
        raise refuse("wrong_sender")
    if abs(head.time_ms - clock.now_ms()) > CLOCK_SKEW_MS:
        raise refuse("clock_skew")


# what the last commit or look-up of this process saw; only a hint of what to verify against, never trusted
_hints: dict[bytes, Membership] = {}


def _remembered_members(submission: Submission) -> Membership:
    members = _hints.get(submission.room_id)
    if members is None or not members.has(submission.by) or members.epoch.number != submission.head.epoch:
        room = Room.objects.filter(public_id=submission.room_id).first()
        members = room and membership.of(room)
        if members is None or not members.has(submission.by):
            raise refuse("not_found")
        _remember(submission.room_id, members)
    return members


def _remember(room_id: bytes, members: Membership) -> None:
    if len(_hints) > membership.MOST_REMEMBERED:
        _hints.clear()
    _hints[room_id] = members


def verify(submission: Submission, members: Membership) -> Epoch | None:
    """Check membership, role and signature against these members; the new Epoch if the record is one."""
    head = submission.head
    seat = members.epoch.member(head.sender)
    try:
        if head.type == RecordType.EPOCH:
            return _verify_epoch(submission.record, members)
        if seat.gen != head.gen:
            raise refuse("wrong_sender")
        if seat.role == registry.ARCHIVE:
            raise refuse("read_only")
        check_entry(members.epoch, submission.record, members.identities)
    except Invalid as error:
        in_grant = head.type == RecordType.GRANT and error.code == "not_member"
        raise (refuse("bad_grant") if in_grant else refuse_invalid(error)) from error
    submission.verified_for = members.link
    return None


def _verify_epoch(record: protocol.Record, members: Membership) -> Epoch:
    """A change of members or keys, against everybody's registered identity as it stands now."""
    listed = read_epoch(record).members
    people = membership.people([member.uid for member in (*members.epoch.members, *listed)])
    for member in listed:
        person = people.get(member.uid)
        if person is None or person.head_fingerprint != member.ir_hash:
            raise Invalid("identity")
        if member.uid not in members.people and not person.is_counsellor:
            raise Invalid("client")  # nobody but counsellors is added to a room that exists
    return check_entry(members.epoch, record, known_identities(people.values()))


def known_identities(people: Iterable[membership.Person]) -> Identities:
    return Identities((row.ir, row.sig_self, row.sig_prev) for person in people for row in person.rows)


# --- inside the transaction ---------------------------------------------------------------------------------------


@dataclass(slots=True)
class Desk:
    """What one transaction has seen and decided so far."""

    rooms: dict[bytes, Room]
    head_gens: dict[int, int]
    earlier: dict[tuple, Stored]  # records that already have one of these names
    rows: list[Record] = field(default_factory=list)
    frames: list[Message] = field(default_factory=list)  # what browsers are told after the commit


def _commit(submissions: list[Submission], *, look_up_all: bool = False) -> dict[Submission, Stored | Denied]:
    try:
        with transaction.atomic():
            return _append_locked(submissions, look_up_all=look_up_all)
    except IntegrityError:
        # A name was used twice with another body and the right place: rare, so nobody pays for looking beforehand.
        if look_up_all:
            raise
        outcomes = {}
        for submission in submissions:
            outcomes |= _commit([submission], look_up_all=True)
        return outcomes


def _append_locked(submissions: list[Submission], *, look_up_all: bool) -> dict[Submission, Stored | Denied]:
    room_ids = {submission.room_id for submission in submissions}
    locked = Room.objects.select_for_update().filter(public_id__in=room_ids).order_by("pk")  # one order: no deadlock
    rooms = {room.public_id: room for room in locked}
    odd = [s for s in submissions if look_up_all or not _fits(s, rooms.get(s.room_id))]
    desk = Desk(rooms, _head_gens(submissions), _earlier(odd, rooms))
    outcomes = {}
    for submission in submissions:
        try:
            outcomes[submission] = _decide(submission, desk)
        except Denied as refusal:
            outcomes[submission] = refusal
    if desk.rows:
        _write(desk)
    return outcomes


def _fits(submission: Submission, room: Room | None) -> bool:
    head = submission.head
    return room is not None and head.seq == room.head_seq + 1 and head.prev == room.head_link


def _head_gens(submissions: list[Submission]) -> dict[int, int]:
    rows = Identity.objects.filter(user__in={s.by.pk for s in submissions}).values_list("user_id")
    return dict(rows.annotate(Max("gen")).order_by())


def _earlier(submissions: list[Submission], rooms: dict[bytes, Room]) -> dict[tuple, Stored]:
    wanted = [
        Q(room=room, sender=submission.by.pk, client_msg_id=submission.head.message_id)
        for submission in submissions
        if (room := rooms.get(submission.room_id))
    ]
    if not wanted:
        return {}
    names = {room.pk: room_id for room_id, room in rooms.items()}
    rows = Record.objects.filter(reduce(or_, wanted))
    rows = rows.values_list("room", "sender", "client_msg_id", "seq", "link", "received_at")
    return {(names[r], sender, mid): Stored(seq, link, at, is_new=False) for r, sender, mid, seq, link, at in rows}


def _decide(submission: Submission, desk: Desk) -> Stored:
    room, head, record = desk.rooms.get(submission.room_id), submission.head, submission.record
    members = room and membership.of(room)
    if members is None or not members.has(submission.by):
        raise refuse("not_found")
    before = desk.earlier.get(submission.name)
    if before is not None:
        if before.link != record.link:
            raise refuse("conflict")
        return before
    is_epoch = head.type == RecordType.EPOCH
    if not is_epoch and head.epoch != room.epoch:
        raise refuse("epoch_stale", epoch=room.epoch, **_head_of(room))
    if not _fits(submission, room):
        raise refuse("head", **_head_of(room))
    epoch = None
    if submission.verified_for != members.link:
        epoch = verify(submission, members)
    if desk.head_gens.get(submission.by.pk) != head.gen:
        raise refuse("old_identity")
    return _accept(submission, desk, members, epoch)


def _head_of(room: Room) -> dict:
    return {"head": {"seq": room.head_seq, "link": ids.to_text(room.head_link)}}


def _accept(submission: Submission, desk: Desk, members: Membership, epoch: Epoch | None) -> Stored:
    room, record, at = desk.rooms[submission.room_id], submission.record, clock.now()
    row = as_row(room, submission, at)
    desk.rows.append(row)
    stored = Stored(row.seq, row.link, at)
    desk.earlier[submission.name] = replace(stored, is_new=False)
    room.head_seq, room.head_link, room.last_at = row.seq, row.link, at
    uids = members.uids
    if epoch is not None:
        room.epoch, room.epoch_seq, room.epoch_link = epoch.number, row.seq, row.link
        after = membership.remember(row.link, epoch)
        mirror(room, after)
        uids = after.uids
        if uids != members.uids:
            desk.frames.append((list({*uids, *members.uids}), live.ROOMS))
    desk.frames.append((uids, live.record_frame(room.public_id, row.seq, at, record)))
    return stored


def as_row(room: Room, submission: Submission, at: datetime) -> Record:
    record, head = submission.record, submission.head
    return Record(
        room=room,
        seq=head.seq,
        type=head.type,
        sender_id=submission.by.pk,
        client_msg_id=head.message_id,
        link=record.link,
        header=record.header,
        body=record.body,
        sig=record.sig,
        received_at=at,
    )


def mirror(room: Room, members: Membership) -> None:
    """Write the members of the signed record as rows, so that people find their rooms."""
    Member.objects.filter(room=room).exclude(user__in=[person.user_id for person in members.people.values()]).delete()
    Member.objects.bulk_create(
        [
            Member(
                room=room,
                user_id=members.people[listed.uid].user_id,
                gen=listed.gen,
                role=listed.role,
                ir_hash=listed.ir_hash,
            )
            for listed in members.epoch.members
        ],
        update_conflicts=True,
        unique_fields=["room", "user"],
        update_fields=["gen", "role", "ir_hash"],
    )


def _write(desk: Desk) -> None:
    """One statement for all records, one for all heads; then tell, once it is committed.

    Written as SQL, because Django's own bulk_update of 64 rooms takes a third of a second.
    """
    rooms = {row.room_id: row.room for row in desk.rows}.values()
    instant = connection.ops.adapt_datetimefield_value
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO consult_record (room_id, seq, type, sender_id, client_msg_id, link, header, body, sig, received_at)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [
                (
                    r.room_id,
                    r.seq,
                    r.type,
                    r.sender_id,
                    r.client_msg_id,
                    r.link,
                    r.header,
                    r.body,
                    r.sig,
                    instant(r.received_at),
                )
                for r in desk.rows
            ],
        )
        cursor.executemany(
            "UPDATE consult_room SET head_seq = %s, head_link = %s, last_at = %s, epoch = %s, epoch_seq = %s,"
            " epoch_link = %s WHERE id = %s",
            [(r.head_seq, r.head_link, instant(r.last_at), r.epoch, r.epoch_seq, r.epoch_link, r.pk) for r in rooms],
        )
    frames = desk.frames
    transaction.on_commit(lambda: hub.publish(frames))
