"""What people agree to: at sign-up, and again when a text changed in a way that matters to them."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import Consent, User
from lib import legaltexts
from lib.denied import Denied
from lib.legaltexts import Version

AGREED = {  # at sign-up, each with a tick of its own
    Role.CLIENT: (legaltexts.TERMS, legaltexts.CLIENTS),
    Role.COUNSELLOR: (legaltexts.TERMS, legaltexts.COUNSELLORS),
}


def asked_of(role: str, language: str) -> list[Version]:
    """The wordings somebody of this role agrees to at sign-up."""
    versions = (legaltexts.current(key, language) for key in AGREED.get(role, ()))
    return [version for version in versions if version]


def checked(role: str, language: str, digests) -> list[Version]:
    """The wordings behind `digests`, if they are all that is asked of this role; else Denied, with what is missing."""
    asked = asked_of(role, language)
    if missing := [version for version in asked if version.digest not in digests]:
        texts = [{"key": one.key, "digest": one.digest, "url": one.url, "title": one.title} for one in missing]
        raise Denied("consent_missing", _("Please read and agree to these texts first."), status=422, texts=texts)
    return asked


@transaction.atomic
def record(user: User, versions: list[Version]) -> None:
    for one in versions:
        Consent.objects.create(
            user=user, key=one.key, language=one.language, version=one.number, digest=one.digest
        )  # fmt: skip


def due(user: User) -> list[Version]:
    """Wordings this person has to be asked about: published with "ask everybody again" after the last agreement."""
    keys = (*AGREED.get(user.role, ()), legaltexts.PRIVACY) if user.role in AGREED else ()
    asking = legaltexts.asking_since(keys, user.language) if keys else {}
    if not asking:
        return []
    agreed = dict(user.consents.values_list("key").annotate(Max("at")).values_list("key", "at__max"))
    late = [key for key, since in asking.items() if agreed.get(key, user.date_joined) < since]
    return [version for key in late if (version := legaltexts.current(key, user.language))]
