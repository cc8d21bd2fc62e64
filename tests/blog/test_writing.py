"""Who may write, and what an author reaches: a table over the cast. Foreign looks like missing."""

from datetime import date

import pytest
from django.core import mail
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page, Workflow
from wagtail.test.utils.form_data import streamfield

from accounts.models import NoticeLedger
from billing.models import Subscription
from blog.models import ArticlePage, Topic, today
from cms.models import HomePage
from directory.models import DirectoryPage
from tests.blog.conftest import article, blog, browser, draft, form, picture


def new(language="en", parent=None, model=("blog", "articlepage")):
    return reverse("wagtailadmin_pages:add", args=[*model, parent or blog(language).pk])


def edit(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def told(user, kind):
    return NoticeLedger.objects.filter(user=user, kind=kind).count()


def lose_the_plan(user):
    Subscription.objects.filter(counsellor=user).update(ends_on=F("starts_on"))  # what was charged for it stays


# --- from a draft to the blog ---


def test_an_article_appears_when_an_editor_approves_it(anna, office, django_capture_on_commit_callbacks):
    client = browser(anna)
    topic = Topic.objects.get(slug="grief")
    answer = client.post(new(), form(**{"action-submit": "1"}) | {"topics": [topic.pk]})
    assert answer.status_code == 302
    page = ArticlePage.objects.get(title="Waves")
    assert (page.author, page.owner, page.live, page.slug) == (anna, anna, False, "waves")
    assert page.state == "waiting"
    assert told(office, "blog.waiting") == 1
    assert told(office, "directory.waiting") == 0
    assert browser().get("/blog/waves/").status_code == 404
    task = page.current_workflow_task_state
    approve = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk])
    assert browser(office).post(approve, {"comment": ""}).status_code == 302
    page.refresh_from_db()
    assert (page.live, page.state) == (True, "published")
    assert told(anna, "blog.published") == 1
    assert "Waves" in browser().get("/blog/?topic=grief").content.decode()


def test_an_article_sent_back_says_so_with_the_note(anna, office):
    browser(anna).post(new(), form(**{"action-submit": "1"}))
    page = ArticlePage.objects.get(title="Waves")
    task = page.current_workflow_task_state
    reject = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "reject", task.pk])
    browser(office).post(reject, {"comment": "Shorter, please."})
    assert told(anna, "blog.returned") == 1
    html = browser(anna).get("/cms/articles/").content.decode()
    assert "Sent back to you" in html
    assert "Shorter, please." in html


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_an_article_is_written_in_the_tree_of_its_language_and_read_there_first(anna, language):
    browser(anna).post(new(language), form())
    page = ArticlePage.objects.get(title="Waves")
    assert page.locale.language_code == language
    assert page.get_workflow() == Workflow.objects.get(name="Publishing an article")


def test_a_counsellor_cannot_publish_or_take_down(anna):
    browser(anna).post(new(), form(**{"action-publish": "1"}))
    page = ArticlePage.objects.get(title="Waves")
    assert not page.live
    shown = article(1, anna)
    browser(anna).post(edit(shown), form(**{"action-publish": "1"}))
    assert "Waves" not in browser().get("/blog/article-1/").content.decode()
    browser(anna).post(reverse("wagtailadmin_pages:unpublish", args=[shown.pk]))
    shown.refresh_from_db()
    assert shown.live


def test_a_draft_bears_the_day_it_was_last_worked_on_until_it_is_published(anna):
    page = draft(1, anna)
    browser(anna).post(edit(page), form())
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().date == today()
    shown = article(2, anna)
    browser(anna).post(edit(shown), form())
    shown.refresh_from_db()
    assert shown.get_latest_revision_as_object().date == date(2026, 1, 3)


def test_staff_write_without_an_author(office):
    browser(office).post(new(), form(
        slug="by-us", seo_title="", search_description="", date="2026-05-01", author_name="The team",
        go_live_at="", expire_at="", **{"action-publish": "1"},
    ))  # fmt: skip
    page = ArticlePage.objects.get(slug="by-us")
    assert (page.live, page.author, page.signed_by) == (True, None, "The team")


# --- what cannot be ---


