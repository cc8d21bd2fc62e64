"""From an empty draft to the directory: the counsellor writes and sends in, the staff read and publish."""

import pytest
from django.db.models.signals import pre_save
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from accounts.actions import people
from directory import queries
from directory.actions import listings, profiles, roles
from directory.models import CounsellorPage, Listing, ProfessionalTitle, SpokenLanguage
from tests.directory.conftest import browser, checked, published, written


def form_of(page, **fields):
    values = {
        "title": page.title, "professional_title": ProfessionalTitle.objects.get(slug="clinical-psychologist").pk,
        "photo": "", "pronouns": "", "teaser": "I listen.", "about": rich_text("<p>Hello.</p>", features=["bold"]),
        "place": "", "address": "",
        "methods": "", "written_in": "en", "video": "", "video_link": "",
        "texts": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 6},
        "price_note": "", "accepting": "on", "training": streamfield([]),
        "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000},
    }  # fmt: skip
    lists = {"languages": [SpokenLanguage.objects.get(slug="en").pk], "specialities": []}
    chosen = {name: fields.pop(name, usual) for name, usual in lists.items()}
    return nested_form_data(values | fields) | chosen


def send(user, page, **fields):
    return browser(user).post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form_of(page, **fields))


def approve(user, page):
    task = CounsellorPage.objects.get(pk=page.pk).current_workflow_task_state
    return browser(user).post(
        reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk]), {"comment": ""}
    )


def test_a_profile_appears_when_the_staff_approve_it(anna, staff):
    checked(anna)
    page = profiles.create_for(anna)
    assert browser().get("/counsellors/anna/").status_code == 404
    assert send(anna, page, **{"action-submit": "1"}).status_code == 302
    page.refresh_from_db()
    assert not page.live
    assert page.current_workflow_state is not None
    assert approve(staff, page).status_code == 302
    page.refresh_from_db()
    assert page.live
    assert queries.is_listed(anna)
    answer = browser().get("/counsellors/anna/")
    assert answer.status_code == 200
    assert b"I listen." in answer.content


def test_a_counsellor_cannot_publish(anna):
    page = profiles.create_for(anna)
    send(anna, page, **{"action-publish": "1"})
    page.refresh_from_db()
    assert not page.live


def test_a_counsellor_cannot_approve(anna, boris):
    page = profiles.create_for(anna)
    send(anna, page, **{"action-submit": "1"})
    for user in (anna, boris):
        assert approve(user, page).status_code == 404
    page.refresh_from_db()
    assert not page.live


def test_an_empty_profile_is_a_draft_and_cannot_be_sent_in(anna):
    page = profiles.create_for(anna)
    assert send(anna, page, teaser="", languages=[]).status_code == 302
    answer = send(anna, page, teaser="", languages=[], **{"action-submit": "1"})
    assert answer.status_code == 200
    page.refresh_from_db()
    assert page.current_workflow_state is None


def test_changes_wait_for_the_staff_while_the_old_text_stays(anna, staff):
    page = published(anna, teaser="The old sentence")
    send(anna, page, teaser="The new sentence", **{"action-submit": "1"})
    assert b"The old sentence" in browser().get("/counsellors/anna/").content
    approve(staff, page)
    assert b"The new sentence" in browser().get("/counsellors/anna/").content


def test_a_picture_of_somebody_else_is_refused(anna, boris):
    from tests.directory.test_permissions import picture

    page = profiles.create_for(anna)
    answer = send(anna, page, photo=picture(boris).pk)
    assert answer.status_code == 200
    assert b"your own pictures" in answer.content
    assert send(anna, page, photo=picture(anna).pk).status_code == 302


@pytest.mark.parametrize(("title", "listed"), [
    ("clinical-psychologist", True), ("health-psychologist", True), ("psychological-psychotherapist", True),
    ("psychologist", False), ("counsellor", False),
])  # fmt: skip
def test_only_protected_titles_are_listed(anna, title, listed):
    published(anna, title=title)
    assert queries.is_listed(anna) is listed
    page = browser().get("/counsellors/anna/").content
    assert (b'name="robots" content="noindex"' in page) is not listed
    assert (b"/appointments/book/" in page) is listed
    assert (b"/counsellors/anna/" in browser().get("/sitemaps/counsellors.xml").content) is listed


def test_taking_a_profile_down_takes_it_out_of_the_directory_and_keeps_the_facts(anna):
    page = published(anna)
    listings.set_facts(anna, price_from_cents=7000, currency="EUR", next_free_at=None)
    page.unpublish()
    assert not queries.is_listed(anna)
    assert Listing.objects.get().price_from_cents == 7000
    assert b"Anna" not in browser().get("/counsellors/").content


def test_facts_may_come_before_the_profile(anna):
    listings.set_facts(anna, price_from_cents=7000, currency="EUR", next_free_at=None)
    assert not queries.is_listed(anna)
    published(anna)
    assert b"\xe2\x82\xac70" in browser().get("/counsellors/anna/").content


