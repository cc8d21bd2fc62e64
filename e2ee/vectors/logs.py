"""Logs, honest and tampered, and what a reader must make of each. The list is read by both languages.

Each entry: name, records, who reads with what, and either what the reader ends up with or the code of the refusal and
how many records were accepted before it.
"""

from dataclasses import replace

from e2ee import log, records, rooms
from e2ee import registry as r
from e2ee.errors import Invalid
from e2ee.identity import Identities
from e2ee.primitives import KDF, ZERO64, H, seal_aead, sign
from e2ee.vectors import literals
from e2ee.vectors.world import (
    ARCHIVE,
    CLIENT,
    CLIENT_2,
    CLIENT_RESET,
    COLLEAGUE,
    COLLEAGUE_RESET,
    COUNSELLOR,
    COUNSELLOR_2,
    COUNSELLOR_3,
    COUNSELLOR_FORGED,
    COUNSELLOR_RESET,
    FALSE_COUNSELLOR,
    PEOPLE,
    STRANGER,
    Person,
    Room,
)

BOTH = [(COUNSELLOR, r.OWNER), (CLIENT, r.CLIENT)]
TEAM_OF_TWO = [(COUNSELLOR, r.OWNER), (COLLEAGUE, r.PROFESSIONAL)]
OTHER_ROOM = b"\x0e" * 16


def base() -> Room:
    """The room of the published values: genesis, three messages, a new key, two messages."""
    room = Room()
    room.number, room.keys = 1, {1: literals.ROOM_KEY}
    room.add(literals.EPOCH_1)
    room.add(_spoken(CLIENT, 2, 0x72, 0x33, '{"t":"text","b":"Grüß Gott"}', room.log[0].link))
    room.add(_spoken(COUNSELLOR, 3, 0x73, 0x34, '{"t":"text","b":"Willkommen"}', room.log[1].link))
    room.clock = 5000
    room.message(CLIENT, '{"t":"text","b":"I slept badly."}')
    room.epoch(CLIENT, BOTH, r.MANUAL)
    room.message(COUNSELLOR, '{"t":"text","b":"Tell me about it."}')
    return room.message(CLIENT, '{"t":"text","b":"It began in May."}')


def _spoken(who: Person, seq: int, message_id: int, nonce: int, text: str, prev: bytes) -> records.Record:
    header = records.Header(
        **{"type": r.MESSAGE, "room": literals.ROOM, "epoch": 1, "sender": who.uid, "gen": 1, "seq": seq, "prev": prev},
        **{"message_id": bytes([message_id]) * 16, "nonce": bytes([nonce]) * 24},
        time_ms=1_700_000_001_000 + seq * 1000,
    )
    return records.seal_message(literals.ROOM_KEY, text.encode(), header, who.keys.sign_sk)


def entry(name: str, sequence, me=CLIENT, *, own=None, pins=None, checkpoint=None, known=None, number="V20") -> dict:
    """What Python makes of it becomes the expectation; `fails` and `reads` below say what we expect ourselves."""
    own = own if own is not None else {me.fp: me.ak}
    known = known or PEOPLE
    reader = log.LogVerifier(
        sequence[0].head.room,
        me=me.uid,
        own={fp: ak and Person("", ak, b"", b"").keys for fp, ak in own.items()},
        identities=Identities((one.ir, one.sig_self, one.sig_prev) for one in known),
        pins=pins,
        checkpoint=checkpoint,
    )
    case = {
        "name": f"{number} log: {name}",
        "room": sequence[0].head.room,
        "me": me.uid,
        "own": own,
        "pins": pins or {},
        "checkpoint": checkpoint,
        "known": [one.name for one in known],
        "records": sequence,
    }
    try:
        for record in sequence:
            reader.feed(record)
        reader.finish()
    except Invalid as refusal:
        return case | {"fails": refusal.code, "accepted": reader.head_seq}
    texts = [None if one.plaintext is None else one.plaintext.decode() for one in reader.entries]
    events = [[what, uid] for one in reader.entries for what, uid in one.events]
    end = {"seq": reader.head_seq, "link": reader.head_link, "keys": sorted(reader.keys)}
    return case | {"reads": end | {"texts": texts, "events": events}}


def refused(code: str, name: str, sequence, *args, **more) -> dict:
    case = entry(name, sequence, *args, **more)
    assert case.get("fails") == code, (name, case.get("fails"), code)
    return case


