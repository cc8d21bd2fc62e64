"""Fixtures every test may use."""

import pytest
from hypothesis import settings

from tests import browser as browsers
from tests.browser import browser  # noqa: F401 - a fixture
from tests.journeys.site import Site
from tests.js.harness import js  # noqa: F401 - a fixture

settings.register_profile("suite", deadline=None)  # a busy machine is no failure
settings.load_profile("suite")


@pytest.fixture(scope="session")
def site():
    """One installation with the demo practice for all journeys; each makes people of its own."""
    with Site.make() as site:
        yield site


def pytest_collection_modifyitems(items):
    browsers.last(items)
    for item in items:  # with several processes: one of them has the site, and a file stays together
        group = "site" if "site" in item.fixturenames else item.location[0]
        item.add_marker(pytest.mark.xdist_group(group))
