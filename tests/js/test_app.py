"""The pure modules below the room application, in a real browser."""

import pytest

pytestmark = pytest.mark.browser


def test_the_models_of_the_room_application(js):
    js.run("app/models.js")


def test_every_language_says_everything(js):
    js.run("app/words.js")


def test_locking_ends_the_worker_for_good(js):
    js.run("app/vault.js")
