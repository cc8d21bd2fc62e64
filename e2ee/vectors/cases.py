"""The vectors that are not logs: one function called with these inputs gives this, or must refuse.

`out` is what Python gives today; the published values among them are also written down in literals.py, by hand.
`flip` names inputs of which every listed bit, turned around alone, must be refused.
"""

from dataclasses import replace

from nacl import bindings as sodium

from e2ee import account, content, identity, passwords, records, recovery, rooms
from e2ee import registry as r
from e2ee.primitives import KDF, ZERO16, ZERO32, ZERO64, H, b64u, seal_aead, sign
from e2ee.vectors import literals as known
from e2ee.vectors.world import BORN, CLIENT, COUNSELLOR, COUNSELLOR_2, STRANGER, Room

ORDER = 2**252 + 27742317777372353535851937790883648493  # of Ed25519's group
SMALL_X25519 = [
    "00" * 32,
    "01" + "00" * 31,
    "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
    "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
    "ec" + "ff" * 30 + "7f",
    "ed" + "ff" * 30 + "7f",
    "ee" + "ff" * 30 + "7f",
]


def gives(name: str, do: str, out, *, flip=None, **given) -> dict:
    return {"name": name, "do": do, "in": given, "out": out} | ({"flip": flip} if flip else {})


def fails(name: str, do: str, **given) -> dict:
    return {"name": name, "do": do, "in": given, "fails": True}


def bits(size: int, step: int = 7) -> list[int]:
    """Every `step`-th bit of `size` bytes, and the last one."""
    return sorted({*range(0, size * 8, step), size * 8 - 1})


def all_cases() -> list[dict]:
    parts = (
        password_cases,
        account_cases,
        recovery_cases,
        identity_cases,
        record_cases,
        padding_cases,
        content_cases,
        room_cases,
    )
    return [case for part in parts for case in part()] + primitive_cases()


# ---- V1, V2, V3 ------------------------------------------------------------------------------------------------
def password_cases() -> list[dict]:
    composed, decomposed = "Über", "U\u0308ber"
    seed_l, seed_r, password = known.SEED_LOGIN, known.SEED_ROOM, known.PASSWORD
    key, kek = passwords.auth_key(password, seed_l), passwords.room_kek(password, seed_r)
    verdicts = [
        ("Kamille-Tee7", []),
        ("kamille-tee7", []),
        ("Ümlaut-Regen4 ", []),
        ("ümlaut-regen4", []),
        ("Éclair-Matin9", []),
        ("straße-am-Bach2", []),
        ("ẞtrasse-am-bach2", []),
        ("Regenbogen🌈weit1", []),
        ("Regenbogen weit1", []),
        ("Regenbogen\u00a0weit1", []),  # a no-break space is a space
        ("Regenbogen\u200dweit1", []),  # a joiner is a control
        ("Regenbogen-weit٣", []),  # an Arabic digit is a digit
        ("Regenbogen-weit½", []),  # a fraction is a number, not a digit
        ("Kurz-1a", []),
        ("Password1234!", []),
        ("1234Password!!", []),
        ("QWERTYuiop123!", []),
        ("P-assword-1234", []),
        ("homelesspa-1X!", []),
        ("Anna-Lena-mag-7-Katzen", ["anna-lena"]),
        ("Mein-Name-ist-BERTA7", ["c.mair", "berta@example.org"]),
        ("Mein-Name-ist-BERTA7", ["be", "", "mair@berta.example"]),
        ("Aa1-" + "x" * 1020, []),
        ("Aa1-" + "x" * 1021, []),
        ("Aa1-" + "ü" * 510, []),
        ("Aa1-" + "ü" * 511, []),
        ("12345678901234567890", []),
        ("U\u0308berall-Wind7", []),
    ]
    return [
        gives("V1 composed", "password_bytes", composed.encode(), password=composed),
        gives("V1 decomposed is the same password", "password_bytes", composed.encode(), password=decomposed),
        gives("V1 nothing is trimmed", "password_bytes", b" a \t", password=" a \t"),
        gives("V1 emoji", "password_bytes", "🌈".encode(), password="🌈"),
        gives("V1 no-break space stays", "password_bytes", "a\u00a0b".encode(), password="a\u00a0b"),
        gives("V1 1024 bytes", "password_bytes", b"x" * 1024, password="x" * 1024),
        fails("V1 1025 bytes", "password_bytes", password="x" * 1025),
        fails("V1 1025 bytes of two-byte letters", "password_bytes", password="x" + "ü" * 512),
        fails("V1 empty", "password_bytes", password=""),
        fails("V1 half of a surrogate pair", "password_bytes", password="a\ud83cb"),
        gives("V1 published", "password_bytes", passwords.password_bytes(password), password=password),
        gives("V2 auth_key", "auth_key", key, password=password, seed=seed_l),
        gives("V2 room KEK of the same password", "room_kek", kek, password=password, seed=seed_r),
        gives("V2 decomposed gives the same key", "auth_key", passwords.auth_key("U\u0308", seed_l), password="Ü", seed=seed_l),
        gives("V2 seeds swapped give unrelated keys", "auth_key", passwords.auth_key(password, seed_r), password=password, seed=seed_r),
        fails("V2 short seed", "auth_key", password=password, seed=seed_l[:15]),
        fails("V2 long seed", "room_kek", password=password, seed=seed_l + b"\0"),
        gives("V3 wire form", "wire", passwords.wire(key), key=key),
        gives("prelogin answer", "read_prelogin", seed_l, answer={"kdf": 1, "seed": b64u(seed_l)}),
        fails("prelogin version 0", "read_prelogin", answer={"kdf": 0, "seed": b64u(seed_l)}),
        fails("prelogin version 2", "read_prelogin", answer={"kdf": 2, "seed": b64u(seed_l)}),
        fails("prelogin version as text", "read_prelogin", answer={"kdf": "1", "seed": b64u(seed_l)}),
        fails("prelogin version true", "read_prelogin", answer={"kdf": True, "seed": b64u(seed_l)}),
        fails("prelogin with costs", "read_prelogin", answer={"kdf": 1, "seed": b64u(seed_l), "ops": 1}),
        fails("prelogin without seed", "read_prelogin", answer={"kdf": 1}),
        fails("prelogin with a short seed", "read_prelogin", answer={"kdf": 1, "seed": b64u(seed_l[:15])}),
        fails("prelogin null", "read_prelogin", answer=None),
        fails("prelogin list", "read_prelogin", answer=[1]),
        fails("prelogin below the version seen before", "read_prelogin", answer={"kdf": 1, "seed": b64u(seed_l)}, seen=2),
        *(
            gives(f"V1 policy {number}", "password_problems",
                  {"login": passwords.login_password_problems(text, names), "room": passwords.room_password_problems(text, names)},
                  password=text, forbidden=names)
            for number, (text, names) in enumerate(verdicts)
        ),
    ]  # fmt: skip


