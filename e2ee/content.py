"""What a decrypted message says: JSON with a strict schema. What does not fit is "unsupported", never an error:
the record is genuine, only this version cannot show it (docs/protocol/messages.md has the table).
"""

import json
from collections.abc import Callable

from e2ee import registry
from e2ee.errors import Invalid
from e2ee.primitives import unb64u

UNSUPPORTED = {"t": "unsupported"}


def compose(message: dict) -> bytes:
    """The plaintext of a message; refuses what `read` would not understand."""
    raw = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    if read(raw) != message:
        raise Invalid("content")
    return raw


def read(plaintext: bytes) -> dict:
    """The message, or `{"t": "unsupported"}`."""
    try:
        message = json.loads(plaintext.decode(), parse_float=_number, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return UNSUPPORTED
    if not isinstance(message, dict) or not isinstance(message.get("t"), str):
        return UNSUPPORTED
    required, optional = SCHEMA.get(message["t"], (None, None))
    if required is None:
        return UNSUPPORTED
    fields = message.keys() - {"t"}
    if not required.keys() <= fields <= required.keys() | optional.keys():
        return UNSUPPORTED
    if not all((required | optional)[name](message[name]) for name in fields):
        return UNSUPPORTED
    return message


def _number(text: str) -> int | float:
    """As JavaScript counts: 7.0 is 7."""
    value = float(text)
    return int(value) if value.is_integer() else value


def _refuse(constant: str):
    raise ValueError(constant)


def _is_text(value) -> bool:
    return isinstance(value, str) and value != "" and not any(0xD800 <= ord(letter) <= 0xDFFF for letter in value)


def _is_number(value) -> bool:
    return type(value) is int and 0 <= value <= registry.MAX_NUMBER


def _is_bytes(size: int) -> Callable[[object], bool]:
    def check(value) -> bool:
        try:
            return len(unb64u(value, size)) == size
        except Invalid:
            return False

    return check


def _is_one_of(*words: str) -> Callable[[object], bool]:
    return lambda value: isinstance(value, str) and value in words


_is_id, _is_hash = _is_bytes(registry.ID), _is_bytes(registry.HASH)

SCHEMA: dict[str, tuple[dict, dict]] = {  # t -> (required fields, optional fields)
    "text": ({"b": _is_text}, {"re": _is_id}),
    "edit": ({"of": _is_id, "b": _is_text}, {}),
    "retract": ({"of": _is_id}, {}),
    "ack": ({"seq": _is_number, "link": _is_hash}, {}),
    "call": ({"call": _is_id, "ev": _is_one_of("start", "end"), "media": _is_one_of("audio", "video")}, {}),
    "file": (
        {"id": _is_id, "key": _is_hash, "hash": _is_hash, "n": _is_number, "name": _is_text, "mime": _is_text},
        {"cap": _is_text},
    ),
}