def read(name: str, sequence, *args, locked=0, **more) -> dict:
    case = entry(name, sequence, *args, **more)
    assert "fails" not in case, (name, case["fails"])
    messages = [one for one in sequence if one.head.type == r.MESSAGE]
    readable = [text for text in case["reads"]["texts"] if text is not None]
    assert len(messages) - len(readable) == locked, name
    return case


# ---- the fifteen tamperings: thirteen are noticed, two cannot be -------------------------------------------------
def tamperings() -> list[dict]:
    room = base()
    good = room.log
    other = Room(room=OTHER_ROOM).epoch(COUNSELLOR, BOTH, r.GENESIS).message(CLIENT, "elsewhere")
    flipped = replace(good[1], body=bytes([good[1].body[0] ^ 1]) + good[1].body[1:])
    resigned = records.make_record(good[1].head, good[1].body, COUNSELLOR.keys.sign_sk)
    taken = records.make_record(replace(good[1].head, sender=COUNSELLOR.uid), good[1].body, COUNSELLOR.keys.sign_sk)
    ghost = room.fork().epoch(STRANGER, [*BOTH, (STRANGER, r.PROFESSIONAL)], r.ADD)
    stranger = room.fork().epoch(CLIENT, [*BOTH, (STRANGER, r.PROFESSIONAL)], r.ADD)
    swapped = room.fork().epoch(CLIENT, [(FALSE_COUNSELLOR, r.OWNER), (CLIENT, r.CLIENT)], r.MANUAL)
    middle = Room(room=OTHER_ROOM).epoch(FALSE_COUNSELLOR, [(FALSE_COUNSELLOR, r.OWNER), (CLIENT, r.CLIENT)], r.GENESIS)
    middle.message(FALSE_COUNSELLOR, "Willkommen")
    return [
        refused("seq", "1 dropped record", [good[0], *good[2:]]),
        refused("seq", "2 two records swapped", [good[0], good[2], good[1], *good[3:]]),
        refused("seq", "3 record replayed", [*good[:3], good[1]]),
        refused("room", "4 record of another room spliced in", [good[0], other.log[1]]),
        refused("signature", "5 one bit of a ciphertext", [good[0], flipped, *good[2:]]),
        refused("signature", "6 stripped and signed again by the other member", [good[0], resigned]),
        refused("aead", "7 taken over under one's own name, with a valid signature", [good[0], taken]),
        refused("not_member", "8 ghost member signed by an outsider", ghost.log),
        refused("only_owner", "9 client adds a stranger", stranger.log),
        refused("key_swapped", "10 key swapped, same generation", swapped.log),
        refused("pin", "11 man in the middle at first contact, pinned", middle.log, pins={COUNSELLOR.uid: [COUNSELLOR.fp]}),
        refused("rollback", "12 truncated tail, checkpoint known", good[:5], checkpoint=(7, good[6].link)),
        refused("slot", "13 slots of another room, signed again by an owner", [*good, _foreign_slots(room)]),
        read("14 limit L1: man in the middle at first contact, nothing pinned, is NOT noticed", middle.log),
        read("15 limit L2: truncated tail on a fresh device is NOT noticed", good[:5]),
    ]  # fmt: skip


def _foreign_slots(room: Room) -> records.Record:
    """An owner signs for this room, but the slots were sealed for another one."""
    elsewhere = Room(room=OTHER_ROOM)
    elsewhere.number = room.number
    body = elsewhere.body(COUNSELLOR, BOTH, r.MANUAL)
    here = replace(body, kid=rooms.kid(elsewhere.keys[body.number], room.room, body.number))
    fork = room.fork()
    fork.number += 1
    return fork.sign(COUNSELLOR, here.pack()).log[-1]


