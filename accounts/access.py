"""Pages that belong to one role: everybody else finds nothing there."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import Http404


def counsellors_only(view):
    """Strangers are asked to log in; logged-in people of another role see a missing page."""

    @wraps(view)
    @login_required
    def guarded(request, *args, **kwargs):
        if not request.user.is_counsellor:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded
