"""Videos that lie elsewhere: which places we link to. Nothing is loaded from there; the profile shows a plain link."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

PLACES = {
    "youtube.com": "YouTube", "m.youtube.com": "YouTube", "youtu.be": "YouTube", "youtube-nocookie.com": "YouTube",
    "vimeo.com": "Vimeo", "player.vimeo.com": "Vimeo",
}  # fmt: skip


def place_of(address: str) -> str:
    """ "YouTube", "Vimeo", or nothing for an address elsewhere."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.")
        plain = parts.scheme == "https" and parts.port in (None, 443) and not parts.username
    except ValueError:
        return ""
    return PLACES.get(host, "") if plain and len(parts.path) > 1 else ""


def must_be_known(address: str) -> None:
    if not place_of(address):
        raise ValidationError(_("Please use an address of YouTube or Vimeo that begins with https://"), code="place")
