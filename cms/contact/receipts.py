"""What stands in the address after a message was sent: its number and the promised date, signed, so that the page can
say them without a cookie and without asking who may know."""

from datetime import date

from django.core import signing

from cms import promises
from cms.models import ContactMessage

SALT = "cms.receipts"


def make(message: ContactMessage) -> str:
    by = message.answer_by and promises.service().hours.local(message.answer_by).date()
    said = {"number": message.number, "by": by and by.isoformat(), "wants": bool(message.email)}
    return signing.dumps(said | {"mailed": message.gets_receipt}, salt=SALT)


def read(text: str) -> dict | None:
    """`number`, `by` (a date, or None) and `wants` an answer, `mailed` a receipt; None for anything that is not one of ours."""
    try:
        found = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        return None
    return found | {"by": found["by"] and date.fromisoformat(found["by"])}
