"""What pages ask the CMS for."""

from itertools import groupby

from wagtail.models import Site

from cms.models import CrisisContact, PortalSettings


def portal(request=None) -> PortalSettings:
    """The operator's settings; the shipped defaults where a page is drawn outside a request (an error page)."""
    if request is None:
        return PortalSettings()
    if not hasattr(request, "_portal"):
        site = Site.find_for_request(request)
        request._portal = PortalSettings.objects.filter(site=site).select_related("logo").first() or PortalSettings(
            site=site
        )
    return request._portal


def crisis_numbers() -> list[tuple[str, list[CrisisContact]]]:
    contacts = CrisisContact.objects.all()
    return [(country, list(rows)) for country, rows in groupby(contacts, key=lambda contact: contact.country)]
