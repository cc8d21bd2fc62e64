"""Records: what a room's log is made of. Header, body, signature; the same bytes in every language.

    header, 136 bytes, big-endian
    offset length                                offset length
    0      1   version 1                         44     16  message_id: random, names the record in retries
    1      1   type                              60     8   seq: 1, 2, 3 … in the room
    2      2   flags, zero                       68     32  prev: link of the record before, zeros at seq 1
    4      16  room                              100    8   time, the sender's clock, milliseconds since 1970
    20     4   epoch                             108    24  nonce, zeros for EPOCH and GRANT
    24     16  sender                            132    4   body length in bytes
    40     4   sender's generation

    body_hash = H(32, "cp1/body", body)
    signature = SIG(sign_sk, "cp1/env", header || body_hash)          "cp1/signal" for SIGNAL and LIVE
    link      = H(32, "cp1/link", header || body_hash || signature)

The signature covers the hash of the body, so that a body can be erased one day and the chain still verifies. The
header is also the associated data of the body's encryption: nothing can be moved to another place.
"""

import struct
from dataclasses import dataclass, replace
from functools import cached_property

from nacl import bindings as sodium

from e2ee import registry
from e2ee.errors import Invalid
from e2ee.primitives import KDF, ZERO24, H, b64u, open_aead, random_bytes, seal_aead, sign, unb64u, verify

LAYOUT = struct.Struct(">BBH16sI16sI16sQ32sQ24sI")
HEADER_SIZE = LAYOUT.size  # 136
_IDS = {"room": 16, "sender": 16, "message_id": 16, "prev": 32, "nonce": 24}


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    type: int
    room: bytes
    epoch: int
    sender: bytes
    gen: int
    message_id: bytes
    seq: int
    prev: bytes
    time_ms: int
    nonce: bytes = ZERO24
    body_len: int = 0

    def pack(self) -> bytes:
        if any(len(getattr(self, name)) != size for name, size in _IDS.items()):
            raise Invalid("header")
        if self.seq > registry.MAX_NUMBER or self.time_ms > registry.MAX_NUMBER:
            raise Invalid("header")
        try:
            return LAYOUT.pack(
                *(registry.VERSION, self.type, 0, self.room, self.epoch, self.sender, self.gen, self.message_id),
                *(self.seq, self.prev, self.time_ms, self.nonce, self.body_len),
            )
        except struct.error as error:
            raise Invalid("header") from error

    @classmethod
    def unpack(cls, raw: bytes) -> "Header":
        """Raises `Invalid("header")` for a wrong length, version, flag or type, and for counters that start at 0."""
        if len(raw) != HEADER_SIZE:
            raise Invalid("header")
        version, kind, flags, room, epoch, sender, gen, message_id, seq, prev, time_ms, nonce, n = LAYOUT.unpack(raw)
        if version != registry.VERSION or flags != 0 or kind not in registry.DURABLE | registry.EPHEMERAL:
            raise Invalid("header")
        if 0 in (epoch, gen, seq) or max(seq, time_ms) > registry.MAX_NUMBER:
            raise Invalid("header")
        if kind in (registry.EPOCH, registry.GRANT) and nonce != ZERO24:
            raise Invalid("header")
        return cls(
            **{"type": kind, "room": room, "epoch": epoch, "sender": sender, "gen": gen, "message_id": message_id},
            **{"seq": seq, "prev": prev, "time_ms": time_ms, "nonce": nonce, "body_len": n},
        )


@dataclass(frozen=True)
class Record:
    """`body` is None when it was erased by law; then `erased_hash` stands for it and only a MESSAGE may be so."""

    header: bytes
    body: bytes | None
    sig: bytes
    erased_hash: bytes | None = None

    @cached_property
    def head(self) -> Header:
        return Header.unpack(self.header)

    @cached_property
    def body_hash(self) -> bytes:
        return self.erased_hash if self.body is None else H(32, "cp1/body", self.body)

    @cached_property
    def link(self) -> bytes:
        return H(32, "cp1/link", self.header, self.body_hash, self.sig)


def make_record(header: Header, body: bytes, sign_sk: bytes) -> Record:
    """Signs; the header's body length is filled in."""
    unsigned = Record(replace(header, body_len=len(body)).pack(), body, b"")
    return replace(unsigned, sig=sign(sign_sk, _tag(header.type), unsigned.header + unsigned.body_hash))


