from accounts.models import Identity, User


def head(user: User) -> Identity | None:
    """The person's newest identity record, which is the one that counts; None before the room is set up."""
    return Identity.objects.filter(user=user).order_by("-gen").first()


def of(uid: bytes) -> list[Identity]:
    """All identity records of one person, oldest first."""
    return list(Identity.objects.filter(user__uid=uid).order_by("gen"))
