"""The catalogues of words: what is found, what a change leaves, what is compiled and what is reported."""

import gettext

import polib
import pytest

from lib import catalogues


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(catalogues, "LOCALE", tmp_path)
    monkeypatch.setattr(catalogues, "ROOT", tmp_path)
    return tmp_path


def put(language="de", *entries):
    path = catalogues.po_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue = polib.POFile()
    catalogue.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Plural-Forms": catalogues.PLURALS["de"]}
    catalogue.extend(polib.POEntry(**entry) for entry in entries)
    catalogue.save(str(path))
    return path


def test_texts_are_found_in_code():
    source = """
from django.utils.translation import gettext as _, gettext_lazy, ngettext, pgettext
a = _("One") + gettext_lazy("Two " "parts") + str(_(variable))
b = ngettext("%(n)s day", "%(n)s days", n)
c = pgettext("of a week", "Open")
"""
    assert catalogues.in_code(source) == [
        ("", "One", ""), ("", "Two parts", ""), ("", "%(n)s day", "%(n)s days"), ("of a week", "Open", ""),
    ]  # fmt: skip


def test_texts_are_found_in_templates_however_they_are_indented():
    source = """{% load i18n %}
      <p>{% translate "One" %} it's
   {% blocktranslate with name=person.name %}For “{{ name }}”{% endblocktranslate %}
        {% blocktranslate count n=days trimmed %}
            {{ n }} day
        {% plural %}
            {{ n }} days
        {% endblocktranslate %}</p>{% translate "Open" context "of a week" as word %}"""
    assert catalogues.in_template(source) == [
        ("", "One", ""), ("", "For “%(name)s”", ""), ("", "%(n)s day", "%(n)s days"), ("of a week", "Open", ""),
    ]  # fmt: skip


def test_a_translation_stays_and_what_is_gone_goes(folder):
    put("de", {"msgid": "Stay", "msgstr": "Bleiben"}, {"msgid": "Quite another thing", "msgstr": "Anderes"})
    after = catalogues.merged("de", {("", "Stay", ""): {"b.py", "a.py"}, ("", "New", ""): {"a.py"}})
    assert [(entry.msgid, entry.msgstr) for entry in after] == [("New", ""), ("Stay", "Bleiben")]
    assert after.find("Stay").occurrences == [("a.py", ""), ("b.py", "")]


def test_a_text_that_changed_a_little_keeps_its_translation_until_somebody_has_looked(folder):
    put("de", {"msgid": "Please write to us today", "msgstr": "Bitte schreiben Sie uns"})
    texts = {("", "Please write to us today.", ""): {"a.py"}}
    entry = catalogues.merged("de", texts).find("Please write to us today.")
    assert (entry.msgstr, entry.fuzzy) == ("Bitte schreiben Sie uns", True)
    assert entry.previous_msgid == "Please write to us today"


def test_only_what_is_certain_is_compiled(folder):
    path = put(
        "de",
        {"msgid": "Yes", "msgstr": "Ja"},
        {"msgid": "Perhaps", "msgstr": "Vielleicht", "flags": ["fuzzy"]},
        {"msgid": "No", "msgstr": ""},
    )
    assert catalogues.compile_stale() == [path]
    assert catalogues.compile_stale() == []
    with path.with_suffix(".mo").open("rb") as compiled:
        words = gettext.GNUTranslations(compiled)
    assert [words.gettext(text) for text in ("Yes", "Perhaps", "No")] == ["Ja", "Perhaps", "No"]
    assert [file.name for file in path.parent.iterdir() if file.suffix == ".tmp"] == []


@pytest.mark.parametrize(("text", "translation", "wrong"), [
    ("Hello %(name)s", "Hallo %(name)s", []),
    ("Hello %(name)s", "Hallo", ["%(name)s"]),
    ("Hello %(name)s", "Hallo %(nam)s", ["%(nam)s", "%(name)s"]),
    ("{price} a month", "{preis} im Monat", ["{preis}", "{price}"]),
    ("%(a)s of %(b)s", "%(b)s: %(a)s", []),
])  # fmt: skip
def test_placeholders_must_be_the_same(text, translation, wrong):
    assert catalogues.differing(polib.POEntry(msgid=text, msgstr=translation)) == wrong


def test_a_singular_may_leave_out_the_number_and_a_plural_may_not():
    entry = polib.POEntry(msgid="%(n)s day", msgid_plural="%(n)s days")
    entry.msgstr_plural = {0: "ein Tag", 1: "%(n)s Tage"}
    assert catalogues.differing(entry) == []
    entry.msgstr_plural = {0: "ein Tag", 1: "Tage"}
    assert catalogues.differing(entry) == ["%(n)s"]
    entry.msgstr_plural = {0: "%(m)s Tag", 1: "%(n)s Tage"}
    assert catalogues.differing(entry) == ["%(m)s"]


def test_every_kind_of_problem_is_named(folder):
    put(
        "de",
        {"msgid": "Old", "msgstr": "Alt"},
        {"msgid": "Empty", "msgstr": ""},
        {"msgid": "Unsure", "msgstr": "Unsicher", "flags": ["fuzzy"]},
        {"msgid": "To %(name)s", "msgstr": "An alle"},
        {"msgid": "Good", "msgstr": "Gut"},
    )
    texts = {("", text, ""): {"a.py"} for text in ("Empty", "Unsure", "To %(name)s", "Good", "Missing")}
    assert list(catalogues.problems_of("de", texts, is_whole=True)) == [
        "de: not in the catalogue: 'Missing'",
        "de: nowhere in the code: 'Old'",
        "de: not translated: 'Empty'",
        "de: fuzzy: 'Unsure'",
        "de: differs in %(name)s: 'To %(name)s'",
    ]


def test_the_whole_tree_is_read():
    texts = catalogues.found()
    assert "templates/404.html" in texts["", "We could not find this page", ""]
    assert "accounts/forms/people.py" in texts["", "User name", ""]
    assert not any("tests/" in path for paths in texts.values() for path in paths)
