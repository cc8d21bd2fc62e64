"""Fixtures every test may use."""

from tests import browser as browsers
from tests.browser import browser  # noqa: F401 - a fixture
from tests.js.harness import js  # noqa: F401 - a fixture


def pytest_collection_modifyitems(items):
    browsers.last(items)
