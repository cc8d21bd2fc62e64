"""The shipped texts of the public pages, a file for each language, with the same keys in each.

Staff edit the pages, not these files; a page is given once (cms/actions/defaults.py). Links between pages are written
without a language ("/help/") in every file: they get the prefix of their language when the page is made.
"""

from importlib import import_module

from cms.actions import default_help
from cms.actions.default_pages import easy_language

HELP = ("help", "help/for-counsellors")  # pages of questions and answers


def of(language: str):
    """The module with HOME and PAGES in `language`."""
    return import_module(f"cms.actions.default_pages.{language}")


def pages(language: str) -> dict[str, dict]:
    """{path: fields} of every shipped page below the home page; those above come before those below."""
    easy = getattr(easy_language, language.upper())
    return {**of(language).PAGES, **default_help.pages(language), "easy-language": easy}
