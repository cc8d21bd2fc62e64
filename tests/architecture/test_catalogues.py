"""Nobody meets an English word in the middle of a German or French page."""

import re

from lib import catalogues


def test_every_text_is_translated_and_none_is_left_over():
    assert catalogues.problems() == []


def test_no_text_hides_behind_a_name_that_is_not_looked_for():
    renamed = re.compile(r"\bn?p?gettext(?:_lazy|_noop)? as (\w+)")
    files = (path for app in catalogues.APPS for path in (catalogues.ROOT / app).rglob("*.py"))
    assert {name for path in files for name in renamed.findall(path.read_text())} - set(catalogues.KEYWORDS) == set()
