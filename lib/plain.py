"""Rich text as plain text."""

import re
from html import unescape

from django.utils.html import strip_tags

BREAKS = re.compile(r"(</?(p|li|br|h\d|ul|ol)\b)")


def plain(html: str) -> str:
    """Rich text as one line of words."""
    return re.sub(r"\s+", " ", unescape(strip_tags(BREAKS.sub(r" \1", html or "")))).strip()
