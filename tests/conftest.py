"""Fixtures every test may use."""

import pytest
from django.conf import settings as django_settings
from django.core.cache import caches
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

from cms import page_cache
from lib import catalogues
from tests import browser as browsers
from tests.browser import browser  # noqa: F401 - a fixture
from tests.journeys.site import Site
from tests.js.harness import js  # noqa: F401 - a fixture

settings.register_profile("suite", deadline=None)  # a busy machine is no failure
settings.load_profile("suite")

catalogues.compile_stale()  # before anything is translated


@pytest.fixture(scope="session")
def site():
    """One installation with the demo practice for all journeys; each makes people of its own."""
    with Site.make() as site:
        yield site


@pytest.fixture(autouse=True)
def nothing_remembered():
    """What a process remembers of the frame around pages belongs to one test's database."""
    page_cache.forget_here()


@pytest.fixture(autouse=True)
def nothing_counted(request):
    """Limits count in the database, which a test rolls back, or on Redis, which nobody does."""
    if django_settings.REDIS_URL and "site" not in request.fixturenames:
        caches["limits"].clear()


def pytest_collection_modifyitems(items):
    browsers.last(items)


class ByFile(LoadScopeScheduling):
    """With several processes, a file's tests stay together, in their order; one process has the site."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return "site" if file.startswith("tests/journeys/") or file == "tests/accounts/test_in_browser.py" else file


def pytest_xdist_make_scheduler(config, log):
    config.option.loadscopereorder = False
    return ByFile(config, log)
