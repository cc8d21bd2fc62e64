"""A picture keeps its pixels and nothing else."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from PIL.TiffImagePlugin import IFDRational
from wagtail.models import Collection

from accounts.models import User
from cms.models import PortalImage
from cms.pictures import LONGEST_SIDE, cleaned

SECRET_PLACE = b"SECRET-PLACE"
GPS, ORIENTATION, DESCRIPTION = 0x8825, 0x0112, 0x010E


def photo(kind="JPEG", size=(80, 40), turned=6):
    """A photograph with the place it was taken at, lying on its side."""
    picture = Image.new("RGB", size, "teal")
    picture.putpixel((0, 0), (255, 0, 0))
    exif = Image.Exif()
    exif[ORIENTATION] = turned
    exif[DESCRIPTION] = SECRET_PLACE.decode()
    exif.get_ifd(GPS).update({1: "N", 2: (IFDRational(47), IFDRational(4), IFDRational(12))})
    out = io.BytesIO()
    picture.save(out, kind, exif=exif, comment=SECRET_PLACE) if kind == "JPEG" else picture.save(out, kind, exif=exif)
    return out.getvalue()


@pytest.fixture
def staff(db):
    return User.objects.create(username="sam", role="staff", is_superuser=True)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_place_and_comments_are_gone(kind):
    raw = photo(kind)
    assert SECRET_PLACE in raw
    data = cleaned(ContentFile(raw, name="x.jpg")).read()
    assert SECRET_PLACE not in data
    with Image.open(io.BytesIO(data)) as picture:
        assert not dict(picture.getexif())
        assert picture.size == (40, 80)  # turned upright
        assert picture.format == kind


def test_large_pictures_shrink():
    out = io.BytesIO()
    Image.new("RGB", (4000, 1000), "teal").save(out, "PNG")
    with Image.open(cleaned(ContentFile(out.getvalue(), name="x.png"))) as picture:
        assert picture.size == (LONGEST_SIDE, LONGEST_SIDE // 4)


def test_an_uploaded_photo_and_its_renditions_hold_no_place(staff, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(staff)
    answer = client.post(
        reverse("wagtailimages:add"),
        {
            "title": "Me",
            "file": SimpleUploadedFile("me.jpg", photo(), "image/jpeg"),
            "collection": Collection.get_first_root_node().pk,
        },
    )
    assert answer.status_code == 302
    image = PortalImage.objects.get()
    assert (image.width, image.height) == (40, 80)
    assert image.file_size == image.file.size
    image.get_rendition("width-20")
    image.get_rendition("width-20|format-jpeg")
    stored = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(stored) == 3
    assert not any(SECRET_PLACE in path.read_bytes() for path in stored)


@pytest.mark.parametrize(("name", "data"), [
    ("x.jpg", b"not a picture"), ("x.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
    ("x.jpg", b"GIF89a<script>alert(1)</script>"), ("x.png", b""), ("x.html", photo()),
])  # fmt: skip
def test_what_is_no_picture_is_refused_with_words(staff, client, name, data):
    client.force_login(staff)
    answer = client.post(
        reverse("wagtailimages:add"),
        {"title": "x", "file": SimpleUploadedFile(name, data), "collection": Collection.get_first_root_node().pk},
    )
    assert answer.status_code == 200
    assert answer.context["form"].errors["file"]
    assert not PortalImage.objects.exists()
