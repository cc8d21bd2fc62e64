"""libsodium under the names the specification uses. Nothing in here knows what it is used for.

Every function that checks raises `Invalid`, never returns False: a forgotten `if` must not become acceptance.
"""

import base64
import hashlib
import os
import re

from nacl import bindings as sodium
from nacl.exceptions import CryptoError

from e2ee import registry
from e2ee.errors import Invalid

ZERO16, ZERO24, ZERO32, ZERO64 = bytes(16), bytes(24), bytes(32), bytes(64)


def random_bytes(n: int) -> bytes:
    return os.urandom(n)


def same(a: bytes, b: bytes) -> bool:
    """Whether two byte strings are equal, in time that depends on their lengths only."""
    return len(a) == len(b) and sodium.sodium_memcmp(a, b)


# ---- hashes and derived keys: BLAKE2b ------------------------------------------------------------
def H(size: int, tag: str, *parts: bytes) -> bytes:  # noqa: N802 - the specification's name
    """BLAKE2b of `tag || 0x00 || parts`, `size` bytes long."""
    _registered(tag, registry.HASH_TAGS)
    return hashlib.blake2b(tag.encode() + b"\0" + b"".join(parts), digest_size=size).digest()


def MAC(key: bytes, tag: str, *parts: bytes) -> bytes:  # noqa: N802 - the specification's name
    """Keyed BLAKE2b of `tag || 0x00 || parts`, 32 bytes long."""
    _registered(tag, registry.MAC_TAGS)
    return hashlib.blake2b(tag.encode() + b"\0" + b"".join(parts), digest_size=32, key=key).digest()


def KDF(key: bytes, context: str, number: int) -> bytes:  # noqa: N802 - the specification's name
    """`crypto_kdf_derive_from_key`: the 32-byte subkey `number` of `key` for an 8-character context."""
    _registered(number, registry.KEY_CONTEXTS[context])
    salt, person = number.to_bytes(8, "little") + bytes(8), context.encode() + bytes(8)
    return hashlib.blake2b(b"", digest_size=32, key=key, salt=salt, person=person).digest()


def _registered(label, table) -> None:
    if label not in table:
        raise LookupError(f"{label} is not in the registry")


def argon2id(password: bytes, salt: bytes) -> bytes:
    """32 bytes at the pinned cost; takes a good part of a second and 64 MiB."""
    return sodium.crypto_pwhash_alg(
        32, password, salt, registry.KDF_OPS, registry.KDF_MEMORY, sodium.crypto_pwhash_ALG_ARGON2ID13
    )


# ---- signatures: Ed25519 -------------------------------------------------------------------------
def sign(sign_sk: bytes, tag: str, message: bytes) -> bytes:
    """The 64-byte signature over `tag || 0x00 || message`."""
    _registered(tag, registry.SIGNATURE_TAGS)
    return sodium.crypto_sign(tag.encode() + b"\0" + message, sign_sk)[:64]


def verify(sign_pk: bytes, tag: str, message: bytes, signature: bytes) -> None:
    """Raises unless it is the signature of `sign_pk`; small-order keys and non-canonical signatures never are."""
    _registered(tag, registry.SIGNATURE_TAGS)
    if len(sign_pk) != 32 or len(signature) != 64:
        raise Invalid("signature")
    try:
        sodium.crypto_sign_open(signature + tag.encode() + b"\0" + message, sign_pk)
    except CryptoError as error:
        raise Invalid("signature") from error


# ---- secret-key encryption: XChaCha20-Poly1305 ---------------------------------------------------
def seal_aead(key: bytes, nonce: bytes, ad: bytes, plaintext: bytes) -> bytes:
    """Ciphertext and tag, 16 bytes longer than the plaintext; `ad` is bound, not sent."""
    return sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(plaintext, ad, nonce, key)


def open_aead(key: bytes, nonce: bytes, ad: bytes, ciphertext: bytes) -> bytes:
    if len(key) != 32 or len(nonce) != 24 or len(ciphertext) < 16:
        raise Invalid("aead")
    try:
        return sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(ciphertext, ad, nonce, key)
    except CryptoError as error:
        raise Invalid("aead") from error


# ---- sealed boxes: X25519, XSalsa20-Poly1305 -----------------------------------------------------
def seal_box(box_pk: bytes, plaintext: bytes) -> bytes:
    """48 bytes longer than the plaintext. Says nothing about who sealed it: that is what signatures are for."""
    return sodium.crypto_box_seal(plaintext, box_pk)


def open_box(box_pk: bytes, box_sk: bytes, sealed: bytes) -> bytes:
    if len(sealed) < registry.SEAL:
        raise Invalid("box")
    try:
        return sodium.crypto_box_seal_open(sealed, box_pk, box_sk)
    except CryptoError as error:
        raise Invalid("box") from error


def check_box_key(box_pk: bytes) -> None:
    """Refuses points of small order: what is sealed to them, anybody can open."""
    if len(box_pk) != 32:
        raise Invalid("box_key")
    try:
        sodium.crypto_scalarmult(b"\x40" + bytes(31), box_pk)
    except CryptoError as error:
        raise Invalid("box_key") from error


# ---- text ----------------------------------------------------------------------------------------
def b64u(raw: bytes) -> str:
    """base64url without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def unb64u(text: str, size: int | None = None) -> bytes:
    """The bytes behind `text`; only the one canonical spelling is accepted, and `size` bytes if given."""
    if not isinstance(text, str) or not re.fullmatch(r"[A-Za-z0-9_-]*", text) or len(text) % 4 == 1:
        raise Invalid("base64")
    raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if b64u(raw) != text or (size is not None and len(raw) != size):
        raise Invalid("base64")
    return raw


class Reader:
    """Reads a fixed layout from the front; too few or too many bytes raise `Invalid(code)`."""

    def __init__(self, raw: bytes, code: str):
        self.raw, self.at, self.code = raw, 0, code

    def take(self, n: int) -> bytes:
        self.at += n
        if self.at > len(self.raw):
            raise Invalid(self.code)
        return self.raw[self.at - n : self.at]

    def u(self, size: int) -> int:
        """An unsigned big-endian number of `size` bytes, at most 2^53-1."""
        number = int.from_bytes(self.take(size), "big")
        if number > registry.MAX_NUMBER:
            raise Invalid(self.code)
        return number

    def end(self) -> None:
        if self.at != len(self.raw):
            raise Invalid(self.code)


def u(size: int, number: int) -> bytes:
    """`number` as an unsigned big-endian number of `size` bytes."""
    if not 0 <= number <= registry.MAX_NUMBER or number >= 256**size:
        raise Invalid("number")
    return number.to_bytes(size, "big")
