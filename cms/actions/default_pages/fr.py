"""The shipped pages in French."""

from cms.actions.default_pages.en import HOME, PAGES  # noqa: F401
