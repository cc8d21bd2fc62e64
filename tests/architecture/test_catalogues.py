"""Nobody meets an English word in the middle of a German or French page."""

from lib import catalogues


def test_every_text_is_translated_and_none_is_left_over():
    assert catalogues.problems() == []
