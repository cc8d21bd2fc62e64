from accounts import sealed
from accounts.models import KeySet, OldKey, User, Wrap


def keyset_of(user: User) -> KeySet | None:
    return KeySet.objects.filter(user=user).first()


def wraps_of(user: User) -> list[tuple[int, int, bytes]]:
    """`(gen, kind, blob)` of the person's own wrapped account keys, as their browser sent them."""
    rows = Wrap.objects.filter(user=user).order_by("-gen", "kind")
    return [(r.gen, r.kind, sealed.unseal(r.blob, f"wrap:{r.user_id}:{r.gen}:{r.kind}")) for r in rows]


def old_keys_of(user: User) -> list[tuple[int, bytes]]:
    """`(gen, blob)` of earlier account keys, each wrapped by its successor; newest first."""
    rows = OldKey.objects.filter(user=user).order_by("-gen")
    return [(r.gen, sealed.unseal(r.blob, f"chain:{r.user_id}:{r.gen}")) for r in rows]


def recovery_hash_of(user: User) -> bytes | None:
    keyset = keyset_of(user)
    return sealed.unseal(keyset.rc_auth, f"rc:{user.pk}") if keyset and keyset.rc_auth else None
