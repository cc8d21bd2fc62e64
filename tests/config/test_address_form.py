""" "Sie" or "Du": what the operator chose is what pages and mails say, and nothing else changes."""

import polib
import pytest
from django.utils import translation
from django.utils.translation import gettext, ngettext

from accounts.actions import notices
from accounts.models import User
from cms.models import AddressForm, PortalSettings
from lib import address, catalogues
from tests.lib.test_catalogues import put


@pytest.fixture
def words(tmp_path, monkeypatch):
    """An informal catalogue of three words in place of the real one."""
    monkeypatch.setattr(catalogues, "LOCALE", tmp_path)
    plural = polib.POEntry(msgid="%(n)s hours", msgid_plural="%(n)s hourses", msgstr_plural={0: "du", 1: "ihr"})
    path = put(
        catalogues.INFORMAL,
        {"msgid": "Log in", "msgstr": "Komm rein"},
        {"msgid": "You have a new appointment.", "msgstr": "Du hast einen neuen Termin."},
    )
    catalogue = polib.pofile(str(path))
    catalogue.append(plural)
    catalogue.save_as_mofile(str(path.with_suffix(".mo")))
    yield
    address.speak(informally=False)


def choose(form):
    portal = PortalSettings.objects.get()
    portal.address_form = form
    portal.save()


def login_page(client, language="de"):
    return client.get(f"/account/login/?lang={language}").content.decode()


def test_german_pages_say_what_the_operator_chose(client, db, words):
    assert "Komm rein" not in login_page(client)
    choose(AddressForm.INFORMAL)
    page = login_page(client)
    assert "Komm rein" in page
    assert '<html lang="de"' in page
    assert "Passwort" in page  # what the thin catalogue does not hold stays German
    assert "Komm rein" in client.get("/de/").content.decode()
    choose(AddressForm.FORMAL)
    assert "Komm rein" not in login_page(client)


def test_other_languages_are_not_touched(client, db, words):
    choose(AddressForm.INFORMAL)
    login_page(client)
    assert "Komm rein" not in login_page(client, "fr")
    assert "Log in" in login_page(client, "en")


def test_plurals_and_djangos_own_words_are_said_too(words):
    address.speak(informally=True)
    with translation.override("de"):
        assert [ngettext("%(n)s hours", "%(n)s hourses", n) for n in (1, 2)] == ["du", "ihr"]
        assert gettext("Enter a valid JSON.") == "Bitte ein gültiges JSON-Objekt eingeben."


def test_mails_of_the_worker_ask_for_themselves(db, words, mailoutbox):
    choose(AddressForm.INFORMAL)
    grete = User.objects.create(username="grete", email="grete@example.org", language="de")
    row = notices.tell(grete, "booking.booked", key="x", context={"link": "https://example.org"})
    notices.deliver(row)
    assert "Du hast einen neuen Termin." in mailoutbox[0].body


def test_without_a_compiled_catalogue_german_stays_formal(tmp_path, monkeypatch):
    monkeypatch.setattr(catalogues, "LOCALE", tmp_path)
    address.speak(informally=True)
    with translation.override("de"):
        assert gettext("Log in") == "Anmelden"
    address.speak(informally=False)
