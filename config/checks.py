"""What must not be set wrong. Every finding has an id and says what to do; errors keep the site from starting.

Run by `manage.py check` and every other command, and by config/asgi.py before the first request.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register, run_checks
from django.core.exceptions import ImproperlyConfigured

from lib import catalogues

OURS = "portal"
LOCAL = {"localhost", "127.0.0.1", "[::1]", "::1", "testserver"}
SECRETS = ["SECRET_KEY", "PRELOGIN_SECRET", "PEPPER"]
MAKE_ONE = "python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"


@register(OURS)
def secrets_are_there(app_configs, **kwargs):
    for name in SECRETS:
        if len(getattr(settings, name, "")) < 32:
            yield Error(
                f"{name} is missing or shorter than 32 characters.", id="portal.E001", hint=f"Set it: {MAKE_ONE}"
            )
    values = [getattr(settings, name, "") for name in SECRETS]
    if len(set(values)) < len(values):
        yield Error(f"Two of {', '.join(SECRETS)} are the same.", id="portal.E002", hint=f"One for each: {MAKE_ONE}")


@register(OURS)
def debug_stays_at_home(app_configs, **kwargs):
    names = {*settings.ALLOWED_HOSTS, urlsplit(settings.SITE_URL).hostname}
    if settings.DEBUG and not names <= LOCAL:
        yield Error(
            f"DEBUG is on, and this site answers to {', '.join(sorted(map(str, names - LOCAL)))}.",
            id="portal.E003",
            hint="Use DJANGO_SETTINGS_MODULE=config.settings.production: with DEBUG on, errors show everything.",
        )


@register(OURS)
def the_world_comes_by_tls(app_configs, **kwargs):
    address = urlsplit(settings.SITE_URL)
    if not settings.DEBUG and address.scheme != "https" and address.hostname not in LOCAL:
        yield Error(
            f"SITE_URL is {settings.SITE_URL}, without TLS.", id="portal.E004", hint="It must begin with https://"
        )


@register(OURS)
def limits_survive(app_configs, **kwargs):
    backend = settings.CACHES.get("limits", {}).get("BACKEND", "")
    if not backend or backend.endswith(("LocMemCache", "DummyCache")):
        yield Error(
            "The cache `limits` forgets with every restart, so guessing passwords would not be slowed down.",
            id="portal.E005",
            hint="Use the database (the default) or Redis (REDIS_URL).",
        )


@register(OURS)
def no_password_is_taken(app_configs, **kwargs):
    if settings.AUTHENTICATION_BACKENDS != ["accounts.backends.DerivedKeyBackend"]:
        yield Error("Another login backend would take raw passwords.", id="portal.E006",
                    hint='AUTHENTICATION_BACKENDS = ["accounts.backends.DerivedKeyBackend"]')  # fmt: skip
    if "django.contrib.admin" in settings.INSTALLED_APPS:
        yield Error("The Django admin has a login of its own that takes raw passwords.", id="portal.E007",
                    hint="Remove django.contrib.admin from INSTALLED_APPS; Wagtail's admin is at /cms/.")  # fmt: skip
    for name in (
        "WAGTAIL_PASSWORD_MANAGEMENT_ENABLED",
        "WAGTAIL_PASSWORD_RESET_ENABLED",
        "WAGTAILUSERS_PASSWORD_ENABLED",
    ):
        if getattr(settings, name, True):
            yield Error(f"{name} lets Wagtail take raw passwords.", id="portal.E008", hint=f"{name} = False")
    if settings.AUTH_PASSWORD_VALIDATORS:
        yield Error(
            "Password validators would judge a derived key.", id="portal.E009", hint="AUTH_PASSWORD_VALIDATORS = []"
        )


@register(OURS)
def people_can_be_reached(app_configs, **kwargs):
    if not settings.DEBUG and settings.EMAIL_BACKEND == "lib.mail.FolderBackend":
        yield Warning("No mail server is set: notices are written to a folder.", id="portal.W001",
                      hint="EMAIL_URL=smtp+tls://user:password@host:587")  # fmt: skip
    if not settings.DEBUG and not settings.REQUIRE_SECOND_FACTOR:
        yield Warning("Staff and counsellors may log in with a password alone.", id="portal.W002",
                      hint="REQUIRE_SECOND_FACTOR=1")  # fmt: skip


@register(OURS)
def words_are_compiled(app_configs, **kwargs):
    if old := catalogues.stale():
        yield Warning(
            f"Translations are not compiled: {', '.join(str(path.relative_to(catalogues.ROOT)) for path in old)}.",
            id="portal.W003",
            hint="python manage.py catalogues --compile",
        )


def refuse_to_start_wrong() -> None:
    errors = [finding for finding in run_checks(tags=[OURS, Tags.security]) if finding.is_serious()]
    if errors:
        raise ImproperlyConfigured("\n".join(f"{error.id}: {error.msg} {error.hint or ''}" for error in errors))