# ---- honest rooms ------------------------------------------------------------------------------------------------
def honest() -> list[dict]:
    room = base()
    good = room.log
    erased = replace(good[1], body=None, erased_hash=good[1].body_hash)
    left = room.fork().epoch(CLIENT, [(COUNSELLOR, r.OWNER)], r.REMOVE)
    fresh = left.fork().epoch(COUNSELLOR, [(COUNSELLOR, r.OWNER)], r.MANUAL).message(COUNSELLOR, "note to the file")
    rotated = room.fork().epoch(COUNSELLOR_2, [(COUNSELLOR_2, r.OWNER), (CLIENT, r.CLIENT)], r.KEY_CHANGE)
    rotated.message(COUNSELLOR_2, "with my new key")
    twice = room.fork().epoch(CLIENT, [(COUNSELLOR_3, r.OWNER), (CLIENT, r.CLIENT)], r.KEY_CHANGE)
    reset = room.fork().epoch(COUNSELLOR, [(COUNSELLOR, r.OWNER), (CLIENT_RESET, r.CLIENT)], r.KEY_CHANGE)
    reset.message(COUNSELLOR, "welcome back")
    released = reset.fork().grant(COUNSELLOR, CLIENT_RESET, [1, 2])
    after_reset = {CLIENT.fp: None, CLIENT_RESET.fp: CLIENT_RESET.ak}
    archived = room.fork().epoch(COUNSELLOR, [*BOTH, (ARCHIVE, r.ARCHIVE)], r.ADD).message(CLIENT, "for the file")
    group = Room(r.GROUP).epoch(COUNSELLOR, TEAM_OF_TWO, r.GENESIS).message(COLLEAGUE, "hello")
    team = Room(r.TEAM).epoch(COUNSELLOR, TEAM_OF_TWO, r.GENESIS).message(COLLEAGUE, "hello")
    walk_in = Room(r.WALK_IN).epoch(CLIENT, BOTH, r.GENESIS).message(COUNSELLOR, "good evening")
    pins = {COUNSELLOR.uid: [COUNSELLOR.fp]}
    return [
        read("the client reads the whole room", good),
        read("the counsellor reads the whole room", good, COUNSELLOR, checkpoint=(7, good[6].link)),
        read("a body erased by law leaves the chain whole", [good[0], erased, *good[2:]], locked=1),
        read("the client leaves; the owner makes a new key and goes on", fresh.log, COUNSELLOR),
        read("who has left reads up to the leaving and no further", fresh.log, locked=1),
        read("a rotation signed by the renewed member, seen by the peer who pinned the old key", rotated.log, pins=pins),
        read("two rotations at once, listed by the other member", twice.log, pins=pins),
        read("a pin of a later key covers the earlier ones", rotated.log, pins={COUNSELLOR.uid: [COUNSELLOR_2.fp]}),
        read("after a reset: only what comes then", reset.log, CLIENT_RESET, own=after_reset, locked=5),
        read("after a reset and a grant: everything", released.log, CLIENT_RESET, own=after_reset),
        read("a grant for somebody else changes nothing for me", released.log, COUNSELLOR),
        read("own generations old and new", rotated.log, COUNSELLOR_2,
             own={COUNSELLOR.fp: COUNSELLOR.ak, COUNSELLOR_2.fp: COUNSELLOR_2.ak}),
        read("an archive reads from its first epoch on", archived.log, ARCHIVE, locked=5),
        read("a group of professionals", group.log, COLLEAGUE),
        read("a team with its inbox", team.log, COLLEAGUE),
        read("a walk-in room begun by the client", walk_in.log),
    ]  # fmt: skip


