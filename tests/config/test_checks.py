"""A wrong setting is named, with what to do, before anybody meets it."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import checks


def findings(settings, **changes):
    for name, value in changes.items():
        setattr(settings, name, value)
    found = []
    for check in (checks.secrets_are_there, checks.debug_stays_at_home, checks.the_world_comes_by_tls,
                  checks.limits_survive, checks.no_password_is_taken, checks.people_can_be_reached):  # fmt: skip
        found += [finding.id for finding in check(None)]
    return found


class With:
    """Settings with some other values, for the one that cannot be changed in a running process."""

    def __init__(self, settings, **changes):
        self._settings = settings
        self.__dict__ |= changes

    def __getattr__(self, name):
        return getattr(self._settings, name)


@pytest.fixture
def settings(settings):
    settings.ALLOWED_HOSTS = ["localhost"]
    settings.REQUIRE_SECOND_FACTOR = True
    return settings


def test_a_right_setting_has_no_finding(settings):
    assert findings(settings) == []


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"PEPPER": ""}, "portal.E001"),
        ({"PRELOGIN_SECRET": "short"}, "portal.E001"),
        ({"PEPPER": "x" * 40, "SECRET_KEY": "x" * 40}, "portal.E002"),
        ({"DEBUG": True, "ALLOWED_HOSTS": ["*"]}, "portal.E003"),
        ({"DEBUG": True, "SITE_URL": "https://praxis.example"}, "portal.E003"),
        ({"SITE_URL": "http://praxis.example"}, "portal.E004"),
        ({"CACHES": {"limits": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}}, "portal.E005"),
        ({"AUTHENTICATION_BACKENDS": ["django.contrib.auth.backends.ModelBackend"]}, "portal.E006"),
        ({"INSTALLED_APPS": ["django.contrib.admin"]}, "portal.E007"),
        ({"WAGTAIL_PASSWORD_RESET_ENABLED": True}, "portal.E008"),
        ({"AUTH_PASSWORD_VALIDATORS": [{"NAME": "x"}]}, "portal.E009"),
        ({"EMAIL_BACKEND": "lib.mail.FolderBackend"}, "portal.W001"),
        ({"REQUIRE_SECOND_FACTOR": False}, "portal.W002"),
    ],
)
def test_a_wrong_setting_is_found(settings, monkeypatch, changes, found):
    changes = dict(changes)
    installed = changes.pop("INSTALLED_APPS", None)
    if installed:  # changing it for real would load the apps anew
        monkeypatch.setattr(checks, "settings", With(settings, INSTALLED_APPS=installed))
    assert found in findings(settings, **changes)


def test_the_site_does_not_start_with_an_error(settings):
    settings.PEPPER = ""
    with pytest.raises(ImproperlyConfigured, match=r"portal\.E001.*token_urlsafe"):
        checks.refuse_to_start_wrong()
