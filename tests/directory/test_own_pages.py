"""A counsellor's own pages: sending in, taking back, what the staff wrote, a video; and what nobody may."""

import struct

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from directory import film, queries, video_links
from directory.actions import profiles
from directory.models import CounsellorPage, ProfileGuide, ProfileText, ProfileVideo
from lib import ids
from tests.directory.conftest import browser, published, written
from tests.directory.test_workflow import approve


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


def box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", len(content) + 8, name) + content


def mp4(codec=b"avc1", place=b"+47.07+15.44/") -> bytes:
    header = bytes(4) + struct.pack(">II", 3_900_000_000, 3_900_000_000) + bytes(8)
    track = box(b"trak", box(b"tkhd", header) + box(b"mdia", box(b"mdhd", header) + codec))
    told = box(b"udta", box(b"\xa9xyz", place)) + box(b"meta", b"Telephone of Anna")
    return box(b"ftyp", b"isom0000") + box(b"moov", box(b"mvhd", header) + track + told) + box(b"mdat", b"film" * 20)


def upload(user, content=None, name="me.mp4", **more):
    data = {"file": SimpleUploadedFile(name, content or mp4()), "captions_language": "en"} | more
    return browser(user).post("/practice/profile/video/", data)


def reject(user, page, comment):
    task = CounsellorPage.objects.get(pk=page.pk).current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "reject", task.pk])
    return browser(user).post(address, {"comment": comment})


def test_sent_in_from_the_own_page_sent_back_with_a_note_and_sent_again(anna, staff):
    page = written(anna)
    client = browser(anna)
    client.post("/practice/profile/send/")
    assert "Being read by us" in client.get("/practice/profile/").text
    reject(staff, page, "Please say where you trained.")
    for address in ("/practice/profile/", "/cms/", f"/cms/pages/{page.pk}/edit/"):
        assert "Please say where you trained." in client.get(address).text
    client.post("/practice/profile/send/")
    assert "Please say where you trained." not in client.get("/practice/profile/").text
    approve(staff, page)
    page.refresh_from_db()
    assert page.live


def test_what_is_incomplete_is_not_sent_and_says_what_is_missing(anna):
    page = profiles.create_for(anna)
    answer = browser(anna).post("/practice/profile/send/", follow=True)
    page.refresh_from_db()
    assert page.current_workflow_state is None
    assert "Something is missing" in answer.text
    assert "in one sentence" in answer.text


def test_sending_twice_is_sending_once(anna):
    page = written(anna)
    for _ in range(2):
        profiles.send(page, by=anna)
    assert page.workflow_states.count() == 1


def test_a_counsellor_may_take_it_back_and_go_on(anna, staff):
    page = written(anna)
    client = browser(anna)
    client.post("/practice/profile/send/")
    client.post("/practice/profile/take-back/")
    page = CounsellorPage.objects.get(pk=page.pk)
    assert page.current_workflow_state is None
    assert "Send for checking" in client.get("/practice/profile/").text


def test_the_staff_see_what_has_changed_where_they_decide(anna, staff):
    page = published(anna, teaser="The old sentence")
    draft = page.get_latest_revision_as_object()
    draft.teaser, draft.methods = "The new sentence", "EMDR"
    draft.training = [("training", {"what": "MSc Psychology", "where": "Graz", "year": 2009})]
    draft.texts = [ProfileText(language="de", teaser="Auf Deutsch.", about="<p>Hallo.</p>")]
    draft.save_revision(user=anna)
    profiles.send(page, by=anna)
    editor = browser(staff).get(f"/cms/pages/{page.pk}/edit/").text
    address = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, "live", page.get_latest_revision().pk])
    assert f'href="{address}"' in editor
    compared = browser(staff).get(address).text
    for words in ("old", "new", "EMDR", "MSc Psychology", "Auf Deutsch."):
        assert words in compared


def test_a_counsellors_editor_offers_no_link_that_leads_nowhere(anna):
    page = written(anna)
    editor = browser(anna).get(f"/cms/pages/{page.pk}/edit/").text
    for name in ("copy", "usage", "move", "delete", "unpublish"):
        assert reverse(f"wagtailadmin_pages:{name}", args=[page.pk]) not in editor
    assert "Send for checking" in editor
    assert "Submit to" not in editor


def test_preview_in_the_editor_works_under_our_policy(anna):
    page = written(anna)
    answer = browser(anna).get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    drawn = answer.text.split("<main")[1]
    for words in ("One sentence.", "An introduction.", "Anxiety and panic", "English"):
        assert words in drawn
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    assert "script-src 'self';" in answer["Content-Security-Policy"]  # and nothing else is looser than on the page


def test_a_video_is_kept_without_place_time_and_device_and_shown_once_published(anna, staff):
    published(anna)
    captions = SimpleUploadedFile("c.vtt", b"WEBVTT\n\n00:00.000 --> 00:01.000\nHello\n")
    assert upload(anna, captions=captions).status_code == 302
    video = ProfileVideo.objects.get()
    with video.file.open() as file:
        stored = file.read()
    assert len(stored) == len(mp4())
    assert b"+47.07" not in stored
    assert b"Telephone" not in stored
    assert struct.pack(">I", 3_900_000_000) not in stored
    assert stored.endswith(b"film" * 20)
    assert b"<video" not in browser().get("/counsellors/anna/").content
    profiles.send(queries.page_of(anna), by=anna)
    approve(staff, queries.page_of(anna))
    page = browser().get("/counsellors/anna/").text
    assert f'src="{video.file.url}"' in page
    assert 'preload="none"' in page
    assert f'src="{video.captions.url}"' in page


