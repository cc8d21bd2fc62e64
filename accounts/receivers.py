"""What we do when somebody else (Django, allauth) tells us that something happened."""

from accounts.actions import audit, notices, sessions
from accounts.models import User
from lib import clock, ids


def remember_session(sender, request, user, **kwargs):
    """Every way in ends here: page, API, passkey, command."""
    user.last_login = clock.now()
    request.session["since"] = clock.now().timestamp()
    request.user = user
    sessions.remember(request)
    audit.record("accounts.login", by=user)


def note_factor_added(sender, request, user, authenticator, **kwargs):
    tell_of_factor(user, authenticator, "added")
    sessions.end_all(user, by=user, keep=request.session.session_key)


def note_factor_removed(sender, request, user, authenticator, **kwargs):
    tell_of_factor(user, authenticator, "removed")
    sessions.end_all(user, by=user, keep=request.session.session_key)


def note_codes_renewed(sender, user, authenticator, **kwargs):
    tell_of_factor(user, authenticator, "renewed")


def tell_of_factor(user: User, authenticator, what: str) -> None:
    event = audit.record(
        f"accounts.second_factor_{what}", by=user, about=ids.to_text(user.uid), type=str(authenticator.type)
    )
    notices.tell(user, "accounts.security_changed", key=f"security:{event.pk}")


def note_code_refused(sender, user, authenticator, **kwargs):
    audit.record("accounts.second_factor_refused", by=None, about=ids.to_text(user.uid))


def prepare_counters(sender, **kwargs):
    """Before `migrate` fills anything: the table of the limits, unless it is there."""
    from django.core.management import call_command

    call_command("createcachetable", database=kwargs["using"], verbosity=0)


def prepare_installation(sender, **kwargs):
    """After `migrate`: the sweeping task, unless it is there."""
    from django_q.models import Schedule

    Schedule.objects.using(kwargs["using"]).get_or_create(
        name="accounts.sweep",
        defaults={"func": "accounts.tasks.sweep", "schedule_type": Schedule.MINUTES, "minutes": 5},
    )
