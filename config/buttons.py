"""Addresses that only take what a button sends, opened by themselves: after a log-in in between, or from the history."""

from django.http import HttpResponseNotAllowed, HttpResponseRedirect


class PagesOfButtons:
    """A person who opens one comes to the page it lies below, instead of an empty answer. Programs are told what is so."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not isinstance(response, HttpResponseNotAllowed) or request.method != "GET":
            return response
        above = "/".join(request.path.strip("/").split("/")[:-1])
        is_page = request.path.endswith("/") and not request.path.startswith("/api/")
        return HttpResponseRedirect(f"/{above}/" if above else "/") if is_page and _by_a_person(request) else response


def _by_a_person(request) -> bool:
    return "text/html" in request.headers.get("Accept", "")