# ---- V4, V5 ----------------------------------------------------------------------------------------------------
def account_cases() -> list[dict]:
    kek, seed, uid = known.value("room KEK"), known.SEED_ROOM, CLIENT.uid
    place = {"uid": uid, "gen": 1, "kind": 1, "seed_room": seed}
    blob = account.wrap_ak(kek, CLIENT.ak, nonce=b"\x11" * 24, **place)
    rc_kek = recovery.recovery_keys(known.RECOVERY_RAW)[1]
    by_code = {"uid": uid, "gen": 1, "kind": 2, "seed_room": ZERO16}
    code_blob = account.wrap_ak(rc_kek, CLIENT.ak, nonce=b"\x12" * 24, **by_code)
    chain_key = COUNSELLOR_2.keys.chain_key
    chained = account.chain_ak(chain_key, COUNSELLOR.ak, uid=COUNSELLOR.uid, old_gen=1, nonce=b"\x13" * 24)

    ad = b"cp1/akwrap\0" + uid + b"\0\0\0\1" + b"\1" + seed
    ciphertext = bytearray(blob[57:])
    ciphertext[0] ^= 1
    right_commitment = account._commitment(kek, ad, blob[33:57], bytes(ciphertext))

    def shown(keys):
        names = ["sign_pk", "box_pk", "inbox_pk", "notes_key", "state_key", "chain_key"]
        return {name: getattr(keys, name) for name in names}

    return [
        gives("V4 counsellor", "account_keys", shown(COUNSELLOR.keys), ak=COUNSELLOR.ak),
        gives("V4 client", "account_keys", shown(CLIENT.keys), ak=CLIENT.ak),
        fails("V5 wrap of a reserved kind", "wrap_ak", kek=kek, ak=CLIENT.ak, nonce=bytes(24), **place | {"kind": 3}),
        fails("V5 wrap of the code with a seed", "wrap_ak", kek=kek, ak=CLIENT.ak, nonce=bytes(24), **place | {"kind": 2}),
        fails("V5 wrap for a short uid", "wrap_ak", kek=kek, ak=CLIENT.ak, nonce=bytes(24), **place | {"uid": uid[:15]}),
        fails("V4 short account key", "account_keys", ak=bytes(31)),
        gives("V5 wrap", "wrap_ak", blob, kek=kek, ak=CLIENT.ak, nonce=b"\x11" * 24, **place),
        gives("V5 unwrap", "unwrap_ak", CLIENT.ak, kek=kek, blob=blob, **place, flip={"blob": bits(105, 3), "kek": bits(32, 31)}),
        gives("V5 wrap under the code", "unwrap_ak", CLIENT.ak, kek=rc_kek, blob=code_blob, **by_code),
        fails("V5 other uid", "unwrap_ak", kek=kek, blob=blob, **place | {"uid": STRANGER.uid}),
        fails("V5 other generation", "unwrap_ak", kek=kek, blob=blob, **place | {"gen": 2}),
        fails("V5 other seed", "unwrap_ak", kek=kek, blob=blob, **place | {"seed_room": known.SEED_LOGIN}),
        fails("V5 other kind", "unwrap_ak", kek=kek, blob=blob, **place | {"kind": 2, "seed_room": ZERO16}),
        fails("V5 reserved kind", "unwrap_ak", kek=kek, blob=blob, **place | {"kind": 3}),
        fails("V5 code kind with a seed", "unwrap_ak", kek=rc_kek, blob=code_blob, **by_code | {"seed_room": seed}),
        fails("V5 right commitment, wrong ciphertext", "unwrap_ak", kek=kek,
              blob=b"\1" + right_commitment + blob[33:57] + bytes(ciphertext), **place),
        fails("V5 wrong commitment, right ciphertext", "unwrap_ak", kek=kek, blob=b"\1" + bytes(32) + blob[33:], **place),
        fails("V5 version 0", "unwrap_ak", kek=kek, blob=b"\0" + blob[1:], **place),
        fails("V5 version 2", "unwrap_ak", kek=kek, blob=b"\2" + blob[1:], **place),
        fails("V5 cut off", "unwrap_ak", kek=kek, blob=blob[:56], **place),
        fails("V5 empty", "unwrap_ak", kek=kek, blob=b"", **place),
        gives("V5 chain", "chain_ak", chained, chain_key=chain_key, old_ak=COUNSELLOR.ak, uid=COUNSELLOR.uid, old_gen=1,
              nonce=b"\x13" * 24),
        gives("V5 unchain", "unchain_ak", COUNSELLOR.ak, chain_key=chain_key, blob=chained, uid=COUNSELLOR.uid, old_gen=1),
        fails("V5 chain of another generation", "unchain_ak", chain_key=chain_key, blob=chained, uid=COUNSELLOR.uid, old_gen=2),
        fails("V5 a wrap is no chain", "unchain_ak", chain_key=kek, blob=blob, uid=uid, old_gen=1),
    ]  # fmt: skip