def test_nobody_signs_for_somebody_else(anna, boris, office):
    forged = {
        "author": boris.pk, "author_name": "Sigmund Freud", "owner": boris.pk, "slug": "mine", "seo_title": "mine",
        "date": "1999-01-01", "go_live_at": "2020-01-01 10:00", "expire_at": "2030-01-01 10:00", "minutes": "99",
    }  # fmt: skip
    browser(anna).post(new(), form(**forged))
    page = ArticlePage.objects.get(title="Waves")
    browser(anna).post(edit(page), form(**forged))
    browser(office).post(edit(page), form(**forged) | {"date": "2026-05-01"})
    for one in (ArticlePage.objects.get(pk=page.pk), page.get_latest_revision_as_object()):
        assert (one.author, one.owner) == (anna, anna)
    own = page.revisions.filter(user=anna).latest("pk").as_object()
    assert (own.author_name, own.slug, own.seo_title, own.go_live_at, own.expire_at) == ("", "waves", "", None, None)
    assert own.date.year != 1999


def test_the_staff_do_not_change_who_wrote_it(anna, office):
    page = draft(1, anna)
    assert 'name="author"' not in browser(office).get(edit(page)).content.decode()


def test_pictures_of_others_cannot_be_shown(anna, boris):
    foreign, own = picture(boris, "private"), picture(anna)
    image = lambda picture: streamfield([("image", {"image": picture.pk, "description": "", "caption": ""})])
    for fields in ({"picture": foreign.pk}, {"body": image(foreign)}):
        answer = browser(anna).post(new(), form(**fields))
        assert (answer.status_code, ArticlePage.objects.count()) == (200, 0)
        assert "Please choose one of your own pictures." in answer.content.decode()
    assert browser(anna).post(new(), form(picture=own.pk, body=image(own))).status_code == 302
    page = ArticlePage.objects.get()
    page.body, page.picture = [("image", {"image": foreign, "description": "", "caption": ""})], foreign  # by the staff
    page.save_revision()
    answer = browser(anna).post(edit(page), form(picture=foreign.pk, body=image(foreign)))
    assert answer.status_code == 302


@pytest.fixture
def addresses(anna, boris):
    own, shown = draft(1, anna), article(2, anna)
    other = draft(3, boris, summary="Nobody should read this draft")
    other_shown = article(4, boris)
    name = lambda what, page, *more: reverse(f"wagtailadmin_pages:{what}", args=[page.pk, *more])
    return {
        "own articles": "/cms/articles/",
        "new": new(),
        "new preview": reverse("wagtailadmin_pages:preview_on_add", args=["blog", "articlepage", blog().pk]),
        "own draft": edit(own),
        "own draft preview": name("view_draft", own),
        "own draft history": name("history", own),
        "own published": edit(shown),
        "other draft": edit(other),
        "other draft preview": name("view_draft", other),
        "other draft history": name("history", other),
        "other draft compared": name("revisions_compare", other, "earliest", "latest"),
        "other published": edit(other_shown),
        "delete own": name("delete", own),
        "unpublish own": name("unpublish", shown),
        "move own": name("move", own),
        "copy own": name("copy", own),
        "new elsewhere": new(parent=HomePage.objects.first().pk),
        "new in the directory": new(parent=DirectoryPage.objects.first().pk),
        "new blog": new(parent=HomePage.objects.first().pk, model=("blog", "blogpage")),
        "new profile": new(parent=DirectoryPage.objects.first().pk, model=("directory", "counsellorpage")),
        "new nothing": new(model=("blog", "nothing")),
        "topics": reverse("wagtailsnippets_blog_topic:list"),
        "blog": edit(blog()),
    }


WRITES = {
    "own articles", "new", "new preview", "own draft", "own draft preview", "own draft history", "own published",
}  # fmt: skip
ONLY_READS = {"own articles", "own draft preview", "own published"}


def reached(client, addresses):
    return {name for name, address in addresses.items() if client.get(address).status_code == 200}


def test_a_counsellor_whose_plan_allows_it_reaches_the_own_articles_and_nothing_else(addresses, anna):
    assert reached(browser(anna), addresses) == WRITES
    client = browser(anna)
    for name, address in addresses.items():
        if name not in WRITES:
            answer = client.post(address, form())
            assert (name, answer.status_code) == (name, 404)
            assert b"Nobody should read" not in answer.content


