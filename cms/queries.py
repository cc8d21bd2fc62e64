"""What pages ask the CMS for."""

from datetime import timedelta
from itertools import groupby

from django.conf import settings
from django.core.cache import cache
from django.db.models import Max, Q
from wagtail.models import Page, Site

from cms import languages, page_cache
from cms.models import CrisisContact, LegalVersion, MailText, PortalSettings
from cms.routing import site_of
from lib import clock, legaltexts
from lib.mailtexts import Words

VERIFY_AFTER_DAYS = 182


def portal(request=None) -> PortalSettings:
    """The operator's settings; the shipped defaults where a page is drawn outside a request (an error page)."""
    if request is None:
        return PortalSettings()
    if not hasattr(request, "_portal"):
        site = site_of(request)
        request._portal = page_cache.remembered(("portal", site and site.pk), lambda: _portal(site))
    return request._portal


def _portal(site: Site | None) -> PortalSettings:
    return PortalSettings.objects.filter(site=site).select_related("logo").first() or PortalSettings(site=site)


def speaks_informally() -> bool:
    """Whether the default site says "Du" in German."""
    portal = PortalSettings.objects.filter(site__is_default_site=True).only("address_form").first()
    return portal is not None and portal.is_informal


def crisis_numbers() -> list[tuple[str, list[CrisisContact]]]:
    """[(country in the reader's language, its contacts)] in the order the staff gave them."""
    contacts = page_cache.remembered("crisis", lambda: list(CrisisContact.objects.all()))
    return [(country, list(rows)) for country, rows in groupby(contacts, key=lambda contact: contact.words["country"])]


def crisis_numbers_to_verify():
    """Those nobody has called or looked up for half a year."""
    since = clock.now().date() - timedelta(days=VERIFY_AFTER_DAYS)
    return CrisisContact.objects.filter(Q(checked_on=None) | Q(checked_on__lt=since))


def mail_words(kind: str, language: str) -> Words | None:
    """What the staff have published in place of the shipped words."""
    text = MailText.objects.filter(kind=kind, language=language, live=True).first()
    return text.words if text else None


def legal_versions(key: str, language: str):
    """Every published wording, the newest first."""
    return LegalVersion.objects.filter(key=key, language=language).order_by("-number")


QUESTION = "legal-newest-question"


def _newest_question() -> str:
    newest = LegalVersion.objects.filter(asks_again=True).aggregate(at=Max("published_at"))["at"]
    return newest.isoformat() if newest else ""


class LegalTexts:
    """What `lib.legaltexts` asks."""

    @staticmethod
    def current(key: str, language: str) -> legaltexts.Version | None:
        for one in dict.fromkeys((language, settings.LANGUAGE_CODE)):
            if version := legal_versions(key, one).first():
                return legaltexts.Version(
                    key=key, language=version.language, number=version.number, title=version.title, body=version.body,
                    digest=version.digest, published_at=version.published_at, what_changed=version.what_changed, url=version.address,
                )  # fmt: skip
        return None

    @staticmethod
    def newest_question() -> str:
        """Kept for a minute: so late, at most, are people asked."""
        return cache.get_or_set(QUESTION, _newest_question, timeout=60)

    @staticmethod
    def asking_since(keys: tuple[str, ...], language: str) -> dict:
        """A key without any wording in `language` is read, and asked about, in the default language."""
        rows = LegalVersion.objects.filter(key__in=keys).values_list("key", "language", "asks_again", "published_at")
        rows = [row for row in rows if row[1] in (language, settings.LANGUAGE_CODE)]
        reads = {key: language for key, spoken, *_ in rows if spoken == language}
        asking = {}
        for key, spoken, asks, at in rows:
            if asks and spoken == reads.get(key, settings.LANGUAGE_CODE):
                asking[key] = max(at, asking.get(key, at))
        return asking


def card_words(page, portal: PortalSettings) -> tuple[str, str, str, str]:
    """What stands on the picture of a page's shared link, and in which colour (cards.py)."""
    line = getattr(page, "card_line", "") or str(portal.claim)
    return (
        getattr(page, "headline", "") or page.title,
        line,
        portal.name,
        portal.main_colour,
    )


def page_addresses(request=None) -> dict[str, str]:
    """Where the pages right below the home page are in the language being spoken, by their names in the default one.

    A page without a published translation is missing here. Empty where a page is drawn outside a request.
    """
    if request is None:
        return {}
    language, site = languages.present(), site_of(request)
    return page_cache.remembered(("addresses", site and site.pk, language), lambda: _page_addresses(request, language))


def _page_addresses(request, language: str) -> dict[str, str]:
    pages = list(Page.objects.live().filter(depth=3).select_related("locale"))
    names = {page.translation_key: page.slug for page in pages if page.locale.language_code == settings.LANGUAGE_CODE}
    return {
        names[page.translation_key]: page.get_url(request)
        for page in pages
        if page.locale.language_code == language and page.translation_key in names
    }
