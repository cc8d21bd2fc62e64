"""Files people hand in: what they really are, whatever their name says, and where they are kept.

Evidence of a title lies in PRIVATE_ROOT, which no address serves; videos lie beside the pictures and are public.
"""

from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import FileSystemStorage
from django.utils.translation import gettext as _

from lib import ids

MEGABYTE = 1024 * 1024
EVIDENCE_LIMIT, VIDEO_LIMIT, CAPTIONS_LIMIT = 10 * MEGABYTE, 60 * MEGABYTE, MEGABYTE // 4
EVIDENCE_KINDS = {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png"}
VIDEO_KINDS = {"mp4": "video/mp4", "webm": "video/webm"}
# what today's browsers play; a telephone's HEVC is not among it
CODECS = (b"avc1", b"avc3", b"vp08", b"vp09", b"av01")


class PrivateStorage(FileSystemStorage):
    """Files without an address."""

    @property
    def base_location(self):
        return str(settings.PRIVATE_ROOT)

    @property
    def location(self):
        return self.base_location

    def url(self, name):
        raise ValueError("This file is not accessible via a URL.")


def private() -> PrivateStorage:
    return PrivateStorage(file_permissions_mode=0o600, directory_permissions_mode=0o700)


def evidence_path(instance, name: str) -> str:
    return f"evidence/{ids.to_text(ids.new_id())}.{Path(name).suffix.lstrip('.') or 'bin'}"


def video_path(instance, name: str) -> str:
    return f"videos/{ids.to_text(ids.new_id())}.{Path(name).suffix.lstrip('.') or 'bin'}"


def kind_of(file) -> str:
    """What the first bytes say: pdf, jpg, png, mp4, webm, or nothing."""
    file.seek(0)
    head = file.read(16)
    file.seek(0)
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head[4:8] == b"ftyp":
        return "mp4"
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return "webm"
    return ""


def must_be_evidence(file) -> None:
    if file.size > EVIDENCE_LIMIT:
        raise ValidationError(_("This file is too large. At most 10 MB are possible."), code="too_large")
    if kind_of(file) not in EVIDENCE_KINDS:
        raise ValidationError(_("Please choose a PDF, or a photo as JPG or PNG."), code="wrong_kind")


def must_be_video(file) -> None:
    if file.size > VIDEO_LIMIT:
        raise ValidationError(
            _("This video is too large. At most 60 MB are possible; two minutes are enough."), code="too_large"
        )
    if kind_of(file) not in VIDEO_KINDS:
        raise ValidationError(_("Please choose a video as MP4 or WebM."), code="wrong_kind")


def must_be_captions(file) -> None:
    if file.size > CAPTIONS_LIMIT:
        raise ValidationError(_("This file is too large for captions."), code="too_large")
    file.seek(0)
    try:
        text = file.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        text = ""
    file.seek(0)
    if not text.startswith("WEBVTT"):
        raise ValidationError(_("Please choose captions as a WebVTT file (.vtt)."), code="wrong_kind")
