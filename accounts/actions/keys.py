"""The person's keys as we keep them: public identity records, and wrapped account keys nobody here can open."""

import hashlib

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import sealed, signals
from accounts.actions import audit, notices, second_factor
from accounts.enums import WrapKind
from accounts.models import Identity, KeySet, OldKey, User, Wrap
from accounts.queries import identities
from e2ee.account import WRAP_SIZE
from e2ee.errors import Invalid
from e2ee.identity import check_identity, is_linked
from e2ee.primitives import ZERO64
from lib import clock, ids
from lib.denied import Denied

SEED_SIZE, RC_AUTH_SIZE = 16, 32


@transaction.atomic
def put(
    user: User, *, version: int, seed_room: bytes, wraps: dict[int, bytes], ir: bytes | None, sig_self: bytes | None,
    sig_prev: bytes | None = None, rc_auth: bytes | None = None, chain: bytes | None = None, by: User,
) -> KeySet:  # fmt: skip
    """Set the keys up, change what wraps them, or rotate them; `version` is the one the browser last saw (0: none).

    - no keys yet: the first identity record and its wraps
    - the same identity record, or none: other wraps (a new room password, a new recovery code)
    - the next identity record, signed by the key before: a rotation, with the old account key wrapped in `chain`
    """
    keyset = KeySet.objects.select_for_update().filter(user=user).first()
    current = keyset.version if keyset else 0
    if version != current:
        raise Denied("stale", _("Your keys were changed elsewhere. Please load the page again."), status=409,
                     version=current)  # fmt: skip
    check_wraps(wraps)
    head = identities.head(user)
    renewed = ir is not None and (head is None or ir != head.ir)
    gen = add_identity(user, head, ir, sig_self, sig_prev, by=by).gen if renewed else head.gen if head else 0
    if keyset is None:
        keyset = first_keyset(user, gen, seed_room, wraps, rc_auth)
    elif renewed:
        keep_old_key(user, keyset, gen, seed_room, wraps, chain)
    change_wraps(keyset, gen, seed_room, wraps, rc_auth)
    audit.record("accounts.keys_changed", by=by, about=ids.to_text(user.uid), version=keyset.version, gen=gen)
    if current:
        notices.tell(user, "accounts.keys_changed", key=f"keys:{keyset.version}")
    return keyset


def check_wraps(wraps: dict[int, bytes]) -> None:
    for kind, blob in wraps.items():
        if kind not in WrapKind.values or len(blob) != WRAP_SIZE or blob[0] != 1:
            raise Denied("wrap_refused", _("The wrapped key is malformed."), status=422)


def add_identity(user: User, head: Identity | None, ir, sig_self, sig_prev, *, by: User) -> Identity:
    """Append an identity record after all checks that are possible without a secret."""
    try:
        identity = check_identity(ir, sig_self or b"", sig_prev, head.ir if head else None)
    except Invalid as error:
        raise Denied("identity_refused", _("These keys do not verify."), status=422, reason=error.code) from None
    if identity.uid != user.uid or identity.gen != (head.gen + 1 if head else 1):
        raise Denied("identity_refused", _("These keys belong to somebody else, or to another time."), status=422)
    if head is not None and not is_linked(sig_prev):
        # TODO: allow it once rooms can be released again to a person with new keys, with a fresh login and a notice
        raise Denied("reset_not_available", _("Starting over with new keys is not possible yet."), status=409)
    row = Identity.objects.create(user=user, gen=identity.gen, ir=ir, sig_self=sig_self, sig_prev=sig_prev or ZERO64)
    audit.record("accounts.identity_added", by=by, about=ids.to_text(user.uid), gen=row.gen)
    signals.identity_added.send(User, user=user, identity=row)
    return row


def first_keyset(user: User, gen: int, seed_room: bytes, wraps: dict[int, bytes], rc_auth: bytes | None) -> KeySet:
    if not gen or WrapKind.ROOM_PASSWORD not in wraps:
        raise Denied("keys_incomplete", _("A first set-up needs an identity and a room password."), status=422)
    if user.is_counsellor and (WrapKind.RECOVERY not in wraps or not rc_auth):
        raise Denied("recovery_required", _("Counsellors need a recovery code: nobody else could release their notes."),
                     status=422)  # fmt: skip
    return KeySet(user=user, version=0, gen=gen, seed_room=seed_room)


def keep_old_key(user: User, keyset: KeySet, gen: int, seed_room, wraps: dict[int, bytes], chain: bytes | None) -> None:
    if chain is None or len(chain) != WRAP_SIZE or WrapKind.ROOM_PASSWORD not in wraps:
        raise Denied("keys_incomplete", _("New keys need the old one wrapped, and a room password."), status=422)
    about = f"chain:{user.pk}:{keyset.gen}"
    OldKey.objects.create(user=user, gen=keyset.gen, blob=sealed.seal(chain, about))
    Wrap.objects.filter(user=user, gen=keyset.gen).delete()
    keyset.gen = gen


def change_wraps(keyset: KeySet, gen: int, seed_room: bytes, wraps: dict[int, bytes], rc_auth: bytes | None) -> None:
    user = keyset.user
    if len(seed_room) != SEED_SIZE or (seed_room != keyset.seed_room and WrapKind.ROOM_PASSWORD not in wraps):
        raise Denied("wrap_refused", _("The seed belongs to the room password's wrap."), status=422)
    if (WrapKind.RECOVERY in wraps) != (rc_auth is not None) or (rc_auth and len(rc_auth) != RC_AUTH_SIZE):
        raise Denied("keys_incomplete", _("A recovery code consists of its wrap and its login half."), status=422)
    for kind, blob in wraps.items():
        about = f"wrap:{user.pk}:{gen}:{int(kind)}"
        Wrap.objects.update_or_create(user=user, gen=gen, kind=kind, defaults={"blob": sealed.seal(blob, about)})
    if rc_auth:
        keyset.rc_auth = sealed.seal(recovery_hash(rc_auth), f"rc:{user.pk}")
    keyset.seed_room, keyset.changed_at = seed_room, clock.now()
    keyset.version += 1
    keyset.save()


def recovery_hash(rc_auth: bytes) -> bytes:
    """160 random bits need no slow hash."""
    return hashlib.blake2b(rc_auth, digest_size=32).digest()


@transaction.atomic
def reseal() -> int:
    """Seal with the newest pepper whatever an older one sealed. Returns how many values changed."""
    count = 0
    for row in Wrap.objects.select_for_update():
        count += _reseal(row, "blob", f"wrap:{row.user_id}:{row.gen}:{row.kind}")
    for row in OldKey.objects.select_for_update():
        count += _reseal(row, "blob", f"chain:{row.user_id}:{row.gen}")
    for row in KeySet.objects.select_for_update().exclude(rc_auth=b""):
        count += _reseal(row, "rc_auth", f"rc:{row.user_id}")
    return count + second_factor.reseal() + sum(again() for again in sealed.resealers)


def _reseal(row, field: str, about: str) -> bool:
    value = getattr(row, field)
    if sealed.is_current(value):
        return False
    setattr(row, field, sealed.seal(sealed.unseal(value, about), about))
    row.save(update_fields=[field])
    return True
