"""Pages of the directory. Wagtail finds the page; these draw it."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponseForbidden
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers

from cms import languages
from directory import public_data, queries
from directory.actions import profiles
from directory.forms import SearchForm
from directory.models import Listing
from lib import ids
from lib.denied import Denied

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


@login_required
def edit_profile(request):
    """/practice/profile/: to the editor of one's own profile, which is made on the first visit."""
    try:
        page = profiles.create_for(request.user)
    except Denied as denied:
        return HttpResponseForbidden(render_to_string("403.html", {"reason": denied.message}, request))
    return redirect("wagtailadmin_pages:edit", page.pk)