def check_record(record: Record, sign_pk: bytes) -> Header:
    """The header, if header, body and signature belong together. Whether the signer may do this: rooms.check_entry."""
    head = check_shape(record)
    verify(sign_pk, _tag(head.type), record.header + record.body_hash, record.sig)
    return head


def check_shape(record: Record) -> Header:
    """What needs no key at all: the layout, the lengths, and a MESSAGE's size being one of the padded sizes."""
    head = record.head
    if len(record.sig) != registry.SIGNATURE:
        raise Invalid("signature")
    if record.body is None:
        if head.type != registry.MESSAGE or record.erased_hash is None or len(record.erased_hash) != registry.HASH:
            raise Invalid("body")
    elif head.body_len != len(record.body):
        raise Invalid("body")
    if head.type not in (registry.EPOCH, registry.GRANT) and not _is_padded(head.body_len - registry.AEAD_TAG):
        raise Invalid("body")
    return head


def _tag(kind: int) -> str:
    return "cp1/signal" if kind in registry.EPHEMERAL else "cp1/env"


# ---- padding: sizes tell little ------------------------------------------------------------------
def pad(plaintext: bytes) -> bytes:
    """Filled up to the smallest power of two that is longer, at least 256; over 65,535 bytes are refused."""
    size = registry.MIN_PADDED
    while size <= len(plaintext):
        size *= 2
    if size > registry.MAX_PADDED:
        raise Invalid("too_long")
    return sodium.sodium_pad(plaintext, size)


def unpad(padded: bytes) -> bytes:
    """Raises unless it is exactly what `pad` makes."""
    if not _is_padded(len(padded)):
        raise Invalid("pad")
    end = len(padded.rstrip(b"\0")) - 1
    if end < 0 or padded[end] != 0x80 or (len(padded) > registry.MIN_PADDED and end < len(padded) // 2):
        raise Invalid("pad")
    return padded[:end]


def _is_padded(size: int) -> bool:
    return registry.MIN_PADDED <= size <= registry.MAX_PADDED and size & (size - 1) == 0


# ---- messages and signals: encrypt, then sign ----------------------------------------------------
def seal_message(epoch_key: bytes, plaintext: bytes, header: Header, sign_sk: bytes) -> Record:
    """A MESSAGE (or SIGNAL, LIVE) under the room key of the header's epoch; a zero nonce becomes a random one."""
    padded = pad(plaintext)
    nonce = random_bytes(registry.NONCE) if header.nonce == ZERO24 else header.nonce
    header = replace(header, nonce=nonce, body_len=len(padded) + registry.AEAD_TAG)
    return make_record(header, seal_aead(_content_key(epoch_key, header.type), nonce, header.pack(), padded), sign_sk)


def open_message(epoch_key: bytes, record: Record) -> bytes:
    """The plaintext. Says nothing about the sender: `check_record` and the room's rules come first."""
    head = record.head
    if record.body is None:
        raise Invalid("body")
    return unpad(open_aead(_content_key(epoch_key, head.type), head.nonce, record.header, record.body))


def _content_key(epoch_key: bytes, kind: int) -> bytes:
    if kind == registry.MESSAGE:
        return KDF(epoch_key, "cp1epoch", 1)
    if kind in registry.EPHEMERAL:
        return KDF(epoch_key, "cp1epoch", 2)
    raise Invalid("header")


# ---- JSON is only the envelope -------------------------------------------------------------------
def to_json(record: Record) -> dict:
    """`{"h", "b", "s"}` in base64url; an erased body is null and its hash stands in "bh"."""
    if record.body is None:
        return {"h": b64u(record.header), "b": None, "bh": b64u(record.erased_hash), "s": b64u(record.sig)}
    return {"h": b64u(record.header), "b": b64u(record.body), "s": b64u(record.sig)}


def from_json(data: dict) -> Record:
    """The record; further fields of `data` (seq, at) are the server's words and are ignored."""
    if not isinstance(data, dict):
        raise Invalid("json")
    header = unb64u(data.get("h"), HEADER_SIZE)
    signature = unb64u(data.get("s"), registry.SIGNATURE)
    if data.get("b") is None:
        return Record(header, None, signature, unb64u(data.get("bh"), registry.HASH))
    return Record(header, unb64u(data["b"]), signature)
