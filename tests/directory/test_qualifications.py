"""A protected title: evidence comes in, somebody of the staff checks it, it ends; and nobody else ever reads it."""

import io
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from accounts.models import AuditEvent
from directory import queries, tasks
from directory.actions import qualifications
from directory.demo_evidence import certificate
from directory.enums import QualificationState as State
from directory.models import ProfessionalTitle, Qualification
from lib import clock, ids
from lib.denied import Denied
from tests.directory.conftest import browser, checked, person, published

PDF = certificate("Anna", "Clinical psychologist")
TODAY = datetime(2027, 3, 1, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def private(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path / "private"
    return settings.PRIVATE_ROOT


@pytest.fixture
def title(db):
    return ProfessionalTitle.objects.get(slug="clinical-psychologist")


def document(content=PDF, name="diploma.pdf"):
    return SimpleUploadedFile(name, content)


def send(user, title, content=PDF, name="diploma.pdf"):
    data = {"title": title.pk, "register_number": "", "evidence": document(content, name)}
    return browser(user).post("/practice/profile/titles/", data)


def decide(user, row, **data):
    return browser(user).post(reverse("check_title", args=[row.pk]), {"valid_until": "", "note": ""} | data)


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_from_evidence_to_the_directory(anna, staff, title):
    published(anna, is_checked=False)
    assert not queries.is_listed(anna)
    assert browser().get("/counsellors/anna/").status_code == 200  # the practice works for invited clients
    assert send(anna, title).status_code == 302
    assert not queries.is_listed(anna)
    with clock.frozen(TODAY):
        assert decide(staff, Qualification.objects.get(), accept="1", valid_until="2027-12-31").status_code == 302
    row = Qualification.objects.get()
    assert (row.state, row.checked_by, row.checked_on) == (State.CHECKED, staff, date(2027, 3, 1))
    with clock.frozen(TODAY):
        page = browser().get("/counsellors/anna/").text
    assert queries.is_listed(anna)
    assert "Title checked by our staff on" in page
    assert list(AuditEvent.objects.filter(kind__startswith="directory.title").values_list("kind", "actor__username")) \
        == [("directory.title_checked", "sam"), ("directory.title_submitted", "anna")]  # fmt: skip
    assert {event.about for event in AuditEvent.objects.filter(kind__startswith="directory.title")} == {
        ids.to_text(anna.uid)  # whose title it is, for the list of who did what
    }


def test_a_check_of_one_title_lists_no_other(anna, title):
    published(anna, title="health-psychologist", is_checked=False)
    checked(anna, "clinical-psychologist")
    anna_page = queries.page_of(anna)
    anna_page.save_revision().publish()
    assert not queries.is_listed(anna)


def test_a_check_of_somebody_else_lists_nobody(anna, boris, title):
    checked(boris)
    published(anna, is_checked=False)
    assert not queries.is_listed(anna)


@pytest.mark.parametrize(("content", "name"), [
    (b"MZ\x90\x00 a program", "diploma.pdf"), (b"<html><script>alert(1)</script>", "diploma.pdf"),
    (b"", "empty.pdf"), (b"GIF89a....", "a.gif"), (b"\x89PNG\r\n\x1a\n broken", "a.png"),
    (b"\xff\xd8\xff broken", "a.jpg"), (b"%PDF-" + b"0" * 10 * 1024 * 1024, "large.pdf"),
])  # fmt: skip
def test_what_is_no_evidence_is_refused_and_nothing_is_stored(anna, title, private, content, name):
    assert send(anna, title, content, name).status_code == 422
    assert not Qualification.objects.exists()
    assert files_in(private) == []


def test_a_photo_of_a_certificate_loses_the_place_where_it_was_taken(anna, title):
    photo = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Secret Camera"
    Image.new("RGB", (60, 60), "teal").save(photo, "JPEG", exif=exif)
    assert send(anna, title, photo.getvalue(), "photo.jpg").status_code == 302
    with Qualification.objects.get().evidence.open() as file:
        stored = file.read()
    assert stored.startswith(b"\xff\xd8\xff")
    assert b"Secret Camera" not in stored


def test_evidence_is_for_its_owner_and_for_those_who_check(anna, boris, clara, staff, title):
    send(anna, title)
    address = f"/practice/profile/titles/{Qualification.objects.get().uid_text}/evidence/"
    editor = person("ed", "staff")
    editor.groups.clear()
    got = {user and user.username: browser(user).get(address) for user in (None, anna, boris, clara, staff, editor)}
    assert {name: answer.status_code for name, answer in got.items()} == {
        None: 302, "anna": 200, "boris": 404, "clara": 404, "sam": 200, "ed": 404,
    }  # fmt: skip
    for name, answer in got.items():
        assert (answer.content == PDF) is (name in ("anna", "sam"))
    assert got["anna"]["Content-Disposition"] == 'attachment; filename="evidence.pdf"'
    assert got["anna"]["Cache-Control"] == "no-store"
    assert got["anna"]["X-Content-Type-Options"] == "nosniff"


def test_no_public_address_leads_to_evidence(anna, title, settings):
    send(anna, title)
    row = Qualification.objects.get()
    assert not str(row.evidence.path).startswith(str(settings.MEDIA_ROOT))
    with pytest.raises(ValueError, match="not accessible via a URL"):
        _ = row.evidence.url
    for user in (None, anna):
        assert browser(user).get(f"/media/{row.evidence.name}").status_code == 404


def test_only_staff_with_the_permission_decide(anna, boris, clara, title):
    send(anna, title)
    row = Qualification.objects.get()
    editor = person("ed", "staff")
    editor.groups.clear()
    editor.user_permissions.add(Permission.objects.get(codename="access_admin"))
    for user in (None, anna, boris, clara, editor):
        assert decide(user, row, accept="1").status_code in (302, 403, 404)
        with pytest.raises(Denied):
            qualifications.check(row, by=user or clara)
    row.refresh_from_db()
    assert row.state == State.WAITING


def test_nobody_checks_the_own_title(anna, title):
    send(anna, title)
    anna.user_permissions.add(Permission.objects.get(codename="check_qualification"))
    with pytest.raises(Denied, match="own_title"):
        qualifications.check(Qualification.objects.get(), by=anna)


def test_a_refusal_needs_a_reason_and_the_counsellor_reads_it(
    anna, staff, title, mailoutbox, django_capture_on_commit_callbacks
):
    send(anna, title)
    row = Qualification.objects.get()
    assert decide(staff, row, refuse="1").status_code == 422
    with django_capture_on_commit_callbacks(execute=True):
        assert decide(staff, row, refuse="1", note="The last page is missing.").status_code == 302
    assert "The last page is missing." in browser(anna).get("/practice/profile/titles/").text
    assert [mail.to for mail in mailoutbox] == [["anna@example.org"]]
    assert "page is missing" not in mailoutbox[0].body
    assert "psychologist" not in (mailoutbox[0].subject + mailoutbox[0].body).lower()


def test_what_was_decided_is_not_decided_again(anna, staff, title):
    send(anna, title)
    row = Qualification.objects.get()
    decide(staff, row, refuse="1", note="No.")
    assert decide(staff, row, accept="1").status_code == 422
    row.refresh_from_db()
    assert row.state == State.REFUSED


def test_a_check_can_be_taken_back_and_the_profile_leaves_the_directory(anna, staff):
    published(anna)
    decide(staff, Qualification.objects.get(), refuse="1", note="The document was forged.")
    assert not queries.is_listed(anna)


def test_an_end_in_the_past_is_refused(anna, staff, title):
    send(anna, title)
    with clock.frozen(TODAY):
        assert decide(staff, Qualification.objects.get(), accept="1", valid_until="2027-02-28").status_code == 422
    assert Qualification.objects.get().state == State.WAITING


def test_on_the_day_after_the_last_the_profile_leaves_the_directory(
    anna, mailoutbox, django_capture_on_commit_callbacks
):
    published(anna, is_checked=False)
    checked(anna, valid_until=date(2027, 3, 1))
    with clock.frozen(TODAY) as move, django_capture_on_commit_callbacks(execute=True):
        queries.page_of(anna).save_revision().publish()
        tasks.daily()
        assert queries.is_listed(anna)
        move(timedelta(days=1))
        tasks.daily()
        tasks.daily()
    assert not queries.is_listed(anna)
    assert Qualification.objects.get().state == State.EXPIRED
    assert [mail.subject for mail in mailoutbox] == ["Your title"] * 2  # it ends soon; it has ended


def test_a_renewal_keeps_the_profile_listed(anna, staff, title):
    published(anna, is_checked=False)
    checked(anna, valid_until=date(2027, 3, 1))
    with clock.frozen(TODAY) as move:
        queries.page_of(anna).save_revision().publish()
        send(anna, title)
        decide(staff, Qualification.objects.get(state=State.WAITING), accept="1", valid_until="2028-03-01")
        move(timedelta(days=1))
        tasks.daily()
    assert queries.is_listed(anna)


def test_who_did_not_renew_hears_once_thirty_days_before(anna, mailoutbox, django_capture_on_commit_callbacks):
    checked(anna, valid_until=date(2027, 4, 1))  # 31 days
    with clock.frozen(TODAY) as move, django_capture_on_commit_callbacks(execute=True):
        tasks.daily()
        assert mailoutbox == []
        move(timedelta(days=1))
        tasks.daily()
        tasks.daily()
    assert [mail.to for mail in mailoutbox] == [["anna@example.org"]]


@pytest.mark.parametrize("how", ["owner", "replaced", "account"])
def test_a_removed_document_is_really_deleted(anna, title, private, django_capture_on_commit_callbacks, how):
    with django_capture_on_commit_callbacks(execute=True):
        send(anna, title)
        row = Qualification.objects.get()
        (before,) = files_in(private)
    with django_capture_on_commit_callbacks(execute=True):
        if how == "owner":
            browser(anna).post(f"/practice/profile/titles/{row.uid_text}/remove/")
        elif how == "replaced":
            send(anna, title)
        else:
            row.counsellor.qualifications.all().delete()
    assert not before.exists()
    assert len(files_in(private)) == (how == "replaced")


def test_removing_the_evidence_that_counts_leaves_the_directory(anna):
    published(anna)
    browser(anna).post(f"/practice/profile/titles/{Qualification.objects.get().uid_text}/remove/")
    assert not queries.is_listed(anna)


def test_nobody_removes_evidence_of_somebody_else(anna, boris, staff, clara, title):
    send(anna, title)
    address = f"/practice/profile/titles/{Qualification.objects.get().uid_text}/remove/"
    for user in (None, boris, staff, clara):
        assert browser(user).post(address).status_code in (302, 403, 404)
    assert Qualification.objects.exists()


def test_the_reports_are_for_staff_who_check(anna, boris, clara, staff, title):
    send(anna, title)
    published(boris, is_checked=False)
    checked(boris, taken_over=True)
    editor = person("ed", "staff")
    editor.groups.clear()
    names = ["titles_to_check", "titles_ending", "incomplete_profiles", "ageing_profiles"]
    for name in names:
        for user in (None, anna, clara, editor):
            assert browser(user).get(reverse(name)).status_code in (302, 404), (name, user)
    pages = {name: browser(staff).get(reverse(name)).text for name in names}
    assert [name for name in names if "Anna" in pages[name]] == ["titles_to_check", "incomplete_profiles"]
    assert [name for name in names if "Boris" in pages[name]] == ["titles_ending", "incomplete_profiles"]


def test_an_old_profile_is_in_the_report_until_it_is_edited(anna, staff):
    page = published(anna)
    with clock.frozen(datetime.now(UTC) + timedelta(days=400)):
        address = reverse("ageing_profiles")
        assert "Anna" in browser(staff).get(address).text
        assert "Anna" not in browser(staff).get(address + "?months=24").text
    page.save_revision()
    assert "Anna" not in browser(staff).get(address).text
