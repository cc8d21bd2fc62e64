"""The one HTTP API, `/api/v1/`: every app adds its router here; errors are one shape everywhere.

An error is JSON `{"error": code, "message": sentence}` with a 4xx status. Values that were sent are never echoed.
"""

import json

from django.http import Http404, JsonResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from lib.denied import Denied

PREFIX = "/api/v1/"
MAX_BODY = 128 * 1024


def signed_in(request):
    """The default door of every operation. An operation for everybody says so: `auth=None`."""
    return request.user if request.user.is_authenticated else None


api = NinjaAPI(
    title="Sprechraum",
    version="1",
    urls_namespace="api",
    openapi_url="/openapi.json",
    docs_url=None,
    auth=signed_in,
)


def refusal(code: str, message: str, status: int, **extra) -> JsonResponse:
    return JsonResponse({"error": code, "message": str(message), **extra}, status=status)


@api.exception_handler(Denied)
def denied(request, error: Denied):
    response = JsonResponse(error.as_json(), status=error.status)
    if error.status == 429 and "wait" in error.extra:
        response["Retry-After"] = str(error.extra["wait"])
    return response


@api.exception_handler(AuthenticationError)
def not_signed_in(request, error):
    return refusal("login_required", _("Please sign in first."), 401)


@api.exception_handler(Http404)
def not_found(request, error):
    return refusal("not_found", _("There is nothing here for you."), 404)


@api.exception_handler(ValidationError)
def invalid(request, error: ValidationError):
    fields = sorted({".".join(str(part) for part in item["loc"][1:] if part != "data") for item in error.errors})
    return refusal("invalid_input", _("Something in this request is missing or malformed."), 422, fields=fields)


@api.exception_handler(HttpError)
def bad_request(request, error: HttpError):
    return refusal("invalid_input", _("This request could not be read."), error.status_code)


class _Csrf(CsrfViewMiddleware):
    def _reject(self, request, reason):
        return refusal("csrf", _("This page is too old. Please load it again."), 403)


def _guarded_view(request):
    """Stands for a view without `csrf_exempt`: the check asks the view, and ninja's views are all exempt."""


class ApiGuard:
    """What holds for every request to the API before any operation sees it: CSRF, kind and size of the body."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.csrf = _Csrf(get_response)

    def __call__(self, request):
        if not request.path.startswith(PREFIX):
            return self.get_response(request)
        response = self.refuse(request) or self.as_json(self.get_response(request))
        patch_cache_control(response, no_store=True)
        return response

    def refuse(self, request):
        self.csrf.process_request(request)
        refused = self.csrf.process_view(request, _guarded_view, (), {})
        if refused:
            return refused
        if request.method in ("GET", "HEAD", "OPTIONS"):
            return None
        try:
            size = int(request.META.get("CONTENT_LENGTH") or 0)
        except ValueError:
            size = MAX_BODY + 1
        if size > MAX_BODY or (not size and request.META.get("HTTP_TRANSFER_ENCODING")):
            return refusal("too_large", _("This is more than one request may carry."), 413)
        if size and request.content_type != "application/json":
            return refusal("not_json", _("The body of a request is JSON."), 415)
        return None

    @staticmethod
    def as_json(response):
        """Answers that Django made on its own (an unknown address, a wrong method) get the API's shape too."""
        if response.status_code >= 400 and "json" not in response.get("Content-Type", ""):
            code, message = {
                404: ("not_found", _("There is nothing here for you.")),
                405: ("method_not_allowed", _("This address does not take this method.")),
            }.get(response.status_code, ("failed", _("That did not work. Please try again.")))
            response.content = json.dumps({"error": code, "message": str(message)})
            response["Content-Type"] = "application/json"
            response["Content-Length"] = str(len(response.content))
        return response


# --- the routers, bottom to top ----------------------------------------------------------------------------------

api.add_router("", "accounts.api.router")
api.add_router("", "consult.api.router")
api.add_router("", "booking.api.router")
