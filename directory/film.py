"""What happens to a video before it is stored: the place, time and device a telephone wrote into it are blanked.

An MP4 file is a tree of boxes, each with a length and a name. Boxes with metadata are renamed to `free` (space to be
passed over) and filled with zeros, so that nothing moves and no offset has to be written anew.
"""

import struct
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from directory import files

TOLD = (b"udta", b"meta", b"uuid")  # what is said about the film
PARENTS = (b"moov", b"trak", b"mdia")
TIMES = (b"mvhd", b"tkhd", b"mdhd")  # begin with version, flags, when it was made, when it was changed


def cleaned(file) -> ContentFile:
    """The film without what it tells about its maker. Raises ValidationError if no browser would play it."""
    kind = files.kind_of(file)
    file.seek(0)
    data = bytearray(file.read())
    try:
        if kind == "mp4":
            _blank(data, 0, len(data))
    except (struct.error, IndexError, RecursionError):
        raise _unreadable() from None
    if kind == "mp4" and not any(codec in data for codec in files.CODECS):
        raise ValidationError(
            _("Browsers cannot play this kind of MP4. Please save it as H.264, often called “most compatible”."),
            code="codec",
        )
    return ContentFile(bytes(data), name=f"video.{kind}")


def _boxes(data: bytearray, start: int, end: int) -> Iterator[tuple[bytes, int, int, int]]:
    """(name, start, start of the content, end) of each box between two places."""
    while start + 8 <= end:
        size, name = struct.unpack_from(">I4s", data, start)
        content = start + 8
        if size == 1:
            size, content = struct.unpack_from(">Q", data, start + 8)[0], start + 16
        stop = end if size == 0 else start + size
        if stop < content or stop > end:
            raise _unreadable()
        yield name, start, content, stop
        start = stop


def _blank(data: bytearray, start: int, end: int) -> None:
    for name, begin, content, stop in _boxes(data, start, end):
        if name in TOLD:
            data[begin + 4 : begin + 8] = b"free"
            data[content:stop] = bytes(stop - content)
        elif name in TIMES:
            width = 16 if data[content] == 1 else 8
            data[content + 4 : content + 4 + width] = bytes(width)
        elif name in PARENTS:
            _blank(data, content, stop)


def _unreadable() -> ValidationError:
    return ValidationError(_("This video cannot be read. Please try another file."), code="unreadable")