# ---- V6 --------------------------------------------------------------------------------------------------------
def recovery_cases() -> list[dict]:
    raw, shown = known.RECOVERY_RAW, recovery.show(known.RECOVERY_RAW)
    mistyped = shown.replace("0", "o", 1).replace("1", "l", 1).replace("1", "I", 1).lower().replace("-", " ")
    return [
        gives("V6 show", "recovery_show", shown, raw=raw),
        gives("V6 show zeros", "recovery_show", recovery.show(bytes(20)), raw=bytes(20)),
        gives("V6 show ones", "recovery_show", recovery.show(b"\xff" * 20), raw=b"\xff" * 20),
        gives("V6 parse", "recovery_parse", raw, text=shown),
        gives("V6 parse what people type", "recovery_parse", raw, text=mistyped),
        gives("V6 parse without dashes", "recovery_parse", raw, text=shown.replace("-", "")),
        gives("V6 parse ones", "recovery_parse", b"\xff" * 20, text=recovery.show(b"\xff" * 20)),
        fails("V6 wrong check character", "recovery_parse", text=shown[:-1] + "H"),
        fails("V6 two neighbours swapped", "recovery_parse", text="40106" + shown[5:]),
        fails("V6 too short", "recovery_parse", text=shown[:-1]),
        fails("V6 too long", "recovery_parse", text=shown + "0"),
        fails("V6 a letter outside the alphabet", "recovery_parse", text="U" + shown[1:]),
        fails("V6 empty", "recovery_parse", text=""),
        gives("V6 keys", "recovery_keys", list(recovery.recovery_keys(raw)), raw=raw),
        gives("V6 login name", "recovery_login", recovery.recovery_login(raw), raw=raw),
        fails("V6 19 bytes", "recovery_show", raw=raw[1:]),
    ]


