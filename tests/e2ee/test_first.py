"""The smallest proof that the parts fit together; the vectors say the rest."""

from e2ee import identity, log, records, registry, rooms
from e2ee.account import account_keys

ROOM = b"\x0f" * 16


def person(letter: bytes):
    keys = account_keys(letter * 32)
    ir = identity.make_identity(keys, uid=letter * 16, gen=1, created_ms=1_700_000_000_000)
    return keys, ir, identity.sign_identity(keys, ir)


def test_two_people_open_a_room_and_read_each_other():
    (anna, anna_ir, anna_sig), (ben, ben_ir, ben_sig) = person(b"a"), person(b"b")
    book = identity.Identities([(anna_ir, anna_sig, None), (ben_ir, ben_sig, None)])
    one, two = (identity.parse_identity(ir) for ir in (anna_ir, ben_ir))
    reader = log.LogVerifier(ROOM, me=one.uid, own={one.fp: anna}, identities=book)
    head = log.LogVerifier(ROOM, me=two.uid, own={two.fp: ben}, identities=book).next_header(
        registry.EPOCH, time_ms=1, gen=1
    )
    epoch, key = rooms.new_epoch(
        [(one, registry.OWNER), (two, registry.CLIENT)],
        **{"room": ROOM, "number": 1, "sender": two.uid, "kind": registry.ONE_TO_ONE, "reason": registry.GENESIS},
    )
    reader.feed(records.make_record(head, epoch.pack(), ben.sign_sk))
    header = reader.next_header(registry.MESSAGE, time_ms=2, gen=1)
    written = records.seal_message(key, b"hello", header, anna.sign_sk)
    assert reader.feed(records.from_json(records.to_json(written))).plaintext == b"hello"
