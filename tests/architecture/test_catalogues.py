"""Nobody meets an English word in the middle of a German or French page."""

import pytest

from lib import catalogues


@pytest.mark.xfail(reason="the translations are being written", strict=False)
def test_every_text_is_translated_and_none_is_left_over():
    assert catalogues.problems() == []
