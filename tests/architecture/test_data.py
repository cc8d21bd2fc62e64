"""docs/data.md names every field of every model of ours, and no other; its fates are what the database does."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import CASCADE, PROTECT, SET_NULL

OURS = ("accounts", "billing", "blog", "booking", "cms", "consult", "directory", "e2ee", "lib")
ROW = re.compile(r"^\| `(\w+)` \| (.+?) \| (.+?) \|$", re.M)
PAGE = (Path(__file__).resolve().parents[2] / "docs/data.md").read_text()
FATES = {CASCADE: "goes", PROTECT: "holds", SET_NULL: "stays"}


def models() -> dict:
    return {model.__name__: model for model in apps.get_models() if model._meta.app_label in OURS}


def fields(model) -> list:
    """Those the model itself brings: Wagtail's pages have theirs from Wagtail."""
    own = [*model._meta.local_fields, *model._meta.local_many_to_many]
    return [field for field in own if not field.primary_key]


def rows() -> dict[str, tuple[set[str], str]]:
    return {name: (set(re.findall(r"`(\w+)`", named)), fate) for name, named, fate in ROW.findall(PAGE)}


def test_every_model_has_its_row_once():
    assert sorted(name for name, _, _ in ROW.findall(PAGE)) == sorted(models())


@pytest.mark.parametrize("name", sorted(models()))
def test_every_field_is_named(name):
    assert rows()[name][0] == {field.name for field in fields(models()[name])}


@pytest.mark.parametrize("name", sorted(models()))
def test_the_fate_is_what_the_database_does(name):
    """The strictest reference to an account decides."""
    kinds = {f.remote_field.on_delete for f in fields(models()[name]) if f.related_model is get_user_model()}
    for kind in (PROTECT, CASCADE, SET_NULL):
        if kind in kinds:
            assert rows()[name][1].startswith(FATES[kind])
            return
