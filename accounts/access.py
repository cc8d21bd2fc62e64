"""Pages that belong to one role: everybody else finds nothing there."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import Http404

_brought_by_role: set[str] = set()


def brought_by_role(*names: str) -> None:
    """Groups that come and go with a person's role: nobody ticks them. Called in an upper app's `ready()`."""
    _brought_by_role.update(names)


def groups_to_tick():
    """The groups somebody may be put into: those of the staff."""
    from django.contrib.auth.models import Group

    return Group.objects.exclude(name__in=_brought_by_role).order_by("name")


def counsellors_only(view):
    """Strangers are asked to log in; logged-in people of another role see a missing page."""

    @wraps(view)
    @login_required
    def guarded(request, *args, **kwargs):
        if not request.user.is_counsellor:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded
