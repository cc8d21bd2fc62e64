"""Identity records: which public keys are whose. Public, append-only per person, 157 bytes:

    offset length
    0      1      version 1
    1      16     uid, chosen by the client
    17     4      generation: 1, 2, …
    21     32     sign_pk      Ed25519
    53     32     box_pk       X25519, receives room keys
    85     32     inbox_pk     X25519, receives enquiries
    117    8      created, milliseconds since 1970
    125    32     fingerprint of the previous generation (zeros for generation 1)

`sig_self` is made with the new signing key, `sig_prev` with the previous one. 64 zero bytes in its place mean that
nobody vouches for the change: a reset. The fingerprint is the hash of the record; people compare safety numbers.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from e2ee import registry
from e2ee.account import AccountKeys
from e2ee.errors import Invalid
from e2ee.primitives import ZERO32, ZERO64, H, Reader, check_box_key, sign, u, verify

SIZE = 157


@dataclass(frozen=True)
class Identity:
    uid: bytes
    gen: int
    sign_pk: bytes
    box_pk: bytes
    inbox_pk: bytes
    created_ms: int
    prev_hash: bytes
    raw: bytes = field(repr=False)
    fp: bytes = field(repr=False)


def make_identity(keys: AccountKeys, *, uid: bytes, gen: int, created_ms: int, prev_hash: bytes = ZERO32) -> bytes:
    return b"\x01" + uid + u(4, gen) + keys.sign_pk + keys.box_pk + keys.inbox_pk + u(8, created_ms) + prev_hash


def sign_identity(keys: AccountKeys, ir: bytes) -> bytes:
    """`sig_self` with the record's own keys, `sig_prev` with the keys of the generation before."""
    return sign(keys.sign_sk, "cp1/identity", ir)


def parse_identity(ir: bytes) -> Identity:
    """Layout only: nothing is proved yet. See `check_identity`."""
    reader = Reader(ir, "identity")
    version, uid, gen = reader.u(1), reader.take(16), reader.u(4)
    keys = reader.take(32), reader.take(32), reader.take(32)
    created_ms, prev_hash = reader.u(8), reader.take(32)
    reader.end()
    if version != registry.VERSION or gen < 1 or (gen == 1) != (prev_hash == ZERO32):
        raise Invalid("identity")
    return Identity(uid, gen, *keys, created_ms, prev_hash, raw=ir, fp=fingerprint(ir))


def check_identity(
    ir: bytes, sig_self: bytes, sig_prev: bytes | None = None, previous: bytes | None = None
) -> Identity:
    """The record, if it stands: signed by its own key, keys of full order, and a right successor of `previous`.

    `sig_prev` None or 64 zero bytes is a reset (`is_linked` says which); another value must be the previous key's
    signature. Without `previous` a `sig_prev` cannot be checked and is refused.
    """
    identity = parse_identity(ir)
    check_box_key(identity.box_pk)
    check_box_key(identity.inbox_pk)
    verify(identity.sign_pk, "cp1/identity", ir, sig_self)
    if previous is not None:
        before = parse_identity(previous)
        if (identity.uid, identity.gen, identity.prev_hash) != (before.uid, before.gen + 1, before.fp):
            raise Invalid("identity")
        if is_linked(sig_prev):
            verify(before.sign_pk, "cp1/identity", ir, sig_prev)
    elif is_linked(sig_prev):
        raise Invalid("identity")
    return identity


def is_linked(sig_prev: bytes | None) -> bool:
    """Whether the previous key claims to vouch for the record. False means reset (or generation 1)."""
    return sig_prev is not None and sig_prev != ZERO64


def fingerprint(ir: bytes) -> bytes:
    """32 bytes. Also called ir_hash."""
    return H(32, "cp1/ir", ir)


def safety_number(ir_a: bytes, ir_b: bytes) -> str:
    """Twelve groups of five digits, the same for both people whoever asks."""
    first, second = sorted((ir_a, ir_b), key=lambda ir: parse_identity(ir).uid)
    return f"{_digits(fingerprint(first))} {_digits(fingerprint(second))}"


def _digits(fp: bytes) -> str:
    return " ".join(f"{int.from_bytes(fp[5 * i : 5 * i + 5], 'big') % 100_000:05}" for i in range(6))


class Identities:
    """The identity records at hand, by fingerprint. Whose word brings them here does not matter: a record counts for
    what signed room records say about its fingerprint, and for nothing else.
    """

    def __init__(self, entries: Iterable[tuple[bytes, bytes, bytes | None]] = ()):
        self._entries: dict[bytes, tuple[Identity, bytes | None]] = {}
        for entry in entries:
            self.add(*entry)

    def add(self, ir: bytes, sig_self: bytes, sig_prev: bytes | None = None) -> Identity:
        """Checks the record by itself; its link to the one before is checked when it is asked for."""
        identity = check_identity(ir, sig_self)
        self._entries[identity.fp] = identity, sig_prev
        return identity

    def get(self, fp: bytes) -> Identity:
        if fp not in self._entries:
            raise Invalid("identity_unknown")
        return self._entries[fp][0]

    def continues(self, old_fp: bytes, new_fp: bytes) -> bool:
        """Whether `new_fp` follows `old_fp` through signatures of each generation by the one before, without a gap."""
        while new_fp != old_fp:
            if new_fp not in self._entries:
                return False
            identity, sig_prev = self._entries[new_fp]
            before = self._entries.get(identity.prev_hash, (None, None))[0]
            if (
                before is None
                or not is_linked(sig_prev)
                or (before.uid, before.gen + 1) != (identity.uid, identity.gen)
            ):
                return False
            try:
                verify(before.sign_pk, "cp1/identity", identity.raw, sig_prev)
            except Invalid:
                return False
            new_fp = before.fp
        return True
