"""The harness itself: a failing test must fail, and a module without tests too."""

import pytest

pytestmark = pytest.mark.browser


def test_a_failing_javascript_test_fails_here(js):
    with pytest.raises(AssertionError, match=r"1 of 2(.|\n)*one is two: (.|\n)*found 1, expected 2"):
        js.run("selftest/failing.js")


def test_a_module_that_never_runs_fails_with_what_it_said(js):
    with pytest.raises(AssertionError, match=r"did not finish.*no such thing"):
        js.run("selftest/broken.js", seconds=1)
