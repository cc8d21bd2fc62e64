from django.http import Http404
from django.utils.translation import gettext as _

from accounts import relations
from accounts.models import User
from accounts.rules import login_key
from lib.denied import Denied


def by_uid(uid: bytes) -> User | None:
    """The person with this public id, for callers that have already decided who may ask."""
    return User.objects.filter(uid=uid, is_active=True).first()


def visible_to(viewer: User, uid: bytes) -> User:
    """The person with this public id, if `viewer` may know of them. Raises Http404, the same for "no such person"."""
    person = by_uid(uid)
    if person is None or not relations.may_see(viewer, person):
        raise Http404
    return person


def by_login(login: str) -> User | None:
    """Whoever logs in with this user name or e-mail address."""
    key = login_key(login)
    found = User.objects.filter(email=key) if "@" in key else User.objects.filter(login_key=key)
    return found.first()


def clash(user: User) -> Denied:
    """Why the database would not take this person."""
    if User.objects.filter(login_key=user.login_key).exclude(pk=user.pk).exists():
        return Denied("login_taken", _("This user name is taken. Please choose another one."), status=409)
    if user.email and User.objects.filter(email=user.email).exclude(pk=user.pk).exists():
        return Denied("email_taken", _("This e-mail address belongs to another account."), status=409)
    return Denied("uid_taken", _("Please try again."), status=409)
