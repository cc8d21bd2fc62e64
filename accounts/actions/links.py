"""Links in mails that are good for one thing, once, for a short time. Only the hash of their secret is kept.

Opening a link changes nothing (mail programs open links by themselves): it shows a page with a button.
"""

import contextlib
import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import rules
from accounts.actions import audit, login_keys, notices
from accounts.enums import LinkPurpose
from accounts.models import OneTimeLink, User
from accounts.queries import people
from lib import clock, ids, ratelimit
from lib.denied import Denied

LIFE = {LinkPurpose.CONFIRM_EMAIL: timedelta(days=2), LinkPurpose.NEW_PASSWORD: timedelta(minutes=10)}
INVITED = timedelta(days=3)
ASKING = {"limit": 10, "seconds": 3600}  # mails asked for, per network or per person
TO_ONE = {"limit": 5, "seconds": 3600}  # mails to one address, whoever asks for them


def confirm_email(user: User, typed: str) -> None:
    """Ask whoever reads this address whether it is theirs. If it belongs to another account, that person is told."""
    address = rules.email_address(typed)
    if not address or address == user.email:
        return
    ratelimit.hit("confirm-email", ids.to_text(user.uid), **ASKING)
    with contextlib.suppress(Denied):  # silently: others' attempts are nobody's business
        ratelimit.hit("confirm-email-to", address, **TO_ONE)
        _ask_or_tell(user, address)


def _ask_or_tell(user: User, address: str) -> None:
    if User.objects.filter(email=address).exclude(pk=user.pk).exists():
        _tell(user, "accounts.email_known", address, {})
    else:
        _send(user, LinkPurpose.CONFIRM_EMAIL, address, "account_confirm_email")


def new_password(login: str, *, network: str) -> None:
    """Mail a link to choose a new login password, if there is a confirmed address. The answer is the same if not."""
    ratelimit.hit("new-password", network, **ASKING)
    user = people.by_login(login)
    if user is not None and user.email and user.is_active:
        with contextlib.suppress(Denied):  # silently: a refusal would tell that the account exists
            ratelimit.hit("new-password-of", ids.to_text(user.uid), **TO_ONE)
            _send(user, LinkPurpose.NEW_PASSWORD, user.email, "account_new_password")


def invitation(user: User) -> None:
    """The first password of somebody who was invited: the same link as for a forgotten one, with more time."""
    _send(user, LinkPurpose.NEW_PASSWORD, user.email, "account_new_password", kind="accounts.invited", life=INVITED)


def _send(user: User, purpose: LinkPurpose, address: str, view: str, *, kind: str = "", life=None) -> None:
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        OneTimeLink.objects.filter(user=user, purpose=purpose).delete()  # the newest is the only one
        OneTimeLink.objects.create(
            user=user, purpose=purpose, secret_hash=_hash(secret), email=address,
            expires_at=clock.now() + (life or LIFE[purpose]),
        )  # fmt: skip
        link = settings.SITE_URL + reverse(view, args=[secret])
        _tell(user, kind or f"accounts.{purpose}", address, {"link": link})


def _tell(user: User, kind: str, address: str, context: dict) -> None:
    notices.tell(user, kind, key=f"{kind}:{secrets.token_hex(8)}", context={"to": address, **context})


def _hash(secret: str) -> bytes:
    return hashlib.blake2b(secret.encode(), digest_size=32, person=b"one-time-link").digest()


def find(secret: str, purpose: LinkPurpose) -> OneTimeLink:
    """The open link with this secret; raises Denied for one that is used, too old or unknown."""
    link = OneTimeLink.objects.filter(secret_hash=_hash(secret), purpose=purpose, used_at=None).first()
    if link is None or link.expires_at <= clock.now() or not link.user.is_active:
        raise Denied("link_expired", _("This link has been used or is too old. Please ask for a new one."), status=410)
    return link


def _use(link: OneTimeLink) -> None:
    """Of two who use a link at the same moment, one succeeds."""
    if not OneTimeLink.objects.filter(pk=link.pk, used_at=None).update(used_at=clock.now()):
        raise Denied("link_expired", _("This link has been used or is too old. Please ask for a new one."), status=410)


def use_to_confirm_email(secret: str) -> User:
    link = find(secret, LinkPurpose.CONFIRM_EMAIL)
    try:
        with transaction.atomic():
            _use(link)
            link.user.email = link.email
            link.user.save(update_fields=["email"])
            audit.record("accounts.email_confirmed", by=link.user, about=ids.to_text(link.user.uid))
    except IntegrityError:
        raise people.clash(link.user) from None
    return link.user


def use_for_new_password(secret: str, *, auth: str, seed: bytes, kdf: int) -> User:
    """The room stays as it is: a mailbox alone does not open it. A second factor is still asked for at login."""
    link = find(secret, LinkPurpose.NEW_PASSWORD)
    with transaction.atomic():
        _use(link)
        login_keys.replace(link.user, auth, seed, kdf, by=link.user)
    return link.user