# ---- V7, V8 ----------------------------------------------------------------------------------------------------
def identity_cases() -> list[dict]:
    old, new, client = COUNSELLOR, COUNSELLOR_2, CLIENT
    follow = {"ir": new.ir, "sig_self": new.sig_self, "sig_prev": new.sig_prev, "previous": old.ir}

    def signed(ir: bytes, person=client) -> dict:
        return {"ir": ir, "sig_self": identity.sign_identity(person.keys, ir)}

    def with_key(offset: int, point: str) -> dict:
        return signed(client.ir[:offset] + bytes.fromhex(point) + client.ir[offset + 32 :])

    gapped = identity.make_identity(new.keys, uid=new.uid, gen=3, created_ms=BORN, prev_hash=old.fp)
    foreign = identity.make_identity(new.keys, uid=STRANGER.uid, gen=2, created_ms=BORN, prev_hash=old.fp)
    return [
        gives("V7 client", "make_identity", {"ir": client.ir, "sig_self": client.sig_self, "fp": client.fp},
              ak=client.ak, uid=client.uid, gen=1, created_ms=BORN + 1000, prev_hash=ZERO32),
        gives("V7 counsellor", "make_identity", {"ir": old.ir, "sig_self": old.sig_self, "fp": old.fp},
              ak=old.ak, uid=old.uid, gen=1, created_ms=BORN, prev_hash=ZERO32),
        gives("V7 second generation", "make_identity", {"ir": new.ir, "sig_self": new.sig_self, "fp": new.fp},
              ak=new.ak, uid=new.uid, gen=2, created_ms=new.identity.created_ms, prev_hash=old.fp),
        gives("V7 signature by the generation before", "sign_identity", new.sig_prev, ak=old.ak, ir=new.ir),
        gives("V7 check", "check_identity", client.fp, ir=client.ir, sig_self=client.sig_self,
              flip={"ir": bits(157), "sig_self": bits(64)}),
        gives("V7 check the second generation", "check_identity", new.fp, **follow,
              flip={"sig_prev": bits(64), "previous": bits(157, 23)}),
        gives("V7 a reset stands too", "check_identity", new.fp, **follow | {"sig_prev": ZERO64}),
        fails("V7 generation beyond 32 bits", "make_identity", ak=client.ak, uid=client.uid, gen=2**32, created_ms=0, prev_hash=ZERO32),
        fails("V7 created before 1970", "make_identity", ak=client.ak, uid=client.uid, gen=1, created_ms=-1, prev_hash=ZERO32),
        fails("V7 signed by somebody else", "check_identity", ir=client.ir, sig_self=identity.sign_identity(old.keys, client.ir)),
        fails("V7 sig_prev without the record before", "check_identity", **follow | {"previous": None}),
        fails("V7 sig_prev by somebody else", "check_identity", **follow | {"sig_prev": new.sig_self}),
        fails("V7 successor of another record", "check_identity", **follow | {"previous": client.ir}),
        fails("V7 generation left out", "check_identity", **signed(gapped, new), previous=old.ir),
        fails("V7 another uid", "check_identity", **signed(foreign, new), previous=old.ir),
        fails("V7 version 0", "check_identity", **signed(b"\0" + client.ir[1:])),
        fails("V7 version 2", "check_identity", **signed(b"\2" + client.ir[1:])),
        fails("V7 generation 0", "check_identity", **signed(client.ir[:17] + bytes(4) + client.ir[21:])),
        fails("V7 generation 1 with a predecessor", "check_identity", **signed(client.ir[:125] + b"\1" * 32)),
        fails("V7 generation 2 without one", "check_identity", **signed(client.ir[:17] + b"\0\0\0\2" + client.ir[21:])),
        fails("V7 created beyond 2^53", "check_identity", **signed(client.ir[:117] + b"\xff" * 8 + client.ir[125:])),
        fails("V7 one byte short", "check_identity", **signed(client.ir[:-1])),
        fails("V7 one byte more", "check_identity", **signed(client.ir + b"\0")),
        *(fails(f"V7 small-order box key {point[:4]}", "check_identity", **with_key(53, point)) for point in SMALL_X25519),
        *(fails(f"V7 small-order inbox key {point[:4]}", "check_identity", **with_key(85, point)) for point in SMALL_X25519),
        fails("V7 small-order signing key", "check_identity", **with_key(21, "01" + "00" * 31)),
        gives("V8 safety number", "safety_number", identity.safety_number(client.ir, old.ir), a=client.ir, b=old.ir),
        gives("V8 other way round", "safety_number", identity.safety_number(client.ir, old.ir), a=old.ir, b=client.ir),
    ]  # fmt: skip


