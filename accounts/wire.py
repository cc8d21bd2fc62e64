"""What stands in for a password on its way to us: `cp1a.` and 43 characters of base64url (docs/protocol)."""

from e2ee.passwords import WIRE_FORM

KDF = 1  # the only version of the derivation there is
SEED_SIZE = 16


def is_wire_form(value) -> bool:
    return isinstance(value, str) and bool(WIRE_FORM.fullmatch(value))
