"""Fixtures every test may use."""

import contextlib

import pytest
from django.conf import settings as django_settings
from django.core.cache import caches
from django.db import connection, connections
from django.test import TransactionTestCase
from hypothesis import settings
from whitenoise.middleware import WhiteNoiseMiddleware
from xdist.scheduler import LoadScopeScheduling

from cms import page_cache
from lib import catalogues
from tests import browser as browsers
from tests import database
from tests.browser import browser  # noqa: F401 - a fixture
from tests.journeys.site import Site
from tests.js.harness import js  # noqa: F401 - a fixture

settings.register_profile("suite", deadline=None)  # a busy machine is no failure
settings.load_profile("suite")

catalogues.compile_stale()  # before anything is translated


MAKER = pytest.StashKey[database.Maker]()


def pytest_configure(config):
    if hasattr(config, "workerinput") or not config.getoption("numprocesses", None):
        newest = config.getoption("reuse_db") and not config.getoption("create_db")
        config.stash[MAKER] = database.Maker(newest=newest)


def pytest_unconfigure(config):
    if MAKER in config.stash:
        config.stash[MAKER].stop()


@pytest.fixture(scope="session")
def migrated(request) -> str:
    """The database to copy, see database.py."""
    return request.config.stash[MAKER].name


@pytest.fixture(scope="session")
def django_db_setup(migrated, tmp_path_factory, django_test_environment, django_db_blocker):
    """This process's copy, instead of pytest-django's `migrate`; and a new one instead of Django's flush."""
    copy = database.Copy(migrated, tmp_path_factory.mktemp("database") / "tests.sqlite3")

    def renew(_):
        connections.close_all()
        copy.renew()

    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        connections.close_all()
        patch.setitem(connection.settings_dict, "NAME", copy.name)
        patch.setattr(TransactionTestCase, "_fixture_teardown", renew)
        yield copy
        connections.close_all()
    copy.drop()


@pytest.fixture(scope="module")
def begin_with(django_db_setup, django_db_blocker):
    """begin_with(fill), called once: all tests of this file begin with what `fill` wrote."""
    with django_db_blocker.unblock(), contextlib.ExitStack() as stack:

        def begin(fill):
            fill()
            connections.close_all()
            stack.enter_context(django_db_setup.begun_here())

        yield begin
    connections.close_all()
    django_db_setup.renew()


@pytest.fixture(scope="session", autouse=True)
def static_files_found_once():
    """Every test client loads the middleware anew, and WhiteNoise looked through all folders each time: 15 ms a test."""
    look, found = WhiteNoiseMiddleware.add_files_from_finders, {}

    def remember(self):
        if not found:
            look(self)
            found.update(self.files)
        self.files.update(found)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoiseMiddleware, "add_files_from_finders", remember)
        yield


@pytest.fixture(scope="session")
def site(migrated):
    """One installation with the demo practice for all journeys; each makes people of its own."""
    with Site.make(migrated) as site:
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
