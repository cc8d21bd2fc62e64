"""Joining and changing: sign-up in the browser, people made on the command line, settings, roles."""

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts import access, rules, signals
from accounts.actions import audit, consents, links, login_keys, sessions
from accounts.enums import Role
from accounts.models import User
from accounts.queries import people
from accounts.wire import KDF, SEED_SIZE
from e2ee import primitives
from lib import ids, ratelimit, zones
from lib.denied import Denied
from lib.legaltexts import Version

SIGN_UPS = {"limit": 30, "seconds": 3600}  # per network


def register(
    *, login: str, auth: str, seed: bytes, kdf: int = KDF, uid: bytes = b"", email: str = "",
    role: str = Role.CLIENT, zone: str = "", language: str = "", network: str = "", agreed: list[Version] = (),
) -> User:  # fmt: skip
    """Make the account a person asked for in their browser. `auth` is the derived key, `uid` and `seed` are theirs.

    `agreed` are the wordings the person agreed to, checked by whoever asked (actions.consents).

    An e-mail address is not stored before somebody who reads it has confirmed it; so nobody learns here whether an
    address is already known to us.
    """
    if role not in (Role.CLIENT, Role.COUNSELLOR):
        raise Denied("role_refused", _("Such an account is made by the people who run this place."), status=422)
    if role == Role.COUNSELLOR and not email.strip():
        raise Denied("email_required", _("Counsellors need an e-mail address."), status=422)
    email = rules.email_address(email)
    if network:
        ratelimit.hit("sign-up", network, **SIGN_UPS)
    user = User(
        username=rules.login_name(login), uid=checked_uid(uid), role=role, zone=known_zone(zone),
        language=known_language(language),
    )  # fmt: skip
    return _join(user, auth, seed, kdf, unconfirmed=email, agreed=agreed)


def create(
    *, role: str, login: str, password: str, email: str = "", display_name: str = "", zone: str = "",
    superuser: bool | None = None, by: User | None = None,
) -> User:  # fmt: skip
    """Make somebody on the command line. `password` is derived here and forgotten; the address counts as confirmed.

    Staff may do everything in the CMS unless `superuser=False`: then only what their groups allow.
    """
    wire, seed = login_keys.derive(password)
    user = User(
        username=rules.login_name(login), email=rules.email_address(email), display_name=display_name, role=role,
        zone=known_zone(zone), is_staff=role == Role.STAFF,
        is_superuser=role == Role.STAFF if superuser is None else superuser,
    )  # fmt: skip
    return _join(user, wire, seed, KDF, by=by)


@transaction.atomic
def invite(*, login: str, email: str, display_name: str = "", groups, by: User) -> User:
    """A colleague, who chooses a password by the link in a mail. Whoever invites vouches for the address."""
    user = User(
        username=rules.login_name(login), email=rules.email_address(email), display_name=display_name.strip(),
        role=Role.STAFF, is_staff=True, language=by.language, seed_login=primitives.random_bytes(SEED_SIZE), kdf=KDF,
    )  # fmt: skip
    user.set_unusable_password()
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError:
        raise people.clash(user) from None
    audit.record("accounts.invited", by=by, about=ids.to_text(user.uid), groups=sorted(group.name for group in groups))
    signals.person_joined.send(User, person=user)
    user.groups.set(groups)
    links.invitation(user)
    return user


def _join(
    user: User, auth: str, seed: bytes, kdf: int, *, unconfirmed: str = "", agreed=(), by: User | None = None
) -> User:  # fmt: skip
    login_keys.put(user, auth, seed, kdf)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
            audit.record("accounts.joined", by=by or user, about=ids.to_text(user.uid), role=user.role)
            consents.record(user, agreed)
            signals.person_joined.send(User, person=user)
            if unconfirmed:
                links.confirm_email(user, unconfirmed)
    except IntegrityError:
        raise people.clash(user) from None
    return user


@transaction.atomic
def change_settings(user: User, *, display_name: str, language: str, zone: str, by: User) -> None:
    user.display_name, user.language, user.zone = display_name.strip(), known_language(language), known_zone(zone)
    user.save(update_fields=["display_name", "language", "zone"])
    audit.record("accounts.settings_changed", by=by, about=ids.to_text(user.uid))


def name_after_profile(user: User, name: str) -> None:
    """Whoever has a public profile is called by its name wherever clients meet them, unless they chose another one."""
    if User.objects.filter(pk=user.pk, display_name="").update(display_name=name.strip()[:80]):
        user.refresh_from_db(fields=["display_name"])


@transaction.atomic
def change_language(user: User, language: str, *, by: User) -> None:
    if language not in dict(settings.LANGUAGES):
        raise Denied("language_unknown", _("This language is not spoken here."), status=422)
    if language != user.language:
        user.language = language
        user.save(update_fields=["language"])
        audit.record("accounts.settings_changed", by=by, about=ids.to_text(user.uid))


@transaction.atomic
def change_zone(user: User, zone: str, *, by: User) -> None:
    if not zones.is_zone(zone):
        raise Denied("zone_unknown", _("We do not know this time zone."), status=422)
    if zone != user.zone:
        user.zone = zone
        user.save(update_fields=["zone"])
        audit.record("accounts.settings_changed", by=by, about=ids.to_text(user.uid))


@transaction.atomic
def remove_email(user: User, *, by: User) -> None:
    if user.is_counsellor:
        raise Denied("email_required", _("Counsellors need an e-mail address."), status=422)
    user.email = ""
    user.save(update_fields=["email"])
    audit.record("accounts.email_removed", by=by, about=ids.to_text(user.uid))


@transaction.atomic
def change_role(user: User, role: str, *, by: User) -> None:
    before = user.role
    if role == before:
        return
    user.role, user.is_staff = role, role == Role.STAFF
    user.save(update_fields=["role", "is_staff"])
    audit.record("accounts.role_changed", by=by, about=ids.to_text(user.uid), before=before, role=role)
    signals.role_changed.send(User, person=user, before=before)


@transaction.atomic
def change_access(user: User, *, role: str, is_active: bool, is_superuser: bool, groups, by: User) -> None:
    """What staff decide about somebody: who they are, whether they may log in, what they may do in the CMS.

    `groups` of the staff replace those the person was in; None leaves them. Others come with the role.
    """
    change_role(user, role, by=by)
    changes = user.is_active != is_active
    user.is_active, user.is_superuser = is_active, is_superuser
    user.save(update_fields=["is_active", "is_superuser"])
    if groups is not None:
        user.groups.remove(*access.groups_to_tick())
        user.groups.add(*groups)
    names = sorted(user.groups.values_list("name", flat=True))
    about = ids.to_text(user.uid)
    audit.record("accounts.access_changed", by=by, about=about, active=is_active, admin=is_superuser, groups=names)
    if changes:
        follow_access(user, by=by)


def follow_access(user: User, *, by: User) -> None:
    """An account was closed or opened again, on whatever way: a closed one has no open session, and others are told."""
    if not user.is_active:
        sessions.end_all(user, by=by)
    signals.access_changed.send(User, person=user)


def checked_uid(uid: bytes) -> bytes:
    if uid and len(uid) != ids.ID_SIZE:
        raise Denied("invalid_input", _("Please load the page again."), status=422)
    return uid or ids.new_id()


def known_zone(zone: str) -> str:
    """An IANA name, or "" for "as everybody here"."""
    return zone if zones.is_zone(zone) else ""


def known_language(language: str) -> str:
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
