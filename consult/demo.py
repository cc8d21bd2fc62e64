"""A conversation of the demo practice, sealed and signed as two browsers would. Only where DEBUG is on."""

import json
from datetime import timedelta

from accounts import demo as people
from accounts.queries import identities
from consult import journal
from consult.actions import engagements, reading, rooms
from consult.queries import rooms as queries
from e2ee import registry
from e2ee import rooms as protocol
from e2ee.identity import Identities, parse_identity
from e2ee.log import LogVerifier
from e2ee.primitives import random_bytes
from e2ee.records import Record, make_record, seal_message
from lib import clock

LINES = [
    ("client", "Hello. I read in your profile that you know the fear of losing a job from the inside. That is why I write to you."),
    ("counsellor", "Hello, and thank you for writing. Take the time you need: nobody but the two of us can read here. What is on your mind?"),
    ("client", "For some weeks I wake up at four and cannot get back to sleep. I keep thinking through the same conversation with my boss."),
    ("counsellor", "Four o'clock is a lonely hour. What do you do then: stay in bed, get up, write it down?"),
    ("client", "Mostly I stay in bed and look at my phone. I would like to talk about it. Would a first short talk be possible?"),
    ("counsellor", "Gladly. Choose any time from my calendar that suits you; the first talk is free. Until then you can write here whenever you like."),
]  # fmt: skip


def converse(counsellor, client, *, room_password: str, days_ago: int = 2) -> None:
    """Let the two write LINES some days ago, unless they have a room already."""
    if engagements.begin(counsellor=counsellor, client=client, by=client).room_id:
        return
    start = clock.now() - timedelta(days=days_ago)
    with clock.frozen(start) as move:
        writers = {user.uid: people.keys_of(user, room_password) for user in (counsellor, client)}
        log, key = _open(counsellor, client, writers)
        for who, text in LINES:
            move(timedelta(minutes=11))
            sender = counsellor if who == "counsellor" else client
            log.me = sender.uid
            header = log.next_header(registry.MESSAGE, time_ms=clock.now_ms(), gen=1)
            plaintext = json.dumps({"t": "text", "b": text}, ensure_ascii=False).encode()
            _store(log, seal_message(key, plaintext, header, writers[sender.uid].sign_sk), sender)
        for user in (counsellor, client):
            reading.mark(*queries.get(log.room, user), seq=log.head_seq, by=user)


def _open(counsellor, client, writers) -> tuple[LogVerifier, bytes]:
    """A new room of the two, opened by the client, and its key."""
    records = {user.uid: identities.head(user) for user in (counsellor, client)}
    known = Identities((row.ir, row.sig_self, row.sig_prev) for row in records.values())
    roles = [(counsellor, registry.OWNER), (client, registry.CLIENT)]
    listed = [(parse_identity(records[user.uid].ir), role) for user, role in roles]
    room = random_bytes(registry.ID)
    about = {"number": 1, "sender": client.uid, "kind": registry.ONE_TO_ONE, "reason": registry.GENESIS}
    epoch, key = protocol.new_epoch(listed, room=room, **about)
    own = {parse_identity(records[client.uid].ir).fp: writers[client.uid]}
    log = LogVerifier(room, me=client.uid, own=own, identities=known)
    first = make_record(
        log.next_header(registry.EPOCH, time_ms=clock.now_ms(), gen=1), epoch.pack(), writers[client.uid].sign_sk
    )
    rooms.open_room(journal.Submission(client, room, first), peer=counsellor, by=client)
    log.feed(first)
    return log, key


def _store(log: LogVerifier, record: Record, sender) -> None:
    journal.append(journal.Submission(sender, log.room, record))
    log.feed(record)
