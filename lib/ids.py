"""Public ids: 16 random bytes, written as 22 characters of base64url in addresses and JSON."""

import base64
import binascii
import os
import re

from django.db import models

ID_SIZE = 16


def new_id() -> bytes:
    return os.urandom(ID_SIZE)


def to_text(raw: bytes) -> str:
    """Bytes of any length as base64url without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def from_text(text: str, size: int | None = None) -> bytes:
    """The bytes behind `text`. Raises ValueError unless it is the one canonical spelling (and `size` bytes long)."""
    if not re.fullmatch(r"[A-Za-z0-9_-]*", text):
        raise ValueError("not base64url")
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except binascii.Error as error:
        raise ValueError("not base64url") from error
    if to_text(raw) != text or (size is not None and len(raw) != size):
        raise ValueError("not the canonical form")
    return raw


class IdConverter:
    """`<id:room_id>` in a URL pattern: 22 characters in the address, 16 bytes in the view."""

    regex = "[A-Za-z0-9_-]{22}"

    def to_python(self, value: str) -> bytes:
        return from_text(value, ID_SIZE)

    def to_url(self, value: bytes) -> str:
        return to_text(value)


class BytesField(models.BinaryField):
    """A BinaryField that can be looked up and always comes back as `bytes` (PostgreSQL's driver gives memoryviews)."""

    def from_db_value(self, value, expression, connection):
        return None if value is None else bytes(value)

    def to_python(self, value):
        value = super().to_python(value)
        return None if value is None else bytes(value)


class IdField(BytesField):
    """A public id as a column: 16 bytes, unique, made by us unless the client chose it."""

    def __init__(self, **kwargs):
        super().__init__(**{"max_length": ID_SIZE, "unique": True, "default": new_id, "editable": False} | kwargs)
