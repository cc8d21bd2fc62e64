"""Pages of the directory. Wagtail finds the page; these draw it."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from cms import languages
from directory import public_data, queries
from directory.forms import SearchForm
from directory.models import Listing
from lib import ids

ON_A_PAGE = 12


def counsellors(request, page):
    """The directory. htmx asks for the results alone; everybody else gets the page."""
    form = SearchForm(request.GET, address=page.get_url(request))
    found = Paginator(queries.fairly(queries.shown(form.listings())), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "self": page, "form": form, "listings": found}
    response = render(request, "directory/_results.html" if request.htmx else "directory/list.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def profile(request, page):
    listing = Listing.objects.filter(page=page).first()
    facts = {"languages": list(page.languages.all()), "specialities": list(page.specialities.all())}
    context = facts | {
        "page": page,
        "self": page,
        "listing": listing,
        "public_data": public_data.of(page, listing, **facts) if listing else "",
        "parent": queries.directory_page(languages.present()),
        "counsellor": page.owner,
        "uid": ids.to_text(page.owner.uid) if page.owner else "",
    }
    return render(request, "directory/profile.html", context)
