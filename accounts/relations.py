"""Who knows whom: a registry that upper apps fill, because accounts knows nothing of rooms or appointments.

# consult/apps.py, ready():
relations.knows.append(engagements.exist_between)     # (viewer: User, person: User) -> bool
"""

from collections.abc import Callable

from accounts.models import User

knows: list[Callable[[User, User], bool]] = []


def may_see(viewer: User, person: User) -> bool:
    """Counsellors are public to whoever is logged in; everyone else to those they have to do with."""
    return viewer.pk == person.pk or person.is_counsellor or any(ask(viewer, person) for ask in knows)