def test_whoever_is_no_counsellor_any_more_is_not_listed(anna):
    published(anna)
    anna.role = "client"
    anna.save()
    roles.grant(anna)
    assert not queries.is_listed(anna)
    assert not anna.groups.exists()


def test_a_deleted_profile_leaves_no_listing(anna):
    published(anna).delete()
    assert not queries.is_listed(anna)
    assert browser().get("/counsellors/").status_code == 200


def test_an_unpublished_profile_is_shown_to_nobody(anna, clara):
    written(anna)
    for user in (None, clara, anna):
        assert browser(user).get("/counsellors/anna/").status_code == 404


def test_everybody_is_told_without_names(anna, staff, mailoutbox, django_capture_on_commit_callbacks):
    page = profiles.create_for(anna)
    with django_capture_on_commit_callbacks(execute=True):
        send(anna, page, **{"action-submit": "1"})
    assert [mail.to for mail in mailoutbox] == [["sam@example.org"]]
    with django_capture_on_commit_callbacks(execute=True):
        approve(staff, page)
    assert [mail.to for mail in mailoutbox] == [["sam@example.org"], ["anna@example.org"]]
    for mail in mailoutbox:
        assert "anna" not in (mail.subject + mail.body).lower()


def test_a_profile_may_be_sent_back_with_a_note(anna, staff, mailoutbox, django_capture_on_commit_callbacks):
    page = profiles.create_for(anna)
    send(anna, page, **{"action-submit": "1"})
    task = CounsellorPage.objects.get(pk=page.pk).current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "reject", task.pk])
    with django_capture_on_commit_callbacks(execute=True):
        browser(staff).post(address, {"comment": "Please say where you trained."})
    page.refresh_from_db()
    assert not page.live
    assert [mail.to for mail in mailoutbox] == [["anna@example.org"]]
    assert "trained" not in mailoutbox[0].body
    history = reverse("wagtailadmin_pages:workflow_history_detail", args=[page.pk, task.workflow_state_id])
    assert b"Please say where you trained." in browser(anna).get(history).content


@pytest.mark.parametrize("publish", [True, False])
def test_facts_written_at_the_same_moment_are_not_overwritten(anna, publish):
    """Whoever keeps the profile's half of a row writes that half alone."""
    page = published(anna)
    listings.set_facts(anna, price_from_cents=7000, currency="EUR", next_free_at=None)

    def somebody_else(instance, **kwargs):
        Listing.objects.filter(pk=instance.pk).update(price_from_cents=9000)

    pre_save.connect(somebody_else, sender=Listing)
    try:
        listings.rewrite(page) if publish else listings.remove(page)
    finally:
        pre_save.disconnect(somebody_else, sender=Listing)
    assert Listing.objects.get().price_from_cents == 9000
    assert queries.is_listed(anna) is publish


def test_facts_do_not_overwrite_a_profile_published_at_the_same_moment(anna):
    page = published(anna)

    def somebody_else(instance, **kwargs):
        Listing.objects.filter(pk=instance.pk).update(name="Anna the newer")

    pre_save.connect(somebody_else, sender=Listing)
    try:
        listings.set_facts(anna, price_from_cents=7000, currency="EUR", next_free_at=None)
    finally:
        pre_save.disconnect(somebody_else, sender=Listing)
    assert Listing.objects.get(page=page).name == "Anna the newer"


def test_a_closed_account_leaves_the_directory_and_comes_back_when_it_is_opened(anna, staff):
    published(anna)
    access = {"role": "counsellor", "is_superuser": False, "groups": anna.groups.all(), "by": staff}
    people.change_access(anna, is_active=False, **access)
    assert not queries.is_listed(anna)
    assert b"Anna" not in browser().get("/counsellors/").content
    people.change_access(anna, is_active=True, **access)
    assert queries.is_listed(anna)
    assert b"Anna" in browser().get("/counsellors/").content


def test_whoever_reads_a_profile_decides_and_does_not_publish_past_the_decision(anna, staff):
    page = profiles.create_for(anna)
    send(anna, page, **{"action-submit": "1"})
    html = browser(staff).get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert 0 < html.index('data-workflow-action-name="approve"') < html.index('data-workflow-action-name="reject"')
    assert 'name="action-publish"' not in html
    assert 'name="action-cancel-workflow"' not in html


def test_nothing_is_sent_back_without_a_reason(anna, staff):
    page = profiles.create_for(anna)
    send(anna, page, **{"action-submit": "1"})
    task = CounsellorPage.objects.get(pk=page.pk).current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "reject", task.pk])
    browser(staff).post(address, {"comment": " "})
    task.refresh_from_db()
    assert task.status == task.STATUS_IN_PROGRESS