# ---- who may write what ------------------------------------------------------------------------------------------
def rules() -> list[dict]:
    room = base()
    group = Room(r.GROUP).epoch(COUNSELLOR, TEAM_OF_TWO, r.GENESIS)
    archived = room.fork().epoch(COUNSELLOR, [*BOTH, (ARCHIVE, r.ARCHIVE)], r.ADD)
    rotated = room.fork().epoch(COUNSELLOR, [(COUNSELLOR_2, r.OWNER), (CLIENT, r.CLIENT)], r.KEY_CHANGE)
    left = room.fork().epoch(CLIENT, [(COUNSELLOR, r.OWNER)], r.REMOVE)
    reset = room.fork().epoch(COUNSELLOR, [(COUNSELLOR, r.OWNER), (CLIENT_RESET, r.CLIENT)], r.KEY_CHANGE)
    with_stranger = [*BOTH, (STRANGER, r.PROFESSIONAL)]
    epoch = room.fork().body(COUNSELLOR, BOTH, r.MANUAL)
    owner, client = epoch.members

    def then(*members, **changes) -> list:
        """An epoch of the counsellor with exactly these members."""
        fork = room.fork()
        fork.number += 1
        return fork.sign(COUNSELLOR, replace(epoch, members=members, **changes).pack()).log

    def start(kind: int, who: Person, people, reason: int = r.GENESIS, **changes) -> list:
        return Room(kind, OTHER_ROOM).epoch(who, people, reason, **changes).log

    planted = {1: bytes(32)}
    me = COLLEAGUE
    plain = room.fork()
    return [
        # genesis
        refused("not_member", "genesis by somebody who is not in it", start(1, STRANGER, BOTH)),
        refused("client", "one to one without a client", start(1, COUNSELLOR, TEAM_OF_TWO), me),
        refused("client", "one to one with two clients", start(1, COUNSELLOR, [*BOTH, (COLLEAGUE, r.CLIENT)])),
        refused("client", "one to one that begins with a third person", start(1, COUNSELLOR, with_stranger)),
        refused("client", "group with a client", start(2, COUNSELLOR, BOTH)),
        refused("only_owner", "group begun by somebody who is not its owner", start(2, COLLEAGUE, TEAM_OF_TWO), me),
        refused("no_owner", "room without an owner", start(2, COLLEAGUE, [(COLLEAGUE, r.PROFESSIONAL)]), me),
        refused("reason", "genesis that says it is something else", start(1, CLIENT, BOTH, r.MANUAL)),
        refused("epoch_number", "genesis with epoch 2", start(1, CLIENT, BOTH, header={"epoch": 2})),
        refused("not_my_key", "I am listed with a key that is not mine",
                start(1, COUNSELLOR, [(COUNSELLOR, r.OWNER), (CLIENT_RESET, r.CLIENT)])),
        refused("identity_unknown", "a listed identity record is not to be had", room.log[:1], known=[CLIENT]),
        refused("room", "message before any epoch", _message_first().log),
        refused("box_key", "team without an inbox key", _team_with_inbox(bytes(32)), me),
        refused("slot", "team with an inbox key that does not come from the room key", _team_with_inbox(me.keys.box_pk), me),
        refused("inbox", "inbox key in a room that is no team", then(owner, client, inbox_pk=me.keys.box_pk)),
        # membership
        refused("not_member", "epoch by an outsider", room.fork().epoch(STRANGER, BOTH, r.MANUAL).log),
        refused("only_owner", "professional adds somebody to a group",
                group.fork().epoch(COLLEAGUE, [*TEAM_OF_TWO, (STRANGER, r.PROFESSIONAL)], r.ADD).log, me),
        refused("only_owner", "professional removes the owner's colleague",
                _three().epoch(COLLEAGUE, TEAM_OF_TWO, r.REMOVE).log, me),
        refused("no_owner", "the last owner leaves", group.fork().epoch(COUNSELLOR, [TEAM_OF_TWO[1]], r.REMOVE).log, me),
        refused("only_owner", "a member makes itself an owner",
                group.fork().epoch(COLLEAGUE, [(COUNSELLOR, r.OWNER), (COLLEAGUE, r.OWNER)], r.MANUAL).log, me),
        refused("client", "owner adds a second client later",
                left.fork().epoch(COUNSELLOR, [(COUNSELLOR, r.OWNER), (STRANGER, r.CLIENT)], r.ADD).log, COUNSELLOR),
        refused("client", "owner makes the client a professional", then(owner, replace(client, role=r.PROFESSIONAL))),
        refused("only_owner", "client changes the history policy",
                room.fork().epoch(CLIENT, BOTH, r.MANUAL, history=r.WITH_HISTORY).log),
        refused("room", "the kind of a room changes", room.fork().epoch(COUNSELLOR, BOTH, r.MANUAL, kind=r.WALK_IN).log),
        refused("epoch_number", "an epoch is skipped", room.fork().epoch(COUNSELLOR, BOTH, r.MANUAL, number=4,
                                                                       header={"epoch": 4}).log),
        refused("reason", "says add and adds nobody", room.fork().epoch(COUNSELLOR, BOTH, r.ADD).log),
        refused("reason", "says age and removes somebody", room.fork().epoch(COUNSELLOR, BOTH[:1], r.AGE).log),
        refused("reason", "a second genesis", room.fork().epoch(COUNSELLOR, BOTH, r.GENESIS).log),
        # keys
        refused("gen_lowered", "generation lowered", rotated.fork().epoch(CLIENT, BOTH, r.KEY_CHANGE).log),
        refused("not_member", "old generation signs after the change", rotated.fork().epoch(COUNSELLOR, [
            (COUNSELLOR_2, r.OWNER), (CLIENT, r.CLIENT)], r.MANUAL).log),
        refused("not_member", "after a reset nobody signs for himself",
                room.fork().epoch(CLIENT_RESET, [(COUNSELLOR, r.OWNER), (CLIENT_RESET, r.CLIENT)], r.KEY_CHANGE).log),
        refused("own_reset", "the old key lists an unlinked new one for itself",
                room.fork().epoch(COUNSELLOR, [(COUNSELLOR_RESET, r.OWNER), (CLIENT, r.CLIENT)], r.KEY_CHANGE).log),
        refused("only_owner", "in a group a reset is confirmed by an owner only", _three().epoch(STRANGER, [
            (COUNSELLOR, r.OWNER), (COLLEAGUE_RESET, r.PROFESSIONAL), (STRANGER, r.PROFESSIONAL)], r.KEY_CHANGE).log,
            STRANGER),
        refused("pin", "a reset of a pinned person",
                room.fork().epoch(CLIENT, [(COUNSELLOR_RESET, r.OWNER), (CLIENT, r.CLIENT)], r.KEY_CHANGE).log,
                pins={COUNSELLOR.uid: [COUNSELLOR.fp]}),
        refused("pin", "a rotation of a pinned person whose link is forged",
                room.fork().epoch(CLIENT, [(COUNSELLOR_FORGED, r.OWNER), (CLIENT, r.CLIENT)], r.KEY_CHANGE).log,
                pins={COUNSELLOR.uid: [COUNSELLOR.fp]}),
        refused("not_member", "who forged the link signs with the new key",
                room.fork().epoch(COUNSELLOR_FORGED, [(COUNSELLOR_FORGED, r.OWNER), (CLIENT, r.CLIENT)], r.KEY_CHANGE).log),
        refused("signature", "epoch in the owner's name, signed by a stranger", [*room.log, _signed_by_a_stranger(room)]),
        refused("signature", "genesis in the client's name, signed by a stranger", [_genesis_signed_by_a_stranger()]),
        refused("identity", "listed with the wrong generation", then(replace(owner, gen=2), client)),
        refused("identity", "listed with somebody else's record", then(owner, replace(client, ir_hash=STRANGER.fp))),
        # layout
        refused("epoch", "member listed twice", then(owner, client, client)),
        refused("epoch", "unknown role", then(owner, replace(client, role=9))),
        refused("epoch", "member flags", then(owner, replace(client, flags=1))),
        refused("epoch", "short slot", then(owner, replace(client, slot=client.slot[:-1]))),
        refused("epoch", "unknown kind of room", then(owner, client, kind=9)),
        refused("epoch", "unknown reason", then(owner, client, reason=9)),
        refused("epoch", "unknown history policy", then(owner, client, history=0)),
        refused("epoch", "no members", then()),
        refused("epoch", "trailing bytes", _trailing(room, epoch)),
        refused("slot", "kid of another key", then(owner, client, kid=H(32, "cp1/kid", b"other"))),
        refused("slot", "slot altered", then(owner, replace(client, slot=_flip(client.slot)))),
        refused("slot", "the peer's slot in my place", then(owner, replace(client, slot=owner.slot))),
        # messages
        refused("not_member", "message by an outsider", room.fork().message(STRANGER, "hello").log),
        refused("not_member", "archives only read", archived.fork().message(ARCHIVE, "hello").log),
        refused("not_member", "archives do not sign epochs", archived.fork().epoch(ARCHIVE, BOTH, r.REMOVE).log),
        refused("not_member", "message by the generation before", rotated.fork().message(COUNSELLOR, "hello").log),
        refused("epoch_stale", "message under an old epoch", room.fork().message(CLIENT, "late", epoch=1).log),
        refused("rekey_first", "message under a key that somebody who left has made",
                left.fork().message(COUNSELLOR, "hello").log, COUNSELLOR),
        refused("message_id", "message id used twice by one sender",
                room.fork().message(CLIENT, "again", message_id=room.log[1].head.message_id).log),
        read("the same message id from two senders is no clash",
             room.fork().message(COUNSELLOR, "mine", message_id=room.log[1].head.message_id).log),
        refused("type", "signal in the log", [*room.log, _signal(room.fork())]),
        refused("body", "announced length is another one", _another_length(room.fork()).log),
        refused("body", "size that padding never makes", _odd_size(room.fork()).log),
        refused("pad", "padding that ends in something else", _bad_pad(room.fork(), b"hi\x80" + bytes(252) + b"\1").log),
        refused("pad", "no padding at all", _bad_pad(room.fork(), bytes(256)).log),
        refused("pad", "a bucket too large", _bad_pad(room.fork(), b"hi\x80" + bytes(509)).log),
        refused("fork", "another record at the place of the checkpoint", room.log, checkpoint=(7, bytes(32))),
        refused("prev", "signed after another record", plain.message(CLIENT, "fork", prev=room.log[2].link).log),
        refused("signature", "body erased under another hash",
                [room.log[0], replace(room.log[1], body=None, erased_hash=bytes(32)), *room.log[2:]]),
        refused("body", "an epoch cannot be erased",
                [replace(room.log[0], body=None, erased_hash=room.log[0].body_hash)]),
        refused("signature", "no signature", [room.log[0], replace(room.log[1], sig=ZERO64)]),
        # grants
        refused("grant", "granted key that does not match its kid",
                reset.fork().grant(COUNSELLOR, CLIENT_RESET, [1], planted).log, CLIENT_RESET,
                own={CLIENT.fp: None, CLIENT_RESET.fp: CLIENT_RESET.ak}),
        refused("grant", "granted key of an epoch that never was",
                reset.fork().grant(COUNSELLOR, CLIENT_RESET, [9], {9: bytes(32)}).log, CLIENT_RESET,
                own={CLIENT.fp: None, CLIENT_RESET.fp: CLIENT_RESET.ak}),
        refused("not_member", "grant to somebody who is no member", room.fork().grant(COUNSELLOR, STRANGER, [1]).log),
        refused("not_member", "grant to a generation that is not listed",
                room.fork().grant(COUNSELLOR, CLIENT_2, [1]).log),
        refused("only_owner", "in a group only owners grant", group.fork().grant(COLLEAGUE, COUNSELLOR, [1]).log, me),
        refused("grant", "grant sealed by somebody else", _relayed_grant(reset), CLIENT_RESET,
                own={CLIENT.fp: None, CLIENT_RESET.fp: CLIENT_RESET.ak}),
    ]  # fmt: skip


