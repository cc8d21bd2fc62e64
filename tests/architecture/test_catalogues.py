"""Nobody meets an English word in the middle of a German or French page."""

import gettext
import re
from pathlib import Path

import pytest
import wagtail.admin
from django.utils.functional import Promise
from wagtail.models import get_page_models

from lib import catalogues


def test_every_text_is_translated_and_none_is_left_over():
    assert catalogues.problems() == []


def test_no_text_hides_behind_a_name_that_is_not_looked_for():
    renamed = re.compile(r"\bn?p?gettext(?:_lazy|_noop)? as (\w+)")
    files = (path for app in catalogues.APPS for path in (catalogues.ROOT / app).rglob("*.py"))
    assert {name for path in files for name in renamed.findall(path.read_text())} - set(catalogues.KEYWORDS) == set()


def test_every_field_of_a_page_has_a_name_in_every_language():
    """Django makes an English one from the code where the field gives none; staff see it as a label."""
    nameless = {
        f"{page.__name__}.{field.name}"
        for page in get_page_models()
        if page._meta.app_label in catalogues.APPS
        for field in (*page._meta.local_fields, *page._meta.local_many_to_many)
        if field.editable and not field.auto_created and not isinstance(field.verbose_name, Promise)
    }
    assert nameless - {"ArticlePage.author"} == set()  # it is on no form


# words of Wagtail that our catalogues say otherwise, read one by one: the same thing is meant
SAID_OTHERWISE = {"Account", "Any", "Home", "None", "Number", "Preview", "Profile", "Published", "Save", "Search", "Settings", "Shortcuts", "Show", "Status", "Yes, delete it", "just now"}  # fmt: skip


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_no_word_of_ours_takes_another_words_place_in_the_admin(language):
    """One msgid has one translation in the whole process: "Title" of a page must not become a professional title."""
    theirs = gettext.translation("django", Path(wagtail.admin.__file__).parent / "locale", [language])._catalog
    ours = {entry.msgid: entry.msgstr for entry in catalogues.read(language) if not entry.msgctxt}
    other = {
        word for word, said in ours.items() if isinstance(theirs.get(word), str) and theirs[word] not in ("", said)
    }
    assert {word for word in other if word} - SAID_OTHERWISE == set()
