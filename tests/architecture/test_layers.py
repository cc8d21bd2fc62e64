"""The import direction of docs/architecture.md, for code and for foreign keys."""

import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from importlinter.cli import lint_imports

ROOT = Path(__file__).resolve().parents[2]
LAYERS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]["layers"]
LEVEL = {name.strip(): level for level, line in enumerate(reversed(LAYERS)) for name in line.split("|")}
OURS = [model for model in apps.get_models() if model._meta.app_label in LEVEL]


def test_imports_only_point_down(monkeypatch):
    monkeypatch.chdir(ROOT)
    assert lint_imports(no_cache=True) == 0


def test_every_folder_of_code_has_a_place_in_the_contract():
    packages = {p.parent.name for p in ROOT.glob("*/__init__.py")} - {"tests", "bench"}
    assert packages == set(LEVEL)


def test_the_drawing_in_the_docs_is_the_contract():
    drawing = (ROOT / "docs/architecture.md").read_text().split("Imports and foreign keys")[1].split("```")[1]
    assert [line.strip() for line in drawing.strip().splitlines()] == LAYERS


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_foreign_keys_only_point_down(model):
    here = model._meta.app_label
    for field in own_relations(model):
        there = field.related_model._meta.app_label
        if there in LEVEL and there != here:
            assert LEVEL[there] < LEVEL[here], f"{model._meta.label}.{field.name} points up or sideways to {there}"


def own_relations(model):
    """Relations written in this project: not those that Wagtail's base classes bring along, such as a page's owner."""
    for field in model._meta.get_fields():
        if field.is_relation and not field.auto_created and field.related_model:
            brought = any(
                field.name in {f.name for f in base._meta.local_fields}
                for base in model.__mro__[1:]
                if hasattr(base, "_meta") and base.__module__.split(".")[0] not in LEVEL
            )
            if not brought:
                yield field