# ---- V11, V12 --------------------------------------------------------------------------------------------------
def record_cases() -> list[dict]:
    key, text = known.ROOM_KEY, '{"t":"text","b":"Grüß Gott"}'
    fields = {
        **{"type": r.MESSAGE, "room": known.ROOM, "epoch": 1, "sender": CLIENT.uid, "gen": 1, "seq": 2},
        **{"message_id": b"\x72" * 16, "prev": known.EPOCH_1.link, "time_ms": 1_700_000_003_000, "nonce": b"\x33" * 24},
    }
    message = records.seal_message(key, text.encode(), records.Header(**fields), CLIENT.keys.sign_sk)
    offer_fields = fields | {
        **{"type": r.SIGNAL, "sender": COUNSELLOR.uid, "message_id": b"\xca" * 16, "seq": 1, "prev": ZERO32},
        **{"time_ms": 1_700_000_007_000, "nonce": b"\x36" * 24},
    }
    offer_text = '{"k":"offer","sdp":"v=0"}'
    offer = records.seal_message(key, offer_text.encode(), records.Header(**offer_fields), COUNSELLOR.keys.sign_sk)
    head = message.header
    signed_as_signal = records.Record(
        head, message.body, sign(CLIENT.keys.sign_sk, "cp1/signal", head + message.body_hash)
    )
    every_bit = {"record.header": bits(136), "record.body": bits(272, 41), "record.sig": bits(64)}

    pair = ["counsellor", "client"]

    def moved(**changes) -> records.Record:
        """The same body and nonce under another header, signed rightly: only the AEAD can tell."""
        header = records.Header(**fields | changes)
        return records.make_record(header, message.body, CLIENT.keys.sign_sk)

    def header_with(at: int, raw: bytes) -> bytes:
        return head[:at] + raw + head[at + len(raw) :]

    epoch_head = known.EPOCH_1.header
    return [
        gives("V11 epoch record", "check_record", known.EPOCH_1.link, record=known.EPOCH_1, sign_pk=COUNSELLOR.keys.sign_pk,
              flip={"record.header": bits(136), "record.body": bits(536, 97), "record.sig": bits(64)}),
        gives("V11 epoch record is made again", "make_record", {"record": known.EPOCH_1, "link": known.EPOCH_1.link},
              header=_fields(known.EPOCH_1.head), body=known.EPOCH_1.body, ak=COUNSELLOR.ak),
        gives("V12 message", "seal_message", {"record": message, "link": message.link}, key=key, text=text,
              header=fields, ak=CLIENT.ak),
        gives("V12 open", "open_message", text, key=key, record=message, flip={"record.header": bits(136), "record.body": bits(272, 41)}),
        gives("V12 check", "check_record", message.link, record=message, sign_pk=CLIENT.keys.sign_pk, flip=every_bit),
        gives("V12 header there and back", "unpack_header", head, raw=head),
        fails("V12 open under another key", "open_message", key=bytes(32), record=message),
        fails("V12 checked with another key", "check_record", record=message, sign_pk=COUNSELLOR.keys.sign_pk),
        fails("V12 associated data of another room", "open_message", key=key, record=moved(room=b"\x0e" * 16)),
        fails("V12 associated data of another epoch", "open_message", key=key, record=moved(epoch=2)),
        fails("V12 associated data of another sender", "open_message", key=key, record=moved(sender=COUNSELLOR.uid)),
        fails("V12 associated data of another place", "open_message", key=key, record=moved(seq=3)),
        fails("V12 a message is no signal", "open_message", key=key, record=moved(type=r.SIGNAL)),
        fails("V12 signed as a signal", "check_record", record=signed_as_signal, sign_pk=CLIENT.keys.sign_pk),
        fails("V12 an epoch is no message", "open_message", key=key, record=known.EPOCH_1),
        fails("V12 an erased body does not open", "open_message", key=key,
              record=replace(message, body=None, erased_hash=message.body_hash)),
        fails("V12 header for a short room", "make_record", header=fields | {"room": bytes(15)}, body=bytes(272), ak=CLIENT.ak),
        fails("V12 header beyond 2^53", "make_record", header=fields | {"seq": 2**53}, body=bytes(272), ak=CLIENT.ak),
        fails("V12 header with a negative time", "make_record", header=fields | {"time_ms": -1}, body=bytes(272), ak=CLIENT.ak),
        fails("V12 version 0", "unpack_header", raw=header_with(0, b"\0")),
        fails("V12 version 2", "unpack_header", raw=header_with(0, b"\2")),
        fails("V12 flags", "unpack_header", raw=header_with(2, b"\0\1")),
        fails("V12 unknown type", "unpack_header", raw=header_with(1, b"\x11")),
        fails("V12 note as a room record", "unpack_header", raw=header_with(1, b"\x30")),
        fails("V12 epoch 0", "unpack_header", raw=header_with(20, bytes(4))),
        fails("V12 generation 0", "unpack_header", raw=header_with(40, bytes(4))),
        fails("V12 seq 0", "unpack_header", raw=header_with(60, bytes(8))),
        fails("V12 seq beyond 2^53", "unpack_header", raw=header_with(60, b"\0\x20" + bytes(6))),
        fails("V12 time beyond 2^53", "unpack_header", raw=header_with(100, b"\xff" * 8)),
        fails("V12 epoch with a nonce", "unpack_header", raw=epoch_head[:108] + b"\1" + epoch_head[109:]),
        fails("V12 short header", "unpack_header", raw=head[:-1]),
        fails("V12 long header", "unpack_header", raw=head + b"\0"),
        gives("V12 as JSON", "from_json", message.link, data=records.to_json(message)),
        gives("V12 further fields are the server's words", "from_json", message.link,
              data=records.to_json(message) | {"seq": 9, "at": "then"}),
        fails("V12 JSON without a header", "from_json", data={"b": "", "s": b64u(message.sig)}),
        fails("V12 JSON with a number", "from_json", data=records.to_json(message) | {"h": 7}),
        fails("V12 JSON with padding", "from_json", data=records.to_json(message) | {"s": b64u(message.sig) + "=="}),
        fails("V12 JSON with a short signature", "from_json", data=records.to_json(message) | {"s": b64u(message.sig[:63])}),
        fails("V12 JSON that is a list", "from_json", data=[]),
        gives("V19 offer", "seal_message", {"record": offer, "link": offer.link}, key=key, text=offer_text,
              header=offer_fields, ak=COUNSELLOR.ak),
        gives("V19 offer is the owner's", "check_signal", COUNSELLOR.uid, epoch=known.EPOCH_1, record=offer, known=pair,
              flip={"record.header": bits(136), "record.sig": bits(64)}),
        fails("V19 a message is no signal", "check_signal", epoch=known.EPOCH_1, record=message, known=pair),
        fails("V19 signal of a stranger", "check_signal", epoch=known.EPOCH_1, known=[*pair, "stranger"],
              record=records.seal_message(key, b"{}", records.Header(**offer_fields | {"sender": STRANGER.uid}), STRANGER.keys.sign_sk)),
        fails("V19 signal in the owner's name, signed by the client", "check_signal", epoch=known.EPOCH_1, known=pair,
              record=records.seal_message(key, b"{}", records.Header(**offer_fields), CLIENT.keys.sign_sk)),
        fails("V19 signal of another epoch", "check_signal", epoch=known.EPOCH_1, known=pair,
              record=records.seal_message(key, b"{}", records.Header(**offer_fields | {"epoch": 2}), COUNSELLOR.keys.sign_sk)),
        gives("V12 page read backwards", "check_links", ZERO32, records=[known.EPOCH_1, message], head_link=message.link),
        fails("V12 page with a gap", "check_links", records=[known.EPOCH_1, offer], head_link=offer.link),
        fails("V12 page that ends elsewhere", "check_links", records=[known.EPOCH_1], head_link=message.link),
        gives("V19 offer opens", "open_message", offer_text, key=key, record=offer),
    ]  # fmt: skip


