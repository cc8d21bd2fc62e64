"""The policy headers of every response, by area. Named after Django 6's SECURE_CSP, so that moving there is a deletion.

Areas: the room application (strictest), the CMS admin (Wagtail's own inline scripts), everything else.
"""

from django.conf import settings
from django.middleware.security import SecurityMiddleware

COMMON = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data: blob:",
    "media-src": "'self' blob:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
# 'wasm-unsafe-eval' lets libsodium (WebAssembly) start; it does not allow JavaScript eval
WITH_CRYPTO = COMMON | {"script-src": "'self' 'wasm-unsafe-eval'"}
ROOM = WITH_CRYPTO | {
    "img-src": "'self' blob:",
    "form-action": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "cp1",
}
CMS = COMMON | {
    # Wagtail's page editor and choosers carry inline scripts
    "script-src": "'self' 'unsafe-inline'",
    "style-src": "'self' 'unsafe-inline'",
    "frame-src": "'self'",
    "frame-ancestors": "'self'",
}
PREVIEW = COMMON | {"frame-ancestors": "'self'"}


def policy_for(path: str) -> dict:
    if path == "/app" or path.startswith("/app/"):
        return ROOM
    if path.startswith("/cms/"):
        return CMS
    if path.startswith(("/account/", settings.STATIC_URL)):  # where passwords are typed, and the crypto worker's script
        return WITH_CRYPTO
    return COMMON


def as_header(policy: dict) -> str:
    return "; ".join(f"{name} {value}" for name, value in policy.items())


class HeadersMiddleware:
    """Sets the headers on every response that passes, errors and redirects included."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        headers = response.headers
        # a draft is drawn by a request inside the editor's, with the page's own address, and shown in the editor's frame
        policy = PREVIEW if getattr(request, "is_preview", False) else policy_for(request.path)
        # browsers hold a form to this also where its answer leads on, as to a payment provider's page
        if places := getattr(request, "forms_lead_to", ()):
            policy = policy | {"form-action": " ".join(["'self'", *places])}
        headers.setdefault("Content-Security-Policy", as_header(policy))
        headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=(), browsing-topics=()")
        headers.setdefault("X-Content-Type-Options", "nosniff")
        if request.path.startswith(settings.STATIC_URL):
            return response
        if (getattr(request, "user", None) is not None and request.user.is_authenticated) or request.path.startswith(
            "/api/"
        ):
            headers.setdefault("Cache-Control", "no-store")
        return response


def with_headers(request, response):
    """`response` with everything the outermost middleware would have set, for answers that did not pass it."""
    response = HeadersMiddleware(lambda request: response)(request)
    return SecurityMiddleware(lambda request: response).process_response(request, response)
