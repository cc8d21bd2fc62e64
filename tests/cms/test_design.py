"""The living page, the previews in the picker and in the settings, and what the style sheets may use."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import reverse

from accounts.models import User
from cms import design
from cms.models import ContentPage, HelpPage, HomePage, PortalSettings

CSS = Path(finders.find("cms/css/tokens.css")).parent
# known to Chrome, Firefox and Safari for less than two years or not at all: only where nothing breaks without them
RISKY = (
    "@starting-style",
    "anchor-name",
    "interpolate-size",
    "@scope",
    "text-box:",
    "::scroll-",
    "if(",
    "sibling-index",
)


@pytest.fixture
def office(client, db):
    client.force_login(User.objects.create(username="office", role="staff", is_staff=True, is_superuser=True))
    return client


def test_the_living_page_shows_every_part_with_its_markup(office):
    html = office.get("/cms/design/").content.decode()
    assert html.count('class="example__markup"') >= 8
    assert "{% icon &quot;chat&quot; %}" in html
    assert all(label in html for label in ("Steps", "Cards", "Questions and answers", "Quote", "Note", "One line"))
    for name in design.signs():
        assert f"<code>{name}</code>" in html


def test_visitors_and_clients_do_not_see_it(client, db):
    assert client.get("/cms/design/").status_code == 302
    client.force_login(User.objects.create(username="clara"))
    assert client.get("/cms/design/").status_code != 200


def test_every_colour_of_the_tokens_has_its_swatch():
    named = set(re.findall(r"--([a-z-]+): light-dark\(#", (CSS / "tokens.css").read_text()))
    assert named - {"danger-hover", "on-danger"} == set(design.COLOURS)
    css = (CSS / "design.css").read_text()
    assert all(f".swatch--{name} {{" in css for name in design.COLOURS)


def blocks():
    found = {}
    for model in (HomePage, ContentPage, HelpPage):
        found |= model._meta.get_field("body").stream_block.child_blocks
    return sorted(found.items())


@pytest.mark.parametrize(("name", "block"), blocks())
def test_every_block_of_the_picker_has_words_a_group_and_a_preview(office, name, block):
    assert block.is_previewable
    assert block.get_description()
    assert block.meta.group
    answer = office.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "cms/css/app.css" in html
    assert "style=" not in html


@pytest.mark.parametrize("mode", ["", "parts"])
def test_the_settings_preview_the_colours_before_they_are_saved(office, mode):
    portal = PortalSettings.objects.get()
    portal.main_colour = "#2B4C8C"
    answer = portal.make_preview_request(preview_mode=mode)
    assert portal.colours_address in answer.rendered_content
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"], "the editor shows it in a frame"
    assert PortalSettings.objects.get().main_colour != "#2B4C8C"


def test_no_style_sheet_leans_on_what_browsers_have_only_just_learned():
    for sheet in Path(settings.BASE_DIR).glob("*/static/**/*.css"):
        css = sheet.read_text()
        assert not [word for word in RISKY if word in css], sheet


def test_browsers_without_light_dark_get_the_light_colours():
    css = (CSS / "tokens.css").read_text()
    fallback = css[css.index("@supports not (color: light-dark(") :]
    for name, light in re.findall(r"--([a-z-]+): light-dark\((#[0-9A-F]{6}),", css):
        assert f"--{name}: {light};" in fallback


def test_a_page_is_previewed_beside_its_editor_and_framed_by_nobody_else(client, db):
    page = ContentPage.objects.get(slug="prices", locale__language_code="en")
    assert "frame-ancestors 'self'" in page.make_preview_request()["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in client.get("/prices/")["Content-Security-Policy"]
