"""The recovery code: 20 random bytes as 32 letters and digits and 2 check characters, in groups of five.

    04106-1050R-3GG28-A1C60-T3GF2-08H44-RM3G

Digits and capitals without I, L, O, U (Crockford's base32), so that it survives handwriting and the telephone. It
unwraps the account key (rc_kek) and proves itself to the server (rc_auth), which keeps only a hash of that.
The same object is the return code of a visitor who has no password at all.
"""

from e2ee.errors import Invalid
from e2ee.primitives import KDF, H, random_bytes

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SIZE = 20
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})


def new_code() -> bytes:
    return random_bytes(SIZE)


def show(raw: bytes) -> str:
    """40 characters with six dashes."""
    if len(raw) != SIZE:
        raise Invalid("recovery_code")
    text = _base32(raw) + _check_characters(raw)
    return "-".join(text[i : i + 5] for i in range(0, len(text), 5))


def parse(text: str) -> bytes:
    """The 20 bytes behind what somebody typed: any case, dashes or spaces anywhere, O for 0, I and L for 1."""
    letters = text.upper().translate(_READ_AS)
    if len(letters) != 34 or any(letter not in ALPHABET for letter in letters):
        raise Invalid("recovery_code")
    number = 0
    for letter in letters[:32]:
        number = number << 5 | ALPHABET.index(letter)
    raw = number.to_bytes(SIZE, "big")
    if letters[32:] != _check_characters(raw):
        raise Invalid("recovery_code")
    return raw


def recovery_keys(raw: bytes) -> tuple[bytes, bytes]:
    """(rc_auth, rc_kek), 32 bytes each. 160 random bits need no slow hash."""
    root = H(32, "cp1/rcode", raw)
    return KDF(root, "cp1rcode", 1), KDF(root, "cp1rcode", 2)


def recovery_login(raw: bytes) -> str:
    """The login name behind a return code, so that one string is enough to come back: "g-" and 16 characters."""
    return "g-" + _base32(H(16, "cp1/rclogin", raw)[:10]).lower()


def _base32(raw: bytes) -> str:
    number, length = int.from_bytes(raw, "big"), len(raw) * 8 // 5
    return "".join(ALPHABET[number >> 5 * (length - 1 - i) & 31] for i in range(length))


def _check_characters(raw: bytes) -> str:
    """The first ten bits of a hash, as two characters."""
    digest = H(16, "cp1/rcsum", raw)
    number = digest[0] << 2 | digest[1] >> 6
    return ALPHABET[number >> 5] + ALPHABET[number & 31]
