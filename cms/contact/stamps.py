"""A stamp in a public form: signed, it says when the form was shown. A robot sends without one, at once, or with an
old one; a person never notices. No cookie and no script is needed for it."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.core import signing
from django.utils.translation import gettext as _

from lib import clock, ids
from lib.denied import Denied

SALT = "cms.stamps"
SOONEST, LATEST = timedelta(seconds=3), timedelta(hours=24)


def make() -> str:
    return signing.dumps([ids.to_text(ids.new_id()), clock.now_ms()], salt=SALT)


def read(stamp: str) -> str:
    """The key of the form that was shown, the same each time it is sent. Raises Denied."""
    try:
        key, shown_ms = signing.loads(stamp, salt=SALT)
    except signing.BadSignature:
        raise Denied(
            "no_stamp", _("Something was missing in the form. Please send it once more."), status=422
        ) from None
    age = timedelta(milliseconds=clock.now_ms() - shown_ms)
    if age < SOONEST:
        message = _("That was faster than most people write. Please read your message once more and send it again.")
        raise Denied("too_quick", message, status=422)
    if age > LATEST:
        raise Denied("stale", _("This page was open for more than a day. Please send your message again."), status=422)
    return key


def must_be_own_page(request) -> None:
    """Refuse a form that a page of somebody else has sent. Browsers say so themselves; no cookie is needed for it."""
    site = request.headers.get("Sec-Fetch-Site", "")
    origin = request.headers.get("Origin", "")
    foreign = site not in ("same-origin", "none") if site else origin and urlsplit(origin).netloc != request.get_host()
    if foreign:
        raise Denied("foreign", _("Please send your message from this page."), status=403)
