"""A client of its own, written from docs/protocol/ alone: it imports nothing of this project.

PyNaCl, hashlib and the standard library's HTTP are all it needs, which is what the documents promise. It keeps to
the ordinary path (sign up or log in, set up or unlock keys, open a room, read and write) and checks what it reads.

    anna = Client("http://localhost:8000")
    anna.register("anna", "login password", role="client")
    anna.set_up_keys("Room password 1!")
    room = anna.open_room(peer_uid)         # or anna.room(room_id)
    room.send("hello")
    room.read() -> [(sender uid, text), …]
"""

import base64
import hashlib
import http.client
import http.cookies
import json
import os
import struct
import time
import unicodedata
from urllib.parse import urlsplit

from nacl import bindings as sodium

ZERO16, ZERO24, ZERO32 = bytes(16), bytes(24), bytes(32)
HEADER = struct.Struct(">BBH16sI16sI16sQ32sQ24sI")
EPOCH, GRANT, MESSAGE = 0x01, 0x02, 0x10
OWNER, CLIENT = 1, 3


# --- notation (index.md) -------------------------------------------------------------------------------------------


def b64u(raw):
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def unb64u(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def u32(number):
    return struct.pack(">I", number)


def hashed(size, tag, message):
    return hashlib.blake2b(tag + b"\0" + message, digest_size=size).digest()


def mac(key, tag, message):
    return hashlib.blake2b(tag + b"\0" + message, digest_size=32, key=key).digest()


def derived(key, context, number):
    salt = struct.pack("<Q", number) + bytes(8)
    return hashlib.blake2b(b"", digest_size=32, key=key, salt=salt, person=context + bytes(8)).digest()


def signed(sk, tag, message):
    return sodium.crypto_sign(tag + b"\0" + message, sk)[:64]


def check_signature(pk, tag, message, signature):
    sodium.crypto_sign_open(signature + tag + b"\0" + message, pk)  # raises BadSignatureError


# --- passwords.md ---------------------------------------------------------------------------------------------------


def stretched(password, label, seed):
    raw = unicodedata.normalize("NFC", password).encode()
    salt = hashed(16, label, seed)
    return sodium.crypto_pwhash_alg(32, raw, salt, 3, 64 * 1024 * 1024, sodium.crypto_pwhash_ALG_ARGON2ID13)


def login_wire(password, seed):
    return "cp1a." + b64u(derived(stretched(password, b"cp1/salt/login", seed), b"cp1login", 1))


def room_kek(password, seed):
    return derived(stretched(password, b"cp1/salt/room", seed), b"cp1room_", 1)


# --- account.md -----------------------------------------------------------------------------------------------------


def wrap(kek, ad, account_key):
    nonce = os.urandom(24)
    sealed = sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(account_key, ad, nonce, derived(kek, b"cp1wrap_", 1))
    commitment = mac(derived(kek, b"cp1wrap_", 2), b"cp1/commit", u32(len(ad)) + ad + nonce + sealed)
    return b"\x01" + commitment + nonce + sealed


def unwrap(kek, ad, blob):
    version, commitment, nonce, sealed = blob[:1], blob[1:33], blob[33:57], blob[57:]
    expected = mac(derived(kek, b"cp1wrap_", 2), b"cp1/commit", u32(len(ad)) + ad + nonce + sealed)
    if version != b"\x01" or len(blob) != 105 or not sodium.sodium_memcmp(commitment, expected):
        raise ValueError("wrong password or altered wrap")
    return sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(sealed, ad, nonce, derived(kek, b"cp1wrap_", 1))


class Keys:
    def __init__(self, account_key):
        self.account_key = account_key
        self.sign_pk, self.sign_sk = sodium.crypto_sign_seed_keypair(derived(account_key, b"cp1acct_", 1))
        self.box_pk, self.box_sk = sodium.crypto_box_seed_keypair(derived(account_key, b"cp1acct_", 2))
        self.inbox_pk, _ = sodium.crypto_box_seed_keypair(derived(account_key, b"cp1acct_", 3))


# --- identity.md ----------------------------------------------------------------------------------------------------


class Identity:
    """A record that stands by itself: its layout is right and its own key signed it."""

    def __init__(self, raw, sig_self):
        if len(raw) != 157 or raw[0] != 1:
            raise ValueError("identity record")
        self.raw, self.uid, self.gen = raw, raw[1:17], int.from_bytes(raw[17:21], "big")
        self.sign_pk, self.box_pk = raw[21:53], raw[53:85]
        self.fingerprint = hashed(32, b"cp1/ir", raw)
        check_signature(self.sign_pk, b"cp1/identity", raw, sig_self)


# --- the client -----------------------------------------------------------------------------------------------------


class Refused(Exception):
    """The server said no: `code`, and the whole answer."""

    def __init__(self, status, answer):
        super().__init__(f"{status} {answer}")
        self.status, self.code, self.answer = status, answer.get("error"), answer


class Client:
    def __init__(self, address):
        parts = urlsplit(address)
        self.origin, self.where, self.is_secure = address, parts.netloc, parts.scheme == "https"
        self.cookies = {}
        self.token = self.uid = self.keys = self.gen = None
        self.people = {}  # identity records by fingerprint
        self.token = self.ask("GET", "auth/csrf")["token"]

    def ask(self, method, path, data=None, *, with_status=False):
        connect = http.client.HTTPSConnection if self.is_secure else http.client.HTTPConnection
        connection = connect(self.where, timeout=30)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if method != "GET":
            headers |= {"Content-Type": "application/json", "X-CSRFToken": self.csrf, "Origin": self.origin}
        body = None if data is None else json.dumps(data)
        try:
            connection.request(method, f"/api/v1/{path}", body, headers)
            response = connection.getresponse()
            raw = response.read()
        finally:
            connection.close()
        for line in response.headers.get_all("Set-Cookie") or []:
            for name, morsel in http.cookies.SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        answer = json.loads(raw) if raw else {}
        if response.status >= 400:
            raise Refused(response.status, answer)
        return (response.status, answer) if with_status else answer

    @property
    def csrf(self):
        """The value of the CSRF cookie: whichever cookie is not the session's."""
        return next(value for name, value in self.cookies.items() if "csrf" in name.lower())

    def register(self, login, password, **more):
        seed, uid = os.urandom(16), os.urandom(16)
        data = {"login": login, "auth": login_wire(password, seed), "seed": b64u(seed), "kdf": 1, "uid": b64u(uid)}
        try:
            answer = self.ask("POST", "auth/register", data | more)
        except Refused as refusal:  # the texts to read; whoever drives this client has
            if refusal.answer.get("error") != "consent_missing":
                raise
            agreed = [text["digest"] for text in refusal.answer["texts"]]
            answer = self.ask("POST", "auth/register", data | more | {"agreed": agreed})
        self.uid = unb64u(answer["uid"])

    def log_in(self, login, password, **more):
        answer = self.ask("POST", "auth/prelogin", {"login": login})
        if answer.keys() != {"kdf", "seed"} or answer["kdf"] != 1:
            raise ValueError("the server asks for another derivation")
        auth = login_wire(password, unb64u(answer["seed"]))
        self.uid = unb64u(self.ask("POST", "auth/login", {"login": login, "auth": auth} | more)["uid"])

    def set_up_keys(self, room_password):
        """Makes the account key and wraps it twice. Returns the recovery code's 20 bytes."""
        seed, account_key, code = os.urandom(16), os.urandom(32), os.urandom(20)
        root = hashed(32, b"cp1/rcode", code)
        self.keys, self.gen = Keys(account_key), 1
        by_password = wrap(room_kek(room_password, seed), self._wrap_ad(1, seed), account_key)
        by_code = wrap(derived(root, b"cp1rcode", 2), self._wrap_ad(2, ZERO16), account_key)
        record = b"\x01" + self.uid + u32(1) + self.keys.sign_pk + self.keys.box_pk + self.keys.inbox_pk
        record += struct.pack(">Q", now_ms()) + ZERO32
        data = {
            "version": 0,
            "seed_room": b64u(seed),
            "wraps": [{"kind": 1, "blob": b64u(by_password)}, {"kind": 2, "blob": b64u(by_code)}],
            "ir": b64u(record),
            "sig_self": b64u(signed(self.keys.sign_sk, b"cp1/identity", record)),
            "rc_auth": b64u(derived(root, b"cp1rcode", 1)),
        }
        self.ask("PUT", "me/keys", data)
        return code

    def unlock(self, room_password):
        answer = self.ask("GET", "me/keys")
        self.gen, seed = answer["gen"], unb64u(answer["seed_room"])
        (blob,) = [unb64u(w["blob"]) for w in answer["wraps"] if (w["kind"], w["gen"]) == (1, self.gen)]
        self.keys = Keys(unwrap(room_kek(room_password, seed), self._wrap_ad(1, seed), blob))
        shown = unb64u(answer["ir"])
        if shown[1:85] != self.uid + u32(self.gen) + self.keys.sign_pk + self.keys.box_pk:
            raise ValueError("the server shows keys that are not mine")

    def _wrap_ad(self, kind, seed):
        return b"cp1/akwrap\0" + self.uid + u32(self.gen) + bytes([kind]) + seed

    def identities(self, uid):
        """All of a person's records, oldest first; they count for their fingerprints and nothing else."""
        found = []
        for entry in self.ask("GET", f"identities/{b64u(uid)}")["identities"]:
            identity = Identity(unb64u(entry["ir"]), unb64u(entry["sig_self"]))
            if identity.uid != uid:
                raise ValueError("somebody else's record")
            self.people[identity.fingerprint] = identity
            found.append(identity)
        return found

    def conversations(self):
        return self.ask("GET", "me/rooms")["conversations"]

    def open_room(self, peer_uid, *, i_am_owner=False):
        room = Room(self, os.urandom(16))
        me, peer = self.identities(self.uid)[-1], self.identities(peer_uid)[-1]
        roles = [(me, OWNER), (peer, CLIENT)] if i_am_owner else [(peer, OWNER), (me, CLIENT)]
        record = room.epoch_record(roles, reason=1)
        self.ask("POST", "rooms", {"peer": b64u(peer_uid), **as_json(record)})
        room.read()
        return room

    def room(self, room_id):
        room = Room(self, room_id)
        room.read()
        return room


def now_ms():
    return int(time.time() * 1000)


def as_json(record):
    return dict(zip("hbs", map(b64u, record), strict=True))


# --- rooms.md, messages.md, log.md -----------------------------------------------------------------------------------


class Room:
    """A room as far as it was read: every record up to `seq` has been checked."""

    def __init__(self, client, room_id):
        self.client, self.room_id = client, room_id
        self.seq, self.link, self.epoch = 0, ZERO32, 0
        self.members, self.room_keys, self.texts, self.seen = {}, {}, [], set()

    # --- writing

    def header(self, kind, epoch, nonce, size, message_id=None):
        return HEADER.pack(
            *(1, kind, 0, self.room_id, epoch, self.client.uid, self.client.gen, message_id or os.urandom(16)),
            *(self.seq + 1, self.link, now_ms(), nonce, size),
        )

    def record(self, header, body):
        body_hash = hashed(32, b"cp1/body", body)
        return header, body, signed(self.client.keys.sign_sk, b"cp1/env", header + body_hash)

    def epoch_record(self, roles, *, reason):
        key, number = os.urandom(32), self.epoch + 1
        kid = hashed(32, b"cp1/kid", key + self.room_id + u32(number))
        body = bytes([1, 1, reason, 1]) + kid + ZERO32 + struct.pack(">H", len(roles))
        for who, role in roles:
            bound = b"cp1/epochkey\0" + self.room_id + u32(number) + self.client.uid + who.uid + who.fingerprint
            slot = sodium.crypto_box_seal(bound + key, who.box_pk)
            body += who.uid + u32(who.gen) + bytes([role, 0]) + who.fingerprint + struct.pack(">H", 177) + slot
        return self.record(self.header(EPOCH, number, ZERO24, len(body)), body)

    def message_record(self, content, message_id=None):
        plain = json.dumps(content, ensure_ascii=False).encode()
        size = 256
        while size <= len(plain):
            size *= 2
        padded = plain + b"\x80" + bytes(size - len(plain) - 1)
        nonce = os.urandom(24)
        header = self.header(MESSAGE, self.epoch, nonce, size + 16, message_id)
        key = derived(self.room_keys[self.epoch], b"cp1epoch", 1)
        return self.record(header, sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(padded, header, nonce, key))

    def post(self, record):
        """(status, answer) of the upload as it is."""
        return self.client.ask("POST", f"rooms/{b64u(self.room_id)}/log", as_json(record), with_status=True)

    def send(self, text):
        """Stored for good when this returns; built again with the same message id whenever the room has moved on."""
        message_id = os.urandom(16)
        while True:
            try:
                self.post(self.message_record({"t": "text", "b": text}, message_id))
                break
            except Refused as refusal:
                if refusal.code not in ("head", "epoch_stale"):
                    raise
                self.read()
        return self.read()

    def new_key(self):
        roles = [(self.identity(uid, listed["fingerprint"]), listed["role"]) for uid, listed in self.members.items()]
        self.post(self.epoch_record(roles, reason=6))
        return self.read()

    def mark_read(self):
        return self.client.ask("PUT", f"rooms/{b64u(self.room_id)}/read", {"seq": self.seq})["seq"]

    # --- reading

    def read(self):
        """Fetch and check what is new; all texts so far as (sender uid, text)."""
        while True:
            page = self.client.ask("GET", f"rooms/{b64u(self.room_id)}/log?after={self.seq}&limit=500")
            for entry in page["records"]:
                self.check(*(unb64u(entry[name]) for name in "hbs"))
            if self.seq >= page["head"]["seq"]:
                if unb64u(page["head"]["link"]) != self.link:
                    raise ValueError("the record is incomplete or was altered")
                return self.texts

    def check(self, header, body, signature):
        version, kind, flags, room, epoch, sender, gen, message_id, seq, prev, _, nonce, size = HEADER.unpack(header)
        if (version, flags, size) != (1, 0, len(body)) or kind not in (EPOCH, GRANT, MESSAGE):
            raise ValueError("header")
        if (room, seq, prev) != (self.room_id, self.seq + 1, self.link) or (sender, message_id) in self.seen:
            raise ValueError("the record is incomplete or was altered")
        listed = self.read_epoch(body) if kind == EPOCH else None
        if kind == EPOCH:
            if epoch != self.epoch + 1 or nonce != ZERO24:
                raise ValueError("epoch")
            self.check_change(sender, listed)
        elif epoch != self.epoch:
            raise ValueError("epoch")
        signer = (self.members or listed["members"])[sender]
        if signer["gen"] != gen or signer["role"] == 4:
            raise ValueError("sender")
        body_hash = hashed(32, b"cp1/body", body)
        sign_pk = self.identity(sender, signer["fingerprint"]).sign_pk
        check_signature(sign_pk, b"cp1/env", header + body_hash, signature)
        if kind == EPOCH:
            self.room_keys[epoch] = self.open_slot(listed, epoch, sender)
            self.members, self.epoch = listed["members"], epoch
        elif kind == MESSAGE:
            self.texts.append((sender, self.open_message(header, body, epoch, nonce)))
        self.seen.add((sender, message_id))
        self.seq, self.link = seq, hashed(32, b"cp1/link", header + body_hash + signature)

    def identity(self, uid, fingerprint):
        if fingerprint not in self.client.people:
            self.client.identities(uid)
        return self.client.people[fingerprint]

    @staticmethod
    def read_epoch(body):
        (count,) = struct.unpack(">H", body[68:70])
        if body[:2] != b"\x01\x01" or len(body) != 70 + 233 * count:
            raise ValueError("epoch")
        members = {}
        for place in range(70, len(body), 233):
            part = body[place : place + 233]
            gen, role, flags = struct.unpack(">IBB", part[16:22])
            members[part[:16]] = {"gen": gen, "role": role, "fingerprint": part[22:54], "slot": part[56:]}
            if flags or part[54:56] != b"\0\xb1":
                raise ValueError("epoch")
        if len(members) != count:
            raise ValueError("epoch")
        return {"kid": body[4:36], "members": members}

    def check_change(self, sender, listed):
        """Of "who may write what" the part a conversation of two needs: the same two, with the same keys."""
        before, after = self.members, listed["members"]
        if not before:
            if sorted(m["role"] for m in after.values()) != [OWNER, CLIENT]:
                raise ValueError("genesis")
        elif {uid: m["fingerprint"] for uid, m in before.items()} != {
            uid: m["fingerprint"] for uid, m in after.items()
        }:
            raise ValueError("members or keys changed: compare the safety number first")

    def open_slot(self, listed, epoch, sender):
        me, client = listed["members"][self.client.uid], self.client
        inside = sodium.crypto_box_seal_open(me["slot"], client.keys.box_pk, client.keys.box_sk)
        bound = b"cp1/epochkey\0" + self.room_id + u32(epoch) + sender + client.uid + me["fingerprint"]
        key = inside[-32:]
        if inside[:-32] != bound or hashed(32, b"cp1/kid", key + self.room_id + u32(epoch)) != listed["kid"]:
            raise ValueError("slot")
        return key

    def open_message(self, header, body, epoch, nonce):
        key = derived(self.room_keys[epoch], b"cp1epoch", 1)
        padded = sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(body, header, nonce, key)
        plain, mark, rest = padded.rpartition(b"\x80")
        if not mark or rest.strip(b"\0"):
            raise ValueError("pad")
        content = json.loads(plain)
        return content["b"] if content["t"] == "text" else f"(unsupported: {content['t']})"
