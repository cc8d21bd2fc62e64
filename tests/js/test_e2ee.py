"""The protocol's JavaScript, in a real browser under the real policy."""

import pytest

pytestmark = pytest.mark.browser


def test_crypto_runs_on_the_page(js):
    js.run("e2ee/page.js")


def test_crypto_runs_in_a_worker(js):
    js.run("e2ee/worker.js")
