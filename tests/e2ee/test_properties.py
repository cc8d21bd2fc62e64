"""What must hold for every input, not only for the written-down ones."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from e2ee import account, content, identity, log, passwords, primitives, records, recovery, rooms
from e2ee import registry as r
from e2ee.errors import Invalid
from tests.e2ee.runner import VECTORS, log_records, reader

some_bytes = st.binary(max_size=300)
ids, hashes = st.binary(min_size=16, max_size=16), st.binary(min_size=32, max_size=32)
u32 = st.integers(1, 2**32 - 1)
u53 = st.integers(1, r.MAX_NUMBER)
HONEST = next(case for case in VECTORS["logs"] if case["name"] == "V20 log: the client reads the whole room")
GOOD = log_records(HONEST)


def members():
    return st.builds(
        rooms.Member,
        uid=ids,
        gen=u32,
        role=st.sampled_from(sorted(r.ROLES)),
        flags=st.just(0),
        ir_hash=hashes,
        slot=st.binary(min_size=177, max_size=177),
    )


# ---- there and back ----------------------------------------------------------------------------------------------
@given(some_bytes)
def test_base64url_there_and_back(raw):
    assert primitives.unb64u(primitives.b64u(raw)) == raw


@given(st.text(max_size=30))
def test_base64url_has_one_spelling(text):
    try:
        raw = primitives.unb64u(text)
    except Invalid:
        return
    assert primitives.b64u(raw) == text


@given(
    st.builds(
        records.Header,
        **{
            "type": st.sampled_from([r.MESSAGE, r.SIGNAL, r.LIVE]),
            "room": ids,
            "epoch": u32,
            "sender": ids,
            "gen": u32,
        },
        **{"message_id": ids, "seq": u53, "prev": hashes, "time_ms": u53, "nonce": st.binary(min_size=24, max_size=24)},
        body_len=st.integers(0, 2**32 - 1),
    )
)
def test_header_there_and_back(header):
    assert records.Header.unpack(header.pack()) == header


@given(st.binary(min_size=136, max_size=136))
def test_what_reads_as_a_header_is_written_the_same(raw):
    try:
        header = records.Header.unpack(b"\1\x10\0\0" + raw[4:])
    except Invalid:
        return
    assert header.pack() == b"\1\x10\0\0" + raw[4:]


@given(
    st.builds(
        rooms.Epoch,
        kind=st.sampled_from(sorted(r.KINDS)),
        reason=st.sampled_from(sorted(r.REASONS)),
        history=st.sampled_from(sorted(r.HISTORY_POLICIES)),
        kid=hashes,
        inbox_pk=hashes,
        members=st.lists(members(), min_size=1, max_size=4, unique_by=lambda one: one.uid).map(tuple),
    )
)
def test_epoch_there_and_back(epoch):
    assert rooms.Epoch.unpack(epoch.pack()) == epoch


@given(some_bytes, st.integers(0, 600))
def test_bytes_that_are_no_epoch_are_refused_cleanly(raw, at):
    body = GOOD[0].body
    for candidate in (raw, body[:at], body[:at] + raw, body[:at] + raw + body[at:]):
        try:
            epoch = rooms.Epoch.unpack(candidate)
        except Invalid:
            continue
        assert epoch.pack() == candidate


@given(st.builds(rooms.Grant, recipient=ids, gen=u32, ir_hash=hashes, count=st.just(2), sealed=st.binary(min_size=210, max_size=210)))  # fmt: skip
def test_grant_there_and_back(grant):
    assert rooms.Grant.unpack(grant.pack()) == grant


@given(st.integers(0, 65_535), some_bytes)
def test_pad_there_and_back(size, edge):
    plaintext = (bytes(size) + edge)[-size:] if size else b""
    padded = records.pad(plaintext)
    assert records.unpad(padded) == plaintext
    assert len(padded) in {2**k for k in range(8, 17)}
    assert len(padded) == 256 or len(plaintext) >= len(padded) // 2


@given(st.binary(min_size=256, max_size=256))
def test_what_unpads_is_padded_the_same(padded):
    try:
        plaintext = records.unpad(padded)
    except Invalid:
        return
    assert records.pad(plaintext) == padded


@given(st.binary(min_size=20, max_size=20))
def test_recovery_code_there_and_back(raw):
    shown = recovery.show(raw)
    assert recovery.parse(shown) == raw
    assert recovery.parse(shown.lower().replace("-", " ").replace("0", "o").replace("1", "l")) == raw


@given(st.binary(min_size=20, max_size=20), st.integers(0, 33), st.sampled_from(recovery.ALPHABET))
def test_one_wrong_character_is_noticed_or_at_worst_opens_nothing_else(raw, at, letter):
    letters = recovery.show(raw).replace("-", "")
    wrong = letters[:at] + letter + letters[at + 1 :]
    try:
        assert (recovery.parse(wrong) == raw) == (wrong == letters)
    except Invalid:
        assert wrong != letters


@given(hashes, ids, u32)
def test_wrap_there_and_back(ak, uid, gen):
    place = {"uid": uid, "gen": gen, "kind": 1, "seed_room": b"s" * 16}
    blob = account.wrap_ak(bytes(32), ak, **place)
    assert len(blob) == account.WRAP_SIZE
    assert account.unwrap_ak(bytes(32), blob, **place) == ak


@given(st.text(max_size=200))
def test_content_is_read_or_called_unsupported(text):
    assert content.read(text.encode("utf-8", "surrogatepass"))["t"] in {*content.SCHEMA, "unsupported"}
    if text and text.isprintable():
        assert content.read(content.compose({"t": "text", "b": text})) == {"t": "text", "b": text}


@given(st.text(min_size=1, max_size=40))
def test_password_bytes_do_not_depend_on_how_letters_were_composed(text):
    import unicodedata

    forms = set()
    for form in ("NFC", "NFD"):
        try:
            forms.add(passwords.password_bytes(unicodedata.normalize(form, text)))
        except Invalid:
            forms.add(None)
    assert len(forms) == 1


# ---- altered bytes never verify ----------------------------------------------------------------------------------
@st.composite
def altered(draw, raw: bytes) -> bytes:
    """`raw` with one to three bytes changed, cut off, doubled or put in."""
    how = draw(st.sampled_from(["change", "cut", "insert", "append"]))
    at = draw(st.integers(0, len(raw) - 1))
    if how == "cut":
        return raw[:at]
    extra = draw(st.binary(min_size=1, max_size=3))
    if how == "insert":
        return raw[:at] + extra + raw[at:]
    if how == "append":
        return raw + extra
    changed = bytes([raw[at] ^ draw(st.integers(1, 255))])
    return raw[:at] + changed + raw[at + 1 :]


def people():
    who = VECTORS["people"]["counsellor"]
    return bytes.fromhex(who["ir"]), bytes.fromhex(who["sig_self"])


@given(st.data())
@settings(max_examples=400)
def test_altered_records_never_verify(data):
    record = data.draw(st.sampled_from(GOOD))
    part = data.draw(st.sampled_from(["header", "body", "sig"]))
    other = replace(record, **{part: data.draw(altered(getattr(record, part)))})
    signers = [identity.parse_identity(bytes.fromhex(one["ir"])).sign_pk for one in VECTORS["people"].values()]
    for sign_pk in signers:
        with pytest.raises(Invalid):
            records.check_record(other, sign_pk)


@given(st.data())
@settings(max_examples=200)
def test_altered_identities_never_stand(data):
    ir, sig = people()
    with pytest.raises(Invalid):
        identity.check_identity(data.draw(altered(ir)), sig)
    with pytest.raises(Invalid):
        identity.check_identity(ir, data.draw(altered(sig)))


@given(st.data())
@settings(max_examples=200)
def test_altered_wraps_never_open(data):
    place = {"uid": b"u" * 16, "gen": 1, "kind": 1, "seed_room": b"s" * 16}
    blob = account.wrap_ak(b"k" * 32, b"a" * 32, **place)
    with pytest.raises(Invalid):
        account.unwrap_ak(b"k" * 32, data.draw(altered(blob)), **place)


# ---- whatever a server serves, a reader sees a beginning of the honest log, or nothing more -----------------------
FOREIGN = [record for case in VECTORS["logs"] for record in log_records(case)]


@given(st.integers(0, 2**32))
@settings(max_examples=300)
def test_a_lying_server_can_shorten_a_log_and_nothing_else(seed):
    """The server drops, doubles, swaps and mixes; the reader has a pin for the peer, as after a comparison.

    Records that members of this room really signed, on another branch of its history, are left out: a fork by a
    member is visible to the other member's next message and not to a fresh reader (docs/protocol/limits.md).
    """
    chance = random.Random(seed)
    served = list(GOOD)
    elsewhere = [record for record in FOREIGN if record.head.room != GOOD[0].head.room]
    for _ in range(chance.randint(1, 4)):
        at, to = chance.randrange(len(served)), chance.randrange(len(served))
        match chance.randrange(5):
            case 0:
                del served[at : to + 1]
            case 1:
                served.insert(to, served[at])
            case 2:
                served[at], served[to] = served[to], served[at]
            case 3:
                served.insert(at, chance.choice(elsewhere))
            case 4:
                body = bytearray(served[at].body)
                body[chance.randrange(len(body))] ^= 1 << chance.randrange(8)
                served[at] = replace(served[at], body=bytes(body))
        if not served:
            return
    verifier = reader(HONEST)
    try:
        for record in served:
            verifier.feed(record)
    except Invalid:
        pass
    assert [entry.record for entry in verifier.entries] == GOOD[: verifier.head_seq]


def test_a_refused_record_leaves_the_reader_as_it_was():
    """Every refused log of the vectors: reading goes on rightly after the refusal, where the honest log continues."""
    for case in VECTORS["logs"]:
        if "fails" not in case or case["records"][:7] != HONEST["records"]:
            continue
        verifier = reader(case)
        for record in log_records(case)[: case["accepted"]]:
            verifier.feed(record)
        before = (verifier.head_seq, verifier.head_link, verifier.epoch, dict(verifier.keys), len(verifier.entries))
        if case["accepted"] < len(case["records"]):
            with pytest.raises(Invalid):
                verifier.feed(log_records(case)[case["accepted"]])
        after = (verifier.head_seq, verifier.head_link, verifier.epoch, dict(verifier.keys), len(verifier.entries))
        assert before == after, case["name"]


def test_pages_read_backwards_must_hang_together():
    assert log.check_links(GOOD[3:], GOOD[-1].link) == GOOD[2].link
    assert log.check_links(GOOD, GOOD[-1].link) == bytes(32)
    with pytest.raises(Invalid):
        log.check_links([GOOD[3], *GOOD[5:]], GOOD[-1].link)
    with pytest.raises(Invalid):
        log.check_links(GOOD[3:6], GOOD[-1].link)
