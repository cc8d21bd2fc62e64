"""The protocol's JavaScript, in a real browser under the real policy."""

import pytest

from tests.e2ee.runner import VECTORS

pytestmark = pytest.mark.browser


def test_crypto_runs_on_the_page(js):
    js.run("e2ee/page.js")


def test_crypto_runs_in_a_worker(js):
    js.run("e2ee/worker.js")


def test_the_vectors_give_the_same_in_javascript(js):
    names = js.run("e2ee/vectors.js")
    assert len(names) == len(VECTORS["cases"]) + len(VECTORS["logs"]) + 1
