"""Serves the room application: one document a language, the same bytes for everybody, so that its hash can be compared."""

import hashlib
from functools import cache

from django.conf import settings
from django.http import HttpResponse, HttpResponseNotModified
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

from lib import address


@cache
def document(language: str, informally: bool = False) -> tuple[bytes, str]:
    """The document in one of our languages and its SHA-256 in hex. Rendered without a request: nothing about anybody
    can get in. `informally` says which German is spoken (lib.address)."""
    words = f"{language}_DU" if informally else language
    with translation.override(language):
        raw = render_to_string("consult/app.html", {"language": language, "words": f"consult/app/words/{words}.js"})
    raw = raw.encode()
    return raw, hashlib.sha256(raw).hexdigest()


def language() -> str:
    """What this request speaks; English where we have no words for it."""
    code = translation.get_language() or ""
    return code if code in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


@require_safe
def app(request, path=""):
    """Every address below /app/. Whether somebody is logged in, the application asks the API itself."""
    spoken = language()
    raw, digest = document(spoken, spoken == address.LANGUAGE and address.is_informal())
    etag = f'"{digest}"'
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(raw)
    response["ETag"] = etag
    response["Cache-Control"] = "no-cache"
    response["Permissions-Policy"] = "camera=(self), microphone=(self), geolocation=(), browsing-topics=()"
    return response