def _fields(head: records.Header) -> dict:
    names = ["type", "room", "epoch", "sender", "gen", "message_id", "seq", "prev", "time_ms", "nonce"]
    return {name: getattr(head, name) for name in names}


# ---- V13 -------------------------------------------------------------------------------------------------------
def padding_cases() -> list[dict]:
    sizes = [0, 1, 255, 256, 511, 512, 4095, 4096, 32767, 32768, 65535]
    return [
        *(gives(f"V13 {n} bytes", "padded_size", len(records.pad(bytes(n))), size=n) for n in sizes),
        fails("V13 65536 bytes", "padded_size", size=65536),
        gives("V13 unpad", "unpad", b"hi", padded=records.pad(b"hi")),
        gives("V13 content that looks like padding", "unpad", b"\x80\0", padded=records.pad(b"\x80\0")),
        fails("V13 empty", "unpad", padded=b""),
        fails("V13 zeros", "unpad", padded=bytes(256)),
        fails("V13 no end", "unpad", padded=b"x" * 256),
        fails("V13 odd size", "unpad", padded=records.pad(b"hi")[:255]),
        fails("V13 bucket too large", "unpad", padded=b"hi\x80" + bytes(509)),
        fails("V13 128 bytes", "unpad", padded=b"\x80" + bytes(127)),
    ]


