"""Pages of the directory. Wagtail finds the page; these draw it."""

from functools import cache
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms import languages, page_cache
from directory import cards, finding, public_data, queries
from directory.forms import SearchForm
from directory.models import Speciality, SpokenLanguage
from lib import ids

ON_A_PAGE = 12


def counsellors(request, page):
    """The directory. htmx asks for the results alone; everybody else gets the page."""
    form = SearchForm(request.GET, address=page.get_url(request))
    begin = request.GET.get("from", "")
    begin = int(begin) if begin.isascii() and begin.isdecimal() and len(begin) <= 10 else 0
    found = finding.find(form.wish, form.order_in_use, begin=min(begin, finding.RING - 1))
    at = Paginator(found.keys, ON_A_PAGE).get_page(request.GET.get("page"))
    shown = cards.List(form.offered, topic=form.asked.get("speciality", ""), centre=form.wish.centre)
    context = {
        "page": page, "self": page, "form": form, "found": found, "begin": begin, "at": at,
        "cards": shown.draw(list(at)), "most": finding.MOST,
    }  # fmt: skip
    part = request.htmx and not request.htmx.history_restore_request
    response = render(request, "directory/_results.html" if part else "directory/list.html", context)
    if part:
        response["HX-Push-Url"] = form.own_address
    patch_vary_headers(response, ["HX-Request"])
    return response


def profile(request, page):
    listing = getattr(page, "listing", None)
    language = get_language() or settings.LANGUAGE_CODE
    teaser, about, written_in = page.in_language(language)
    # functions, which a template calls: the pieces that show what they give may be remembered
    facts = cache(lambda: facts_of(page, None if getattr(request, "is_preview", False) else listing))
    context = {
        "page": page,
        "self": page,
        "listing": listing,
        "face": face_of(page, listing),
        "takes_new": page.accepting and (getattr(request, "is_preview", False) or (listing and listing.accepting)),
        "languages": lambda: facts()["languages"],
        "specialities": lambda: facts()["specialities"],
        "teaser": teaser,
        "about": about,
        "text_lang": format_html(' lang="{}"', written_in) if written_in != language else "",
        "photo_alt": photo_alt(page),
        "map_address": map_address(page),
        "checked": cache(lambda: listing and queries.checked_title(page.owner, page.professional_title)),
        "public_data": lambda: public_data.of(page, listing, **facts()) if listing else "",
        "parent": page_cache.remembered(("directory", language), lambda: queries.directory_page(languages.present())),
        "counsellor": page.owner,
        "uid": ids.to_text(page.owner.uid) if page.owner else "",
    }
    return render(request, "directory/profile.html", context)


def face_of(page, listing) -> tuple:
    """What shows on a profile and changes without publishing it."""
    listed = listing and (listing.pk, listing.written_at, listing.price_from_cents, listing.currency)
    return page.pk, listed, page.owner and page.owner.name


def facts_of(page, listing) -> dict[str, list]:
    """The languages and specialities of a profile. Those of somebody listed stand in the listing already."""
    if listing is None:
        return {"languages": list(page.languages.all()), "specialities": list(page.specialities.all())}
    offered = queries.offered()
    return {
        "languages": offered.of(listing.text, SpokenLanguage),
        "specialities": offered.of(listing.text, Speciality),
    }


def photo_alt(page) -> str:
    """What the counsellor wrote about the picture; else that it is a portrait, and whose."""
    if page.photo is None:
        return ""
    return page.photo.description or _("Portrait of %(name)s") % {"name": page.title}


def map_address(page) -> str:
    """Where a map shows the practice: a link for whoever wants it, nothing is asked from there before."""
    where = " ".join(page.address.split())
    return "https://www.openstreetmap.org/search?" + urlencode({"query": where}) if where else ""
