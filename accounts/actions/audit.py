import hashlib

from django.conf import settings

from accounts.models import AuditEvent, User


def record(kind: str, *, by: User | None, about: str = "", **data) -> AuditEvent:
    """Note that something happened: `kind` is "app.what", `about` names the thing by id; never any content."""
    actor = by if by is not None and by.is_authenticated else None
    return AuditEvent.objects.create(kind=kind, actor=actor, about=about, data=data)


def veiled(text: str) -> str:
    """Something a person typed (a login name), so that repetitions can be counted but the text cannot be read."""
    return hashlib.blake2b(text.encode(), digest_size=8, key=settings.PRELOGIN_SECRET.encode()[:64]).hexdigest()