# ---- content of messages -----------------------------------------------------------------------------------------
def content_cases() -> list[dict]:
    one, key = b64u(b"\x72" * 16), b64u(b"\xf1" * 32)
    file = {"t": "file", "id": one, "key": key, "hash": key, "n": 7, "name": "letter.pdf", "mime": "application/pdf"}
    understood = [
        {"t": "text", "b": "Grüß Gott 🌈"},
        {"t": "text", "b": "yes", "re": one},
        {"t": "edit", "of": one, "b": "no"},
        {"t": "retract", "of": one},
        {"t": "ack", "seq": 7, "link": key},
        {"t": "call", "call": one, "ev": "start", "media": "audio"},
        file,
        file | {"cap": "as promised"},
    ]
    strange = {
        "another type": '{"t":"poem","b":"x"}',
        "a type every object has": '{"t":"constructor"}',
        "no type": '{"b":"x"}',
        "a type that is a list": '{"t":["text"],"b":"x"}',
        "a list": '["text"]',
        "a text": '"text"',
        "null": "null",
        "no JSON": "hello",
        "not a number": f'{{"t":"ack","seq":NaN,"link":"{key}"}}',
        "empty text": '{"t":"text","b":""}',
        "text that is a number": '{"t":"text","b":1}',
        "a field too many": '{"t":"text","b":"x","html":"<b>"}',
        "a field every object has": '{"t":"text","b":"x","__proto__":null}',
        "a field too few": '{"t":"edit","b":"x"}',
        "a short id": '{"t":"retract","of":"AAAA"}',
        "half of a surrogate pair": '{"t":"text","b":"\\ud83c"}',
        "a negative number": f'{{"t":"ack","seq":-1,"link":"{key}"}}',
        "a true number": f'{{"t":"ack","seq":true,"link":"{key}"}}',
        "another event": f'{{"t":"call","call":"{one}","ev":"pause","media":"audio"}}',
        "nothing": "",
        "a byte order mark": '\ufeff{"t":"text","b":"x"}',
    }
    bad_utf8 = b'{"t":"text","b":"\xff"}'
    deep = b"[" * 60_000
    return [
        *(gives(f"content {number} {one['t']}", "read_content", one, plaintext=content.compose(one))
          for number, one in enumerate(understood)),
        *(gives(f"content unsupported: {name}", "read_content", {"t": "unsupported"}, plaintext=text.encode())
          for name, text in strange.items()),
        gives("content unsupported: broken UTF-8", "read_content", {"t": "unsupported"}, plaintext=bad_utf8),
        gives("content unsupported: very deep", "read_content", {"t": "unsupported"}, plaintext=deep),
        gives("content: 7.0 is 7", "read_content", {"t": "ack", "seq": 7, "link": key},
              plaintext=f'{{"t":"ack","seq":7.0,"link":"{key}"}}'.encode()),
        gives("content unsupported: half a number", "read_content", {"t": "unsupported"},
              plaintext=f'{{"t":"ack","seq":7.5,"link":"{key}"}}'.encode()),
        gives("content unsupported: beyond 2^53", "read_content", {"t": "unsupported"},
              plaintext=f'{{"t":"ack","seq":9007199254740993,"link":"{key}"}}'.encode()),
        fails("content nobody could read is not composed", "compose_content", message={"t": "text", "b": ""}),
    ]  # fmt: skip


# ---- V9, V10, V11, V14 -----------------------------------------------------------------------------------------
def room_cases() -> list[dict]:
    key, room = known.ROOM_KEY, known.ROOM
    body = known.EPOCH_1.body
    grant = rooms.new_grant(CLIENT.identity, {1: key}, room=room, sender=COUNSELLOR.uid)
    packed = grant.pack()
    kids = {"1": known.value("kid")}
    opened = {"ak": CLIENT.ak, "room": room, "sender": COUNSELLOR.uid, "kids": kids}
    two = Room().epoch(COUNSELLOR, [(COUNSELLOR, r.OWNER), (CLIENT, r.CLIENT)], r.GENESIS)
    slot = {"record": known.EPOCH_1, "uid": CLIENT.uid, "own": {CLIENT.fp: CLIENT.ak}}
    subkeys = {
        "messages": KDF(key, "cp1epoch", 1),
        "signals": KDF(key, "cp1epoch", 2),
        "inbox_pk": rooms.team_inbox(key)[0],
    }
    return [
        gives("V9 kid", "kid", rooms.kid(key, room, 1), key=key, room=room, number=1),
        gives("V9 kid of another epoch", "kid", rooms.kid(key, room, 2), key=key, room=room, number=2),
        gives("V9 epoch sub-keys", "epoch_keys", subkeys, key=key),
        gives("V10 published slot", "open_slot", key, **slot),
        gives("V10 another slot", "open_slot", two.keys[1], record=two.log[0], uid=COUNSELLOR.uid,
              own={COUNSELLOR.fp: COUNSELLOR.ak}),
        gives("V10 not a member", "open_slot", None, **slot | {"uid": STRANGER.uid}),
        gives("V10 keys lost", "open_slot", None, **slot | {"own": {CLIENT.fp: None}}),
        fails("V10 not my key", "open_slot", **slot | {"own": {STRANGER.fp: STRANGER.ak}}),
        fails("V10 wrong keys", "open_slot", **slot | {"own": {CLIENT.fp: STRANGER.ak}}),
        gives("V11 epoch body there and back", "unpack_epoch", body, body=body),
        fails("V11 epoch body version 0", "unpack_epoch", body=b"\0" + body[1:]),
        fails("V11 epoch body version 2", "unpack_epoch", body=b"\2" + body[1:]),
        fails("V11 epoch body trailing byte", "unpack_epoch", body=body + b"\0"),
        fails("V11 epoch body cut off", "unpack_epoch", body=body[:-1]),
        fails("V11 epoch body empty", "unpack_epoch", body=b""),
        gives("V14 grant opens", "open_grant", {"1": key}, body=packed, **opened, flip={"body": bits(len(packed), 61)}),
        fails("V14 grant of another granter", "open_grant", body=packed, **opened | {"sender": STRANGER.uid}),
        fails("V14 grant of another room", "open_grant", body=packed, **opened | {"room": b"\x0e" * 16}),
        fails("V14 grant for another recipient", "open_grant", body=packed, **opened | {"ak": STRANGER.ak}),
        fails("V14 key that does not match its kid", "open_grant", body=packed, **opened | {"kids": {"1": bytes(32)}}),
        fails("V14 epoch that never was", "open_grant", body=packed, **opened | {"kids": {}}),
        gives("V14 grant there and back", "unpack_grant", packed, body=packed),
        fails("V14 grant version 2", "unpack_grant", body=b"\2" + packed[1:]),
        fails("V14 grant of no keys", "unpack_grant", body=packed[:53] + b"\0\0" + packed[55:]),
        fails("V14 grant that says two keys", "unpack_grant", body=packed[:53] + b"\0\2" + packed[55:]),
        fails("V14 grant trailing byte", "unpack_grant", body=packed + b"\0"),
        fails("V14 grant cut off", "unpack_grant", body=packed[:-1]),
    ]  # fmt: skip


