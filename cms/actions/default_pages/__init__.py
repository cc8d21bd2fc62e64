"""The shipped texts of the public pages, a file for each language, with the same keys in each.

Staff edit the pages, not these files; a page is given once (cms/actions/defaults.py). Links between pages are written
without a language ("/help/") in every file: they get the prefix of their language when the page is made.
"""

from importlib import import_module

from cms.actions.default_pages.en import HOME, PAGES

__all__ = ["HOME", "PAGES", "of"]


def of(language: str):
    """The module with HOME and PAGES in `language`."""
    return import_module(f"cms.actions.default_pages.{language}")
