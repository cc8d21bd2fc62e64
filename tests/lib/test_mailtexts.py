"""The words of mails: shipped, written by staff, and what may never stand in them."""

import pytest

from lib import mailtexts
from lib.mailtexts import Kind, Placeholder, Words

LINK = {"link": Placeholder("the link", "https://site.example/sample", required=True)}
KIND = Kind("test.kind", "A subject", "accounts/mail/confirm_email.txt", own=LINK)
SOUND = Words("Please confirm", "Open {{link}} on {{ site_name }}.")


@pytest.fixture(autouse=True)
def nobody_writes(monkeypatch):
    monkeypatch.setattr(mailtexts, "_written", [])


def test_names_are_filled_in_and_nothing_else():
    filled = mailtexts.filled(KIND, Words("S", "{{link}} {{ link }} 100% {braces} {{unknown}}"), {"link": "L"})
    assert filled.body == "L L 100% {braces} {{unknown}}\n"


def test_a_value_that_looks_like_a_name_stays_as_it_is():
    assert mailtexts.filled(KIND, SOUND, {"link": "{{site_name}}"}).body.startswith("Open {{site_name}} on")


def test_a_value_that_was_not_told_becomes_nothing():
    assert mailtexts.filled(KIND, Words("S", "a {{link}} b"), {}).body == "a  b\n"


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("{{link}} {{name}}", "{{link}}, {{site_url}}, {{site_name}}"),
        ("{{link}} {{ user.email }}", "Allowed are"),
        ("{{link}} {% include 'x' %}", "Allowed are"),
        ("{{link}} {# note #}", "Allowed are"),
        ("{{link}} {{link|safe}}", "Allowed are"),
        ("No way back", "{{link}}"),
        ("{{link}}" + "x" * 3000, "3,000"),
        ("", "{{link}}"),
    ],
)
def test_a_body_with_anything_else_is_refused_with_what_is_allowed(body, says):
    assert says in str(mailtexts.faults(KIND, Words("S", body))["body"])


@pytest.mark.parametrize("subject", ["For {{link}}", "{% now %}", "", "x" * 91, "one\ntwo", "{{site_name}}"])
def test_a_subject_is_one_short_line_without_placeholders(subject):
    assert "subject" in mailtexts.faults(KIND, Words(subject, SOUND.body))


def test_the_staffs_words_are_used_while_they_are_sound():
    mailtexts.use(lambda kind, language: SOUND if language == "de" else None)
    assert mailtexts.words(KIND, "de") == SOUND
    assert mailtexts.words(KIND, "en") == mailtexts.shipped(KIND, "en")


def test_words_that_lost_their_link_are_not_sent():
    mailtexts.use(lambda kind, language: Words("Please confirm", "Hello."))
    assert mailtexts.words(KIND, "en") == mailtexts.shipped(KIND, "en")


@pytest.mark.parametrize("kind", mailtexts.kinds(), ids=lambda kind: kind.name)
def test_the_shipped_words_of_every_kind_are_sound_and_explained(kind):
    """A template that decides anything would lose that when its text is shown to staff."""
    words = mailtexts.shipped(kind, "en")
    assert mailtexts.faults(kind, words) == {}
    assert kind.about, "say when it is sent"
    assert kind.to, "say who gets it"
    assert "{{" not in mailtexts.filled(kind, words, kind.samples).body
