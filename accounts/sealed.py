"""The server's own seal for what must not be guessed at from a stolen dump: PEPPER lives outside the database.

Not end-to-end encryption: a wrapped key is already wrapped by the browser. This only takes the offline guess away.
A sealed value is `key id (4) || nonce (24) || XChaCha20-Poly1305`. The id tells which PEPPER sealed it, so the pepper
can be changed: put the old one into PEPPER_BEFORE and run `manage.py reseal`.
"""

import hashlib
import hmac

from django.conf import settings
from nacl import bindings
from nacl.exceptions import CryptoError
from nacl.utils import random

# what upper apps keep sealed: callables that seal it anew after a change of PEPPER and say how many values that were,
# registered in their `ready()`
resealers: list = []

ID_SIZE, NONCE_SIZE = 4, bindings.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES


class Unsealable(Exception):
    """Sealed by a pepper this installation does not have, or altered."""


def _keys() -> dict[bytes, bytes]:
    """Key id to key; the first is the one new values are sealed with."""
    keys = [
        hashlib.blake2b(pepper.encode(), digest_size=32, person=b"sealed").digest()
        for pepper in [settings.PEPPER, *settings.PEPPER_BEFORE]
    ]
    return {hashlib.blake2b(key, digest_size=ID_SIZE, person=b"sealed-id").digest(): key for key in keys}


def seal(plain: bytes, about: str) -> bytes:
    """`about` names the place of the value ("wrap:7:1:1"), so that a sealed value cannot be moved to another row."""
    key_id, key = next(iter(_keys().items()))
    nonce = random(NONCE_SIZE)
    return key_id + nonce + bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(plain, about.encode(), nonce, key)


def unseal(sealed: bytes, about: str) -> bytes:
    key_id, nonce, box = sealed[:ID_SIZE], sealed[ID_SIZE : ID_SIZE + NONCE_SIZE], sealed[ID_SIZE + NONCE_SIZE :]
    key = _keys().get(key_id)
    if key is None:
        raise Unsealable("no pepper with this id: is PEPPER_BEFORE complete?")
    try:
        return bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(box, about.encode(), nonce, key)
    except CryptoError as error:
        raise Unsealable("altered, or of another row") from error


def is_current(sealed: bytes) -> bool:
    return sealed[:ID_SIZE] == next(iter(_keys()))


def prelogin_seed(login_key: str) -> bytes:
    """The seed an unknown login is answered with: always the same for the same name, and nobody can tell it is not real."""
    key = hashlib.blake2b(settings.PRELOGIN_SECRET.encode(), digest_size=32, person=b"prelogin").digest()
    return hashlib.blake2b(login_key.encode(), digest_size=16, key=key).digest()


def same(a: bytes, b: bytes) -> bool:
    return hmac.compare_digest(a, b)
