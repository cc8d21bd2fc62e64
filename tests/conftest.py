"""Fixtures every test may use."""

from hypothesis import settings

from tests import browser as browsers
from tests.browser import browser  # noqa: F401 - a fixture
from tests.js.harness import js  # noqa: F401 - a fixture

settings.register_profile("suite", deadline=None)  # a busy machine is no failure
settings.load_profile("suite")


def pytest_collection_modifyitems(items):
    browsers.last(items)
