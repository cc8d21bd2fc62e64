"""The shipped pages in German."""

from cms.actions.default_pages.en import HOME, PAGES  # noqa: F401
