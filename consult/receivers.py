"""What other apps say that matters here."""

from django.db import transaction

from consult import door, sessions


def session_ended(sender, user, **kwargs) -> None:
    """Look again at whoever is connected or known to be logged in, once the ending is committed."""
    transaction.on_commit(door.forget)
    transaction.on_commit(sessions.watch.look_soon)
