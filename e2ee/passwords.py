"""From what somebody types to keys. The server sees `wire(auth_key)` of the login password and nothing else.

    seed_login, seed_room    16 random bytes each, made by the client; not secret
    auth_key  = KDF(Argon2id(password, H(16, "cp1/salt/login", seed_login)), "cp1login", 1)
    room KEK  = KDF(Argon2id(password, H(16, "cp1/salt/room", seed_room)), "cp1room_", 1)

Equal passwords give unrelated keys, and so do equal seeds.
"""

import re
import unicodedata
from functools import cache
from pathlib import Path

from e2ee import registry
from e2ee.errors import Invalid
from e2ee.primitives import KDF, H, argon2id, b64u, unb64u

WIRE_FORM = re.compile(r"cp1a\.[A-Za-z0-9_-]{43}", re.ASCII)  # use with fullmatch
MAX_BYTES = 1024
MIN_CHARACTERS = 12
MIN_NAME = 3  # shorter names are not looked for inside a password
COMMON_FILE = Path(__file__).parent / "static" / "e2ee" / "common-passwords.txt"


def password_bytes(password: str) -> bytes:
    """UTF-8 of the NFC form, 1 to 1024 bytes. Nothing is trimmed or cut off."""
    try:
        raw = _normal(password).encode()
    except UnicodeEncodeError as error:  # half of a surrogate pair
        raise Invalid("password") from error
    if not 1 <= len(raw) <= MAX_BYTES:
        raise Invalid("password")
    return raw


def auth_key(password: str, seed_login: bytes) -> bytes:
    """What proves the login password, 32 bytes. Takes an Argon2id."""
    return KDF(argon2id(password_bytes(password), H(16, "cp1/salt/login", _seed(seed_login))), "cp1login", 1)


def room_kek(password: str, seed_room: bytes) -> bytes:
    """The key that wraps the account key, 32 bytes. Takes an Argon2id."""
    return KDF(argon2id(password_bytes(password), H(16, "cp1/salt/room", _seed(seed_room))), "cp1room_", 1)


def wire(key: bytes) -> str:
    """How an auth_key travels and what the server hashes again: 48 characters."""
    return "cp1a." + b64u(key)


def read_prelogin(answer: dict, seen: int = registry.KDF_VERSION) -> bytes:
    """The seed out of the server's `{"kdf": 1, "seed": …}`.

    Refuses every version but ours, versions below `seen` (the highest met for this account), and answers that bring
    more, such as costs: a server that could choose them could make the password cheap to guess.
    """
    if not isinstance(answer, dict) or set(answer) != {"kdf", "seed"}:
        raise Invalid("kdf")
    if type(answer["kdf"]) is not int or answer["kdf"] != registry.KDF_VERSION or answer["kdf"] < seen:
        raise Invalid("kdf")
    return unb64u(answer["seed"], registry.ID)


# ---- what makes a password acceptable; asked where it is typed, never by the server --------------
def login_password_problems(password: str, forbidden=()) -> list[str]:
    """Codes of what is wrong with a login password, in a fixed order; empty when it is fine.

    `forbidden`: the login name and the mail address (its part before the @ counts).
    """
    text = _normal(password)
    problems = []
    if len(text) < MIN_CHARACTERS:
        problems.append("too_short")
    if len(text.encode("utf-8", "replace")) > MAX_BYTES:
        problems.append("too_long")
    if is_common(text):
        problems.append("too_common")
    if any(name in text.lower() for name in _names(forbidden)):
        problems.append("contains_name")
    return problems


def room_password_problems(password: str, forbidden=()) -> list[str]:
    """The same, and an upper-case letter, a digit and a character that is no letter, number, space or control."""
    kinds = {unicodedata.category(character) for character in _normal(password)}
    problems = login_password_problems(password, forbidden)
    if "Lu" not in kinds:
        problems.append("needs_upper")
    if "Nd" not in kinds:
        problems.append("needs_digit")
    if all(kind[0] in "LNZC" for kind in kinds):
        problems.append("needs_special")
    return problems


def is_common(password: str) -> bool:
    """Whether it is a much used password, or one with digits and signs before or behind it ("Password1234!")."""
    text = _normal(password).lower()
    front = _without_tail(text)
    return not {text, front, _without_tail(front[::-1])[::-1]}.isdisjoint(common_passwords())


@cache
def common_passwords() -> frozenset[str]:
    """The lines of common-passwords.txt that are not notes."""
    lines = COMMON_FILE.read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("# "))


def _without_tail(text: str) -> str:
    """`text` up to its last letter."""
    while text and not unicodedata.category(text[-1]).startswith("L"):
        text = text[:-1]
    return text


def _names(forbidden) -> list[str]:
    names = (_normal(name).lower().partition("@")[0] for name in forbidden if name)
    return [name for name in names if len(name) >= MIN_NAME]


def _normal(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _seed(seed: bytes) -> bytes:
    if len(seed) != registry.ID:
        raise Invalid("seed")
    return seed
