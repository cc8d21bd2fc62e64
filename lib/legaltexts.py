"""What people agree to: the texts somebody else keeps (the CMS), asked for by whoever records an agreement (accounts).

Whoever keeps them gives `use` a source; without one there is nothing to agree to.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

TERMS, PRIVACY, WITHDRAWAL = "terms", "privacy", "withdrawal"
CLIENTS, COUNSELLORS = "consent-clients", "consent-counsellors"


@dataclass(frozen=True)
class Version:
    """One published wording, which never changes again."""

    key: str
    language: str
    number: int
    title: str
    body: str  # HTML
    digest: str  # SHA-256 of the wording, in hexadecimal
    published_at: datetime
    what_changed: str
    url: str


class Source(Protocol):
    def current(self, key: str, language: str) -> Version | None:
        """The newest published wording in `language`, or in the default language if there is none."""

    def asking_since(self, keys: tuple[str, ...], language: str) -> dict[str, datetime]:
        """When the newest wording that everybody shall be asked about appeared, by key; only of those that ask."""

    def newest_question(self) -> str:
        """When the newest wording appeared that anybody is asked about; "" if none is. Cheap: every request asks."""


_source: list[Source] = []


def use(source: Source) -> None:
    _source[:] = [source]


def current(key: str, language: str) -> Version | None:
    return _source[0].current(key, language) if _source else None


def asking_since(keys: tuple[str, ...], language: str) -> dict[str, datetime]:
    return _source[0].asking_since(keys, language) if _source else {}


def newest_question() -> str:
    return _source[0].newest_question() if _source else ""
