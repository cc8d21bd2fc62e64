"""Which rooms may this person see? The only door to them: a foreign room looks like a missing one."""

import time
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.http import Http404

from accounts.models import Identity
from consult import membership
from consult.models import Engagement, ReadMarker, Room
from e2ee.rooms import Member

REMEMBER_SECONDS = 4.0  # how long somebody who was removed may still be told that others type
MOST_REMEMBERED = 10_000


@dataclass(frozen=True)
class Conversation:
    """An engagement as one of the two sees it."""

    engagement: Engagement
    peer: object
    peer_has_keys: bool
    room: Room | None
    read: int
    peer_read: int


def conversations_of(user) -> list[Conversation]:
    """Everybody this person has to do with, the latest first; the query count does not depend on how many."""
    has_keys = lambda side: Exists(Identity.objects.filter(user=OuterRef(side)))
    engagements = list(
        Engagement.objects.filter(Q(counsellor=user) | Q(client=user))
        .select_related("counsellor", "client", "room")
        .annotate(counsellor_has_keys=has_keys("counsellor"), client_has_keys=has_keys("client"))
    )
    rooms = [engagement.room for engagement in engagements if engagement.room]
    members = membership.of_all(rooms)
    markers = {(m.room_id, m.user_id): m.seq for m in ReadMarker.objects.filter(room__in=rooms)}
    found = []
    for engagement in engagements:
        peer = engagement.other(user)
        room = engagement.room if engagement.room and members[engagement.room_id].has(user) else None
        found.append(
            Conversation(
                engagement,
                peer,
                engagement.client_has_keys if peer.pk == engagement.client_id else engagement.counsellor_has_keys,
                room,
                markers.get((room.pk, user.pk), 0) if room else 0,
                markers.get((room.pk, peer.pk), 0) if room else 0,
            )
        )
    return sorted(found, key=lambda c: c.room.last_at if c.room else c.engagement.began_at, reverse=True)


def get(room_id: bytes, user) -> tuple[Room, membership.Membership]:
    """The room and its members, if `user` is one of them by the room's own signed record. Raises Http404."""
    room = Room.objects.filter(public_id=room_id, members__user=user).first()
    if room is None:
        raise Http404
    members = membership.of(room)
    if not members.has(user):
        raise Http404
    return room, members


def read_by(room: Room, members: membership.Membership) -> list[tuple[Member, int]]:
    """The members as the signed record lists them, each with the last record it has read."""
    markers = dict(ReadMarker.objects.filter(room=room).values_list("user", "seq"))
    return [(listed, markers.get(members.people[listed.uid].user_id, 0)) for listed in members.epoch.members]


_uids: dict[tuple[bytes, int], tuple[float, list[bytes]]] = {}


def uids_of(room_id: bytes, user) -> list[bytes]:
    """The members of a room of this person, at most a few seconds old; empty for a foreign or missing room."""
    key, now = (room_id, user.pk), time.monotonic()
    found = _uids.get(key)
    if found is None or now - found[0] > REMEMBER_SECONDS:
        try:
            uids = get(room_id, user)[1].uids
        except Http404:
            uids = []
        if len(_uids) > MOST_REMEMBERED:
            _uids.clear()
        _uids[key] = found = now, uids
    return found[1]


def engaged(viewer, person) -> bool:
    """Whether the two have to do with each other; accounts asks before it shows a person's name and public keys."""
    return Engagement.objects.filter(Q(counsellor=viewer, client=person) | Q(counsellor=person, client=viewer)).exists()