def _three() -> Room:
    return Room(r.GROUP).epoch(COUNSELLOR, [*TEAM_OF_TWO, (STRANGER, r.PROFESSIONAL)], r.GENESIS)


def _team_with_inbox(inbox_pk: bytes) -> list:
    room = Room(r.TEAM)
    body = replace(room.body(COUNSELLOR, TEAM_OF_TWO, r.GENESIS), inbox_pk=inbox_pk)
    return room.sign(COUNSELLOR, body.pack()).log


def _message_first() -> Room:
    room = Room()
    room.number, room.keys = 1, {1: bytes(32)}
    return room.message(CLIENT, "hello")


def _trailing(room: Room, epoch: rooms.Epoch) -> list:
    fork = room.fork()
    fork.number += 1
    return fork.sign(COUNSELLOR, epoch.pack() + b"\0").log


def _flip(raw: bytes) -> bytes:
    return raw[:-1] + bytes([raw[-1] ^ 1])


def _signal(room: Room) -> records.Record:
    header = room.header(r.SIGNAL, COUNSELLOR)
    return records.seal_message(room.keys[room.number], b'{"k":"offer"}', header, COUNSELLOR.keys.sign_sk)


def _signed_by_a_stranger(room: Room) -> records.Record:
    body = room.log[4].body  # the epoch before, as good as any
    fork = room.fork()
    fork.number += 1
    return records.make_record(fork.header(r.EPOCH, COUNSELLOR), body, STRANGER.keys.sign_sk)


