"""The documents say what is true."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_between_documents_lead_somewhere(page):
    for target in re.findall(r"\]\((?!https?:|mailto:)([^)#]+)", page.read_text()):
        assert (page.parent / target).exists(), f"{target} in {page.name}"


def test_every_setting_from_the_environment_is_explained():
    code = "".join(p.read_text() for p in ROOT.glob("config/settings/*.py"))
    asked = set(re.findall(r"""env(?:\.\w+)?\(\s*"([A-Z_]+)\"""", code))
    explained = set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.M))
    assert asked == explained


def test_the_options_the_readme_shows_exist():
    usage = subprocess.run(
        [sys.executable, "start.py", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    shown = set(re.findall(r"python3 start\.py[^\n#]*?(--[a-z-]+)", (ROOT / "README.md").read_text()))
    assert shown
    assert all(option in usage for option in shown)


def test_every_dependency_says_what_it_is_for():
    lines = (ROOT / "pyproject.toml").read_text().split("[project.optional-dependencies]")
    for line in re.findall(r'^    ".+$', lines[0] + lines[1].split("]")[0], re.M):
        assert "#" in line, line


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-test.lock"])
def test_locks_name_hashes_and_no_address(lock):
    text = (ROOT / lock).read_text()
    packages = re.findall(r"^[a-z0-9_.\[\]-]+==", text, re.M)
    assert len(packages) > 40
    assert "://" not in text
    assert text.count("--hash=sha256:") >= len(packages)
