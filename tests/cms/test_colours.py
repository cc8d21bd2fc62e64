"""The operator's two colours: every shade is made here, and none that people could not read is taken."""

import colorsys

import pytest
from django.core.exceptions import ValidationError

from cms import colours
from cms.models import PortalSettings
from tests.cms.test_contrast import COLOURS, contrast

YELLOW = "#FFD400"
SPECTRUM = [
    "#" + "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue / 360, 0.27, depth))
    for hue in range(0, 360, 24)
    for depth in (0.25, 0.9)
]


def test_grounds_and_inks_are_those_of_the_style_sheet():
    for scheme, named in colours.FIXED.items():
        assert {name: COLOURS[name][scheme] for name in named} == named


def test_the_shipped_colours_are_those_of_the_style_sheet_and_pass():
    assert (COLOURS["primary"]["light"], COLOURS["accent"]["light"]) == (colours.MAIN, colours.ACCENT)
    assert colours.complaint_about_main(colours.MAIN) == colours.complaint_about_accent(colours.ACCENT) == ""


@pytest.mark.parametrize("colour", SPECTRUM)
def test_what_is_taken_is_readable_in_both_schemes(colour):
    """Recomputed with the formula of the test, not with ours. The dark shades are readable for every colour."""
    taken = not colours.complaint_about_main(colour)
    for scheme, derived in colours.shades(colour, colours.ACCENT).items():
        if scheme == "light" and not taken:
            continue
        of = colours.FIXED[scheme] | derived
        for ink, ground, least in colours.PAIRS_OF_MAIN:
            assert contrast(of[ink], of[ground]) >= least, (scheme, ink, ground)


def test_a_yellow_is_refused_with_the_nearest_colour_that_works(db):
    portal = PortalSettings.objects.get()
    portal.main_colour = YELLOW
    with pytest.raises(ValidationError) as refused:
        portal.full_clean(exclude=["site"])
    assert list(refused.value.message_dict) == ["main_colour"]
    better = colours.nearest_readable(YELLOW, lambda colour: not colours.complaint_about_main(colour))
    assert better in refused.value.message_dict["main_colour"][0]
    assert colours.complaint_about_main(better) == ""


def test_an_accent_nobody_could_read_is_refused():
    assert "light appearance" in colours.complaint_about_accent("#FFAA88")


@pytest.mark.parametrize("value", ["red", "#12345", "#12345G", "url(x)", "#1F5F63;}"])
def test_only_a_colour_is_a_colour(db, value):
    portal = PortalSettings(main_colour=value)
    with pytest.raises(ValidationError):
        portal.clean_fields()
    assert portal.colours_address == ""


def test_pages_load_the_operators_colours_from_an_address_that_can_be_kept(client, db):
    assert "/colours/" not in client.get("/crisis/").content.decode()
    portal = PortalSettings.objects.get()
    portal.main_colour = "#2B4C8C"
    portal.save()
    address = portal.colours_address
    assert f'href="{address}"' in client.get("/crisis/").content.decode()
    answer = client.get(address)
    assert answer["Content-Type"].startswith("text/css")
    assert "immutable" in answer["Cache-Control"]
    css = answer.content.decode()
    assert "--primary:light-dark(#2B4C8C,#" in css
    assert "@supports not" in css
    assert client.get(address.replace("2b4c8c", "2b4c8x")).status_code == 404