def _genesis_signed_by_a_stranger() -> records.Record:
    room = Room()
    body = room.body(CLIENT, BOTH, r.GENESIS)
    return records.make_record(room.header(r.EPOCH, CLIENT), body.pack(), STRANGER.keys.sign_sk)


def _another_length(room: Room) -> Room:
    """512 and 16 bytes announced, 256 and 16 there, and signed so."""
    header = replace(room.header(r.MESSAGE, CLIENT), body_len=528).pack()
    body = bytes(272)
    signature = sign(CLIENT.keys.sign_sk, "cp1/env", header + H(32, "cp1/body", body))
    return room.add(records.Record(header, body, signature))


def _odd_size(room: Room) -> Room:
    return room.sign(CLIENT, bytes(300), r.MESSAGE)


def _bad_pad(room: Room, padded: bytes) -> Room:
    header = replace(room.header(r.MESSAGE, CLIENT), body_len=len(padded) + 16)
    key = KDF(room.keys[room.number], "cp1epoch", 1)
    return room.add(
        records.make_record(header, seal_aead(key, header.nonce, header.pack(), padded), CLIENT.keys.sign_sk)
    )


def _relayed_grant(room: Room) -> list:
    """The inside names the client as the granter; the counsellor sends it on under its own name."""
    grant = rooms.new_grant(CLIENT_RESET.identity, {1: room.keys[1]}, room=room.room, sender=CLIENT.uid)
    return room.fork().sign(COUNSELLOR, grant.pack(), r.GRANT).log