# ---- primitives ------------------------------------------------------------------------------------------------
def primitive_cases() -> list[dict]:
    message, keys = b"record", CLIENT.keys
    signature = sign(keys.sign_sk, "cp1/env", message)
    s = int.from_bytes(signature[32:], "little") + ORDER
    malleable = signature[:32] + s.to_bytes(32, "little")
    neutral = b"\1" + bytes(31)  # the point of order one: [s]B alone would satisfy a careless verifier
    scalar = H(32, "cp1/body", b"any scalar")[:31] + b"\0"
    careless = sodium.crypto_scalarmult_ed25519_base_noclamp(scalar) + scalar
    given = {"sign_pk": keys.sign_pk, "tag": "cp1/env", "message": message}
    sealed = seal_aead(bytes(32), bytes(24), b"ad", b"plain")
    aead = {"key": bytes(32), "nonce": bytes(24), "ad": b"ad"}
    return [
        gives("Ed25519", "verify", True, **given, sig=signature, flip={"sig": bits(64), "sign_pk": bits(32)}),
        fails("Ed25519 signature plus the group order", "verify", **given, sig=malleable),
        fails("Ed25519 small-order key", "verify", **given | {"sign_pk": neutral}, sig=careless),
        fails("Ed25519 key of zeros", "verify", **given | {"sign_pk": bytes(32)}, sig=careless),
        fails("Ed25519 another tag", "verify", **given | {"tag": "cp1/signal"}, sig=signature),
        fails("Ed25519 short signature", "verify", **given, sig=signature[:63]),
        fails("Ed25519 short key", "verify", **given | {"sign_pk": keys.sign_pk[:31]}, sig=signature),
        gives("AEAD", "open_aead", b"plain", **aead, ciphertext=sealed, flip={"ciphertext": bits(len(sealed), 1), "ad": bits(2, 1)}),
        fails("AEAD too short", "open_aead", **aead, ciphertext=sealed[:15]),
        fails("AEAD short nonce", "open_aead", **aead | {"nonce": bytes(23)}, ciphertext=sealed),
        gives("X25519 an ordinary key", "check_box_key", True, box_pk=keys.box_pk),
        *(fails(f"X25519 small order {point[:4]}", "check_box_key", box_pk=bytes.fromhex(point)) for point in SMALL_X25519),
        fails("X25519 short key", "check_box_key", box_pk=keys.box_pk[:31]),
        gives("base64url", "unb64u", b"\xfb\xff", text="-_8"),
        gives("base64url of nothing", "unb64u", b"", text=""),
        fails("base64url with padding", "unb64u", text="-_8="),
        fails("base64url with the other alphabet", "unb64u", text="+/8"),
        fails("base64url with a newline", "unb64u", text="-_8\n"),
        fails("base64url with a space", "unb64u", text=" -_8"),
        fails("base64url with stray last bits", "unb64u", text="-_9"),
        fails("base64url of an impossible length", "unb64u", text="AAAAA"),
        fails("base64url of another size", "unb64u", text="-_8", size=3),
        fails("base64url that is a number", "unb64u", text=7),
        fails("base64url beyond ASCII", "unb64u", text="ä" * 4),
    ]  # fmt: skip
