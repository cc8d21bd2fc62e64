"""The shipped legal texts, a file for each language, with the same keys in each: templates that the operator must check.

They say what the software does (docs/data.md) and no more. A text is given once, as version 1; staff go on from there
under "Legal texts". Links to pages are written without a language, as in default_pages.
"""

from importlib import import_module


def of(language: str) -> dict[str, tuple[str, str]]:
    """{key: (title, HTML)} in `language`."""
    return import_module(f"cms.actions.default_legal.{language}").TEXTS
