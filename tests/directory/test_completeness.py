"""How far a profile has come: a pure function of facts, and the same answer everywhere."""

import pytest

from directory import completeness, standing
from directory.actions import profiles
from directory.completeness import Facts
from tests.directory.conftest import browser, checked, written

FULL = {
    "title": True, "may_be_listed": True, "proof": True, "photo": True, "sentence": True, "words": 40, "topics": 1,
    "languages": 1, "training": 1,
}  # fmt: skip


def done(**facts):
    progress = completeness.of(Facts(**facts))
    return progress.done, progress.total


def test_an_empty_profile_has_everything_ahead():
    assert done() == (0, 8)
    assert completeness.of(Facts()).next.key == "title"


def test_a_full_profile_is_complete():
    assert done(**FULL) == (8, 8)
    assert completeness.of(Facts(**FULL)).is_complete
    assert completeness.of(Facts(**FULL)).next is None


@pytest.mark.parametrize(("fact", "step"), [
    ("proof", "proof"), ("photo", "photo"), ("sentence", "sentence"), ("words", "introduction"), ("topics", "topics"),
    ("languages", "languages"), ("training", "training"),
])  # fmt: skip
def test_each_fact_is_one_step(fact, step):
    progress = completeness.of(Facts(**FULL | {fact: type(FULL[fact])()}))
    assert (progress.done, progress.total, progress.next.key) == (7, 8, step)


def test_an_introduction_needs_more_than_a_line():
    assert done(**FULL | {"words": 39}) == (7, 8)


def test_a_title_that_opens_no_directory_needs_no_evidence():
    assert done(**FULL | {"may_be_listed": False, "proof": False}) == (7, 7)


def test_the_same_count_stands_on_the_own_page_in_the_editor_and_in_the_cms(anna):
    page = written(anna)
    checked(anna)
    progress = standing.of(page).progress
    words = f"{progress.done} of {progress.total} done"
    assert words == "5 of 8 done"
    client = browser(anna)
    for address in ("/practice/profile/", "/cms/", f"/cms/pages/{page.pk}/edit/"):
        text = client.get(address).text
        assert words in text
        assert "Add a photo" in text
        assert "/practice/profile/edit/#:w:contentpath=photo" in text


def test_a_block_without_words_is_no_training(anna):
    page = profiles.create_for(anna)
    page.training = [("training", {"what": "", "where": "", "year": None})]
    page.save_revision(clean=False)
    assert "training" in [step.key for step in standing.of(page).progress.steps if not step.done]


def test_the_report_counts_what_the_newest_version_lacks(anna):
    page = profiles.create_for(anna)
    page.refresh_from_db()
    assert page.steps_open == 7
    page = written(anna, about="<p>" + "word " * 50 + "</p>")
    page.refresh_from_db()
    assert page.steps_open == 2  # photo, training
