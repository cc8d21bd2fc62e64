"""What happens to a picture before it is stored: turned upright, shrunk, and freed of everything but its pixels.

A photograph from a phone carries the place where it was taken. Wagtail's JPEG renditions would keep it, so the
original is written anew at upload (docs/decisions/0030-pictures-are-cleaned-at-upload.md).
"""

from io import BytesIO
from pathlib import Path

from django.core.files.base import ContentFile
from PIL import Image, ImageOps

LONGEST_SIDE = 2400
FORMATS = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}


def cleaned(file) -> ContentFile:
    """The picture in `file` without metadata, upright, at most LONGEST_SIDE pixels long. Unknown formats become PNG."""
    file.seek(0)
    with Image.open(file) as opened:
        kind = opened.format if opened.format in FORMATS else "PNG"
        picture = ImageOps.exif_transpose(opened)
        picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        if kind == "JPEG" and picture.mode != "RGB":
            picture = picture.convert("RGB")
        elif picture.mode not in ("RGB", "RGBA", "L"):
            picture = picture.convert("RGBA")
        bare = Image.new(picture.mode, picture.size)  # a fresh picture has no EXIF, no comments, no profile
        bare.paste(picture)
    out = BytesIO()
    bare.save(out, kind, **({"quality": 90, "optimize": True} if kind != "PNG" else {"optimize": True}))
    return ContentFile(out.getvalue(), name=Path(file.name or "picture").stem[:60] + FORMATS[kind])