@pytest.mark.parametrize(("content", "name"), [
    (b"<html>", "a.mp4"), (b"%PDF-1.4", "a.mp4"), (mp4(codec=b"hvc1"), "telephone.mp4"),
    (box(b"ftyp", b"isom0000") + b"\xff\xff\xff\xffmoov", "broken.mp4"),
])  # fmt: skip
def test_what_no_browser_plays_is_refused(anna, content, name):
    assert upload(anna, content, name).status_code == 422
    assert not ProfileVideo.objects.exists()


def test_captions_are_captions(anna):
    assert upload(anna, captions=SimpleUploadedFile("c.vtt", b"<script>")).status_code == 422


def test_a_nest_of_boxes_is_no_trap():
    nest = b""
    for _ in range(3000):
        nest = box(b"moov", nest)
    with pytest.raises(ValidationError):
        film.cleaned(SimpleUploadedFile("a.mp4", box(b"ftyp", b"isom0000") + nest))


def test_a_deleted_video_is_gone_from_the_disk_and_from_the_profile(
    anna, boris, media, django_capture_on_commit_callbacks
):
    published(anna)
    upload(anna)
    queries.page_of(anna).get_latest_revision().publish()
    video = ProfileVideo.objects.get()
    address = f"/practice/profile/video/{ids.to_text(video.uid)}/remove/"
    assert browser(boris).post(address).status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        browser(anna).post(address)
    assert not list(media.rglob("*.mp4"))
    assert b"<video" not in browser().get("/counsellors/anna/").content


def test_a_video_of_somebody_else_cannot_be_chosen(anna, boris):
    from tests.directory.test_workflow import send

    page = profiles.create_for(anna)
    other = ProfileVideo.objects.create(owner=boris, file=SimpleUploadedFile("b.mp4", mp4()))
    assert send(anna, page, video=other.pk).status_code == 200
    assert send(anna, page, video="").status_code == 302


def test_what_the_staff_are_reading_is_not_changed_behind_their_back(anna):
    page = written(anna)
    profiles.send(page, by=anna)
    assert upload(anna).status_code == 422


@pytest.mark.parametrize(("address", "place"), [
    ("https://www.youtube.com/watch?v=abc", "YouTube"), ("https://youtu.be/abc", "YouTube"),
    ("https://vimeo.com/123", "Vimeo"), ("http://vimeo.com/123", ""), ("https://vimeo.com", ""),
    ("https://vimeo.com.evil.example/1", ""), ("https://vimeo.com@evil.example/1", ""),
    ("https://user@vimeo.com/1", ""), ("javascript:alert(1)//vimeo.com/1", ""), ("https://[", ""),
])  # fmt: skip
def test_links_to_videos_lead_to_known_places_only(address, place):
    assert video_links.place_of(address) == place


def test_a_video_elsewhere_is_a_link_that_says_what_it_tells_whom(anna):
    published(anna, video_link="https://youtu.be/abc")
    page = browser().get("/counsellors/anna/").text
    assert '<a class="btn" href="https://youtu.be/abc" target="_blank" rel="noopener noreferrer nofollow">' in page
    assert "YouTube learns your internet address" in page
    assert "<iframe" not in page


def test_a_visitor_reads_the_text_in_the_own_language_or_the_first_one_marked_as_such(anna):
    page = published(anna, teaser="First words.")
    page.texts = [ProfileText(language="de", teaser="Erste Worte.", about="<p>Guten Tag.</p>")]
    page.save_revision().publish()
    english, german, french = (browser().get(f"{prefix}/counsellors/anna/").text for prefix in ("", "/de", "/fr"))
    assert "First words." in english
    assert ">Erste Worte.</p>" in german
    assert "First words." not in german.split("<main")[1]
    assert '<p class="lead profile__teaser" lang="en">First words.</p>' in french
    assert "Klinische Psychologin" in german
    assert "Psychologue clinique" in french


def test_a_profile_shows_methods_a_map_and_a_portrait_in_words(anna):
    from tests.directory.test_permissions import picture

    photo = picture(anna)
    published(anna, methods="EMDR, systemic therapy;", address="Hauptplatz 1\n8010 Graz", photo=photo)
    page = browser().get("/counsellors/anna/").text
    assert '<li class="chip">systemic therapy</li>' in page
    assert 'href="https://www.openstreetmap.org/search?query=Hauptplatz+1+8010+Graz" target="_blank"' in page
    assert 'alt="Portrait of Anna"' in page
    photo.description = "Anna smiles in front of a bookshelf"
    photo.save()
    assert 'alt="Anna smiles in front of a bookshelf"' in browser().get("/counsellors/anna/").text


def test_the_how_to_speaks_the_counsellors_language_and_is_the_staffs_to_replace(anna, staff):
    assert ProfileGuide.objects.count() == 3
    anna.language = "de"
    anna.save()
    assert "So schreiben Sie ein Profil" in browser(anna).get("/practice/profile/").text
    guide = ProfileGuide.objects.get(locale__language_code="de")
    guide.title = "Unsere eigene Anleitung"
    guide.save_revision().publish()
    assert "Unsere eigene Anleitung" in browser(anna).get("/practice/profile/").text
    assert browser(staff).get(reverse("wagtailsnippets_directory_profileguide:list")).status_code == 200
