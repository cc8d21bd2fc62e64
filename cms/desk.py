"""What the first page of the admin says: what waits for the staff, and where each thing is changed.

Every app registers its own lines, in its `ready()` or beside its Wagtail hooks:

    @desk.waiting
    def profiles_to_read(user):
        return desk.Waiting(ngettext("One profile waits", "%(count)s profiles wait", n) % {"count": n}, url, "user")

    desk.place(_("The list of topics"), "wagtailsnippets_directory_speciality:list", "directory.change_speciality")
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse


@dataclass(frozen=True)
class Waiting:
    """Something the staff should look at. `text` says how many, `url` leads there, `icon` is one of Wagtail's."""

    text: str
    url: str
    icon: str = "time"


@dataclass(frozen=True)
class Place:
    """Where something is changed: `words` as people would ask for it, the address, and the permission it needs."""

    words: str
    view: str  # the name of an address of the admin, or a path
    permission: str | Callable  # a name, or a function of the person
    args: tuple = ()

    def is_open_to(self, user) -> bool:
        return self.permission(user) if callable(self.permission) else user.has_perm(self.permission)

    @property
    def url(self) -> str:
        return self.view if self.view.startswith("/") else reverse(self.view, args=self.args)


_waiting: list[Callable] = []
_places: list[Place] = []


def waiting(function: Callable) -> Callable:
    """`function(user)` answers a Waiting, or None if nothing waits or it is not this person's to do."""
    _waiting.append(function)
    return function


def place(words: str, view: str, permission: str | Callable, *, args: tuple = ()) -> None:
    _places.append(Place(words, view, permission, args))


def waiting_for(user) -> list[Waiting]:
    return [found for function in _waiting if (found := function(user))]


def places_of(user) -> list[Place]:
    """Only what the person may open, in the order of the alphabet."""
    return sorted((place for place in _places if place.is_open_to(user)), key=lambda place: str(place.words))
