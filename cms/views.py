"""Addresses of the CMS that are no pages: quick exit, robots.txt, the pictures of shared links."""

from django.conf import settings
from django.contrib.auth import logout
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe
from wagtail.models import Page

from cms import cards, colours, design, languages, queries, routing


@never_cache
@require_safe
def leave(request):
    """Quick exit: log out (unless the operator decided otherwise), have the browser forget what it stored for us, and go somewhere harmless.

    A plain link must do (no JavaScript, no form), so this GET changes something; the worst a foreign page can do
    with it is to log someone out. A browser that only looks ahead must not trigger it.
    """
    if request.method == "HEAD" or "prefetch" in request.headers.get("Sec-Purpose", request.headers.get("Purpose", "")):
        return HttpResponse(status=204)
    portal = queries.portal(request)
    if portal.exit_logs_out:
        logout(request)
    response = HttpResponse(
        status=303,
        headers={
            "Location": portal.exit_target,
            "Clear-Site-Data": '"storage"',  # not "cache": it can hold up the way out for seconds
            "Referrer-Policy": "no-referrer",
        },
    )
    response.delete_cookie("theme")
    response.delete_cookie(languages.COOKIE)
    response.delete_cookie(settings.CSRF_COOKIE_NAME)
    return response


@cache_control(public=True, max_age=365 * 24 * 3600, immutable=True)
@require_safe
def stylesheet(request, build, main, accent):
    """The operator's colours. Everything it is made from stands in the address, so it may be kept for ever."""
    return HttpResponse(colours.stylesheet(f"#{main}", f"#{accent}"), content_type="text/css; charset=utf-8")


@require_safe
def all_parts(request):
    """The living page of the design, for editors and developers; within the admin, which asks who is there."""
    return render(request, "cms/design.html", design.context())


@require_safe
def robots(request):
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in ("/account/", "/app/", "/appointments/", "/api/", "/cms/", "/exit/")),
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def legal_version(request, key: str, language: str, number: int):
    """One published wording of a legal text: what somebody agreed to can be read here for ever."""
    versions = list(queries.legal_versions(key, language))
    version = next((version for version in versions if version.number == number), None)
    if version is None:
        raise Http404
    with translation.override(language):
        return render(request, "cms/legal.html", {"version": version, "versions": versions})


@require_safe
def card(request, page_id: int, stamp: str):
    """The picture of a public page for shared links; under the present stamp only, so nobody else has any drawn."""
    page = routing.open_to_all(Page.objects.live()).filter(pk=page_id, depth__gt=1).specific().first()
    words = page and queries.card_words(page, queries.portal(request))
    if not words or cards.stamp(*words) != stamp:
        raise Http404
    return HttpResponse(
        cards.card(*words), content_type="image/png", headers={"Cache-Control": "public, max-age=31536000, immutable"}
    )