def test_without_the_plan_published_articles_stay_and_new_ones_cannot_be_written(addresses, anna):
    lose_the_plan(anna)
    client = browser(anna)
    assert reached(client, addresses) == ONLY_READS
    before = Page.objects.count()
    for name in ("new", "own draft"):
        assert client.post(addresses[name], form(**{"action-submit": "1"})).status_code == 404
    assert Page.objects.count() == before
    assert browser().get("/blog/article-2/").status_code == 200
    html = client.get("/cms/articles/").content.decode()
    assert "you cannot write new ones" in html
    assert "What you have published stays" in html
    assert addresses["new"] not in html
    assert addresses["own draft"] not in html


def test_a_plan_that_never_allowed_it_opens_nothing(addresses, boris):
    lose_the_plan(boris)
    assert reached(browser(boris), addresses) == {
        "own articles", "other draft preview", "other published",
    }  # his own, seen from Anna's table  # fmt: skip


def test_strangers_and_clients_get_in_nowhere(addresses, clara):
    assert reached(browser(), addresses) == set()
    assert reached(browser(clara), addresses) == set()


def test_staff_have_no_list_of_their_own_articles_and_edit_all(addresses, office):
    client = browser(office)
    assert client.get("/cms/articles/").status_code in (302, 403)
    for name in ("other draft", "own published", "new", "topics", "blog"):
        assert (name, client.get(addresses[name]).status_code) == (name, 200)


def test_a_counsellor_without_access_writes_nothing_and_the_articles_stay(anna):
    article(1, anna)
    anna.is_active = False
    anna.save()
    assert browser(anna).get("/cms/articles/").status_code == 302
    assert "Anna" in browser().get("/blog/article-1/").content.decode()


def test_links_of_counsellors_are_typed_not_chosen_from_everybodys_pages(anna, boris):
    draft(1, boris, title="Boris alone")
    answer = browser(anna).get(reverse("wagtailadmin_choose_page") + "?allow_external_link=true", follow=True)
    assert answer.status_code == 200
    assert answer.request["PATH_INFO"] == reverse("wagtailadmin_choose_page_external_link")
    assert b"Boris alone" not in answer.content


def test_an_article_is_previewed_in_the_editor_before_it_is_stored(anna):
    client, address = (
        browser(anna),
        reverse("wagtailadmin_pages:preview_on_add", args=["blog", "articlepage", blog().pk]),
    )
    assert client.post(address, form()).json()["is_valid"]
    answer = client.get(address + "?mode=")
    assert answer.status_code == 200
    assert "Waves" in answer.content.decode()
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in browser().get("/blog/")["Content-Security-Policy"]


def test_after_sending_in_an_author_is_at_the_own_articles(anna):
    answer = browser(anna).post(new(), form(**{"action-submit": "1"}), follow=True)
    assert answer.request["PATH_INFO"] == "/cms/articles/"
    assert "We are reading it" in answer.content.decode()


# --- where an author sees what became of it ---


def test_menu_and_first_page_lead_to_the_own_articles(anna, boris):
    draft(1, anna)
    draft(2, boris, title="Boris alone")
    html = browser(anna).get("/cms/").content.decode()
    assert "/cms/articles/" in html
    assert "Article 1" in html
    assert "Boris alone" not in html


def test_without_the_plan_the_first_page_says_so(boris):
    html = browser(boris).get("/cms/").content.decode()
    assert "Your plan does not contain articles." in html
    assert "/practice/plan/" in html


def test_the_own_list_costs_the_same_with_one_article_and_with_many(anna):
    draft(1, anna)
    client = browser(anna)
    client.get("/cms/articles/")
    with CaptureQueriesContext(connection) as one:
        client.get("/cms/articles/")
    for number in range(2, 7):
        draft(number, anna)
    with CaptureQueriesContext(connection) as many:
        client.get("/cms/articles/")
    assert len(many) <= len(one)


def test_staff_see_how_many_articles_wait(anna, office):
    from blog.wagtail_hooks import articles_to_read

    assert articles_to_read(office) is None
    browser(anna).post(new(), form(**{"action-submit": "1"}))
    assert articles_to_read(office).text == "One article waits to be read"
    assert articles_to_read(anna) is None


def test_mails_about_articles_say_nothing_about_them(anna, office, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        browser(anna).post(new(), form(**{"action-submit": "1"}))
    for sent in mail.outbox:
        assert "Waves" not in sent.subject + sent.body
        assert "Anna" not in sent.subject + sent.body
