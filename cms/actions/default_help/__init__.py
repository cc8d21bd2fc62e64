"""The shipped help pages, a file for each language, with the same groups and questions in each."""

from importlib import import_module

from cms.actions.default_pages.parts import button, questions

ANSWER = {"type": "answer_by", "value": "support"}  # the date by which those who are asked answer


def pages(language: str) -> dict[str, dict]:
    """{path: fields of a HelpPage}."""
    words = import_module(f"cms.actions.default_help.{language}")
    return {"help": _page(words.CLIENTS), "help/for-counsellors": _page(words.COUNSELLORS)}


def _page(words: dict) -> dict:
    parts = [questions(title, *rows) for title, *rows in words["groups"]]
    return {
        **{field: words[field] for field in ("title", "introduction", "search_description")},
        "body": [*parts, ANSWER, button(words["button"], "/contact/", main=False)],
    }
