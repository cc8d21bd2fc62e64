"""Serves the room application: one document, the same bytes for everybody, so that its hash can be compared."""

import hashlib
from functools import cache

from django.http import HttpResponse, HttpResponseNotModified
from django.template.loader import render_to_string
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe


@cache
def document() -> tuple[bytes, str]:
    """The document and its SHA-256 in hex. Rendered without a request: nothing about anybody can get in."""
    raw = render_to_string("consult/app.html").encode()
    return raw, hashlib.sha256(raw).hexdigest()


@require_safe
def app(request, path=""):
    """Every address below /app/. Whether somebody is logged in, the application asks the API itself."""
    raw, digest = document()
    etag = f'"{digest}"'
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(raw)
    response["ETag"] = etag
    response["Cache-Control"] = "no-cache"
    response["Permissions-Policy"] = "camera=(self), microphone=(self), geolocation=(), browsing-topics=()"
    return response
