"""Who is in a room, read from the signed EPOCH record itself. Rows in `Member` find rooms; they admit nobody.

A membership is named by the link of its record, which is a hash of all of it: what is remembered here can never be
another room's, another epoch's or a rolled-back one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import F

from accounts.models import Identity, User
from consult.enums import RecordType
from consult.models import Record, Room
from e2ee.identity import Identities, fingerprint
from e2ee.records import Header
from e2ee.rooms import Epoch

MOST_REMEMBERED = 20_000


@dataclass(frozen=True)
class Person:
    """Somebody who can be listed in a room: their account, and all their identity records, oldest first."""

    user_id: int
    is_counsellor: bool
    rows: list[Identity]

    @cached_property
    def by_fingerprint(self) -> dict[bytes, Identity]:
        return {fingerprint(row.ir): row for row in self.rows}

    @property
    def head_fingerprint(self) -> bytes | None:
        return next(reversed(self.by_fingerprint), None)


@dataclass(frozen=True)
class Membership:
    link: bytes  # of the EPOCH record
    epoch: Epoch
    people: dict[bytes, Person]  # by uid

    @property
    def uids(self) -> list[bytes]:
        return list(self.people)

    def has(self, user) -> bool:
        person = self.people.get(user.uid)
        return person is not None and person.user_id == user.pk

    @cached_property
    def identities(self) -> Identities:
        """The records whose fingerprints stand in the epoch: the only keys that count here."""
        return Identities(
            (row.ir, row.sig_self, row.sig_prev)
            for member in self.epoch.members
            if (row := self.people[member.uid].by_fingerprint.get(member.ir_hash))
        )


_remembered: dict[bytes, Membership] = {}


def of(room: Room) -> Membership:
    """The room's present members, as its last EPOCH record lists them."""
    return _remembered.get(room.epoch_link) or of_all([room])[room.pk]


def of_all(rooms: Iterable[Room]) -> dict[int, Membership]:
    """The memberships of many rooms, by the rooms' primary keys, in three queries at most."""
    rooms = list(rooms)
    unknown = [room for room in rooms if room.epoch_link not in _remembered]
    fresh = _load(unknown) if unknown else {}
    found = {room.pk: fresh.get(room.epoch_link) or _remembered[room.epoch_link] for room in rooms}
    _keep(fresh)
    return found


def remember(link: bytes, epoch: Epoch) -> Membership:
    """The membership of an EPOCH record that was just checked."""
    members = _assemble({link: epoch})[link]
    _keep({link: members})
    return members


def _keep(fresh: dict[bytes, Membership]) -> None:
    if len(_remembered) + len(fresh) > MOST_REMEMBERED:
        _remembered.clear()
    _remembered.update(fresh)


def _load(rooms: list[Room]) -> dict[bytes, Membership]:
    rows = Record.objects.filter(room__in=rooms, type=RecordType.EPOCH, seq=F("room__epoch_seq"))
    epochs = {}
    for row in rows.only("link", "header", "body"):
        head = Header.unpack(row.header)
        epochs[row.link] = Epoch.unpack(row.body, number=head.epoch, room=head.room, signer=head.sender)
    return _assemble(epochs)


def _assemble(epochs: dict[bytes, Epoch]) -> dict[bytes, Membership]:
    known = people(member.uid for epoch in epochs.values() for member in epoch.members)
    return {
        link: Membership(link, epoch, {member.uid: known[member.uid] for member in epoch.members})
        for link, epoch in epochs.items()
    }


def people(uids: Iterable[bytes]) -> dict[bytes, Person]:
    """The people behind these public ids, with their identity records as they stand now."""
    users = {user.pk: user for user in User.objects.filter(uid__in=set(uids)).only("uid", "role")}
    rows: dict[int, list[Identity]] = {user_id: [] for user_id in users}
    for row in Identity.objects.filter(user__in=users).order_by("user", "gen"):
        rows[row.user_id].append(row)
    return {user.uid: Person(user.pk, user.is_counsellor, rows[user.pk]) for user in users.values()}
