"""The account key (AK): 32 random bytes per person and generation, from which every long-term key is derived.

It is kept by the server only inside committing wraps (105 bytes each):

    offset length
    0      1      version 1
    1      32     commitment: MAC(KDF(kek, "cp1wrap_", 2), "cp1/commit", u32 len(ad) || ad || nonce || ciphertext)
    33     24     nonce
    57     48     ciphertext and tag of AK under KDF(kek, "cp1wrap_", 1), associated data ad

XChaCha20-Poly1305 alone would allow one blob that opens under several passwords; the commitment does not.
"""

from dataclasses import dataclass, field

from nacl import bindings as sodium

from e2ee import registry
from e2ee.errors import Invalid
from e2ee.primitives import KDF, MAC, ZERO16, Reader, open_aead, random_bytes, same, seal_aead, u

WRAP_ROOM_PASSWORD = registry.WRAP_ROOM_PASSWORD
WRAP_RECOVERY = registry.WRAP_RECOVERY
WRAP_SIZE = 105


@dataclass(frozen=True)
class AccountKeys:
    """All keys of one generation of one person; the secret ones never show in a repr."""

    sign_pk: bytes
    box_pk: bytes
    inbox_pk: bytes
    sign_sk: bytes = field(repr=False)
    box_sk: bytes = field(repr=False)
    inbox_sk: bytes = field(repr=False)
    notes_key: bytes = field(repr=False)
    state_key: bytes = field(repr=False)
    chain_key: bytes = field(repr=False)


def account_keys(ak: bytes) -> AccountKeys:
    if len(ak) != registry.KEY:
        raise Invalid("account_key")
    sign_pk, sign_sk = sodium.crypto_sign_seed_keypair(KDF(ak, "cp1acct_", 1))
    box_pk, box_sk = sodium.crypto_box_seed_keypair(KDF(ak, "cp1acct_", 2))
    inbox_pk, inbox_sk = sodium.crypto_box_seed_keypair(KDF(ak, "cp1acct_", 3))
    notes_key, state_key, chain_key = (KDF(ak, "cp1acct_", number) for number in (4, 5, 6))
    return AccountKeys(sign_pk, box_pk, inbox_pk, sign_sk, box_sk, inbox_sk, notes_key, state_key, chain_key)


# ---- wraps under a password or a recovery code ---------------------------------------------------
def wrap_ak(kek: bytes, ak: bytes, *, uid: bytes, gen: int, kind: int, seed_room: bytes = ZERO16, nonce=None) -> bytes:
    """105 bytes. `kek` is the room KEK (kind 1, with its `seed_room`) or the recovery KEK (kind 2, without)."""
    return commit_seal(kek, _wrap_ad(uid, gen, kind, seed_room), ak, nonce)


def unwrap_ak(kek: bytes, blob: bytes, *, uid: bytes, gen: int, kind: int, seed_room: bytes = ZERO16) -> bytes:
    """The account key; `Invalid("wrap")` for a wrong password and for anything altered alike."""
    return commit_open(kek, _wrap_ad(uid, gen, kind, seed_room), blob)


def _wrap_ad(uid: bytes, gen: int, kind: int, seed_room: bytes) -> bytes:
    if len(uid) != 16 or len(seed_room) != 16 or kind not in (WRAP_ROOM_PASSWORD, WRAP_RECOVERY):
        raise Invalid("wrap")
    if kind != WRAP_ROOM_PASSWORD and seed_room != ZERO16:
        raise Invalid("wrap")
    return b"cp1/akwrap\0" + uid + u(4, gen) + u(1, kind) + seed_room


# ---- the chain of account keys: after a rotation the old key is kept under the new one -----------
def chain_ak(chain_key: bytes, old_ak: bytes, *, uid: bytes, old_gen: int, nonce: bytes | None = None) -> bytes:
    """105 bytes; `chain_key` is the new generation's."""
    return commit_seal(chain_key, _chain_ad(uid, old_gen), old_ak, nonce)


def unchain_ak(chain_key: bytes, blob: bytes, *, uid: bytes, old_gen: int) -> bytes:
    return commit_open(chain_key, _chain_ad(uid, old_gen), blob)


def _chain_ad(uid: bytes, old_gen: int) -> bytes:
    return b"cp1/akchain\0" + uid + u(4, old_gen)


# ---- the committing wrap itself ------------------------------------------------------------------
def commit_seal(key: bytes, ad: bytes, plaintext: bytes, nonce: bytes | None = None) -> bytes:
    """`nonce` is given by test vectors only."""
    nonce = nonce or random_bytes(registry.NONCE)
    ciphertext = seal_aead(KDF(key, "cp1wrap_", 1), nonce, ad, plaintext)
    return b"\x01" + _commitment(key, ad, nonce, ciphertext) + nonce + ciphertext


def commit_open(key: bytes, ad: bytes, blob: bytes) -> bytes:
    """Compares the commitment first, then decrypts; the same error for every failure."""
    reader = Reader(blob, "wrap")
    version, commitment, nonce = reader.take(1), reader.take(32), reader.take(24)
    ciphertext = blob[reader.at :]
    if version != b"\x01" or not same(commitment, _commitment(key, ad, nonce, ciphertext)):
        raise Invalid("wrap")
    try:
        return open_aead(KDF(key, "cp1wrap_", 1), nonce, ad, ciphertext)
    except Invalid as error:
        raise Invalid("wrap") from error


def _commitment(key: bytes, ad: bytes, nonce: bytes, ciphertext: bytes) -> bytes:
    return MAC(KDF(key, "cp1wrap_", 2), "cp1/commit", u(4, len(ad)), ad, nonce, ciphertext)
