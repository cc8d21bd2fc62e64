"""The CMS as people use it: a counsellor writes, uploads a portrait and sends in; the staff approve. In a Chromium."""

import io

import pytest
from django.test import Client
from PIL import Image

from directory import queries
from tests.directory.conftest import checked, person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def window(browser, live_server, user, problems):
    client = Client()
    client.force_login(user)
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_cookies([{"name": "sid", "value": client.cookies["sid"].value, "url": live_server.url}])
    page = context.new_page()
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda said: problems.append(said.text) if "Content Security Policy" in said.text else None)
    page.on("requestfailed", lambda request: None)
    page.on("request", lambda request: problems.append(request.url) if not request.url.startswith(
        (live_server.url, "data:", "blob:")) else None)  # fmt: skip
    return page


def test_from_an_empty_profile_to_the_directory(browser, live_server, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    anna, staff = person("anna", "counsellor"), person("sam", "staff")
    checked(anna)
    problems = []
    portrait = io.BytesIO()
    Image.new("RGB", (300, 300), "teal").save(portrait, "JPEG")

    page = window(browser, live_server, anna, problems)
    page.goto(live_server.url + "/cms/")
    page.get_by_role("link", name="Begin").click()
    page.get_by_label("Professional title").select_option(label="Clinical psychologist")
    page.get_by_label("In one sentence").first.fill("I have time for you.")
    page.locator("[contenteditable=true]").first.fill("Whoever comes is welcome.")
    page.get_by_label("German").check()
    page.get_by_label("Grief and loss").check()
    page.get_by_role("button", name="Choose an image").click()
    page.get_by_role("tab", name="Upload").click()
    page.locator("#id_image-chooser-upload-title").fill("Me")
    page.locator("#id_image-chooser-upload-file").set_input_files(
        {"name": "me.jpg", "mimeType": "image/jpeg", "buffer": portrait.getvalue()}
    )
    page.locator("form[data-chooser-modal-creation-form] button[type=submit]").click()
    page.get_by_role("button", name="Change image").or_(page.get_by_text("Me", exact=True)).first.wait_for()
    page.get_by_role("button", name="Send for checking").click()
    page.get_by_text("has been submitted for moderation").wait_for()
    assert not queries.is_listed(anna)

    desk = window(browser, live_server, staff, problems)
    desk.goto(live_server.url + "/cms/")
    desk.get_by_role("link", name="Anna", exact=True).first.click()
    desk.get_by_role("button", name="More actions").click()
    desk.get_by_role("button", name="Approve and Publish").click()
    desk.wait_for_url(lambda url: "/edit/" not in url)

    visitor = browser.new_context().new_page()
    visitor.goto(live_server.url + "/counsellors/")
    visitor.get_by_role("link", name="Anna").click()
    visitor.get_by_text("Whoever comes is welcome.").wait_for()
    assert visitor.get_by_role("link", name="Book a time").is_visible()
    assert not problems
