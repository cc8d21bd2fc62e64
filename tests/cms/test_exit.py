"""Quick exit: a plain link that works without JavaScript."""

import pytest

from accounts.models import User
from cms.models import PortalSettings


def test_it_logs_out_forgets_and_leads_away(client, db):
    client.force_login(User.objects.create(username="clara"))
    answer = client.get("/exit/")
    assert answer.status_code == 303
    assert answer["Location"] == "https://www.wikipedia.org/"
    assert answer["Clear-Site-Data"] == '"storage"'
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    assert "_auth_user_id" not in client.session


def test_the_operator_chooses_where_it_leads(client, db):
    PortalSettings.objects.update(exit_target="https://weather.example/")
    assert client.get("/exit/")["Location"] == "https://weather.example/"


@pytest.mark.parametrize("header", ["Sec-Purpose", "Purpose"])
def test_a_browser_that_looks_ahead_changes_nothing(client, db, header):
    client.force_login(User.objects.create(username="clara"))
    assert client.get("/exit/", headers={header: "prefetch"}).status_code == 204
    assert client.head("/exit/").status_code == 204
    assert "_auth_user_id" in client.session


def test_it_takes_no_other_method(client, db):
    assert client.post("/exit/").status_code == 405


@pytest.mark.parametrize(("role", "offered"), [(None, True), ("client", True), ("counsellor", False), ("staff", False)])
def test_it_stands_on_every_page_of_visitors_and_clients(client, db, role, offered):
    if role:
        client.force_login(User.objects.create(username="x", role=role))
    for address in ("/", "/counsellors/", "/blog/", "/help/", "/crisis/", "/prices/"):
        assert (b'href="/exit/"' in client.get(address).content) is offered


def test_the_operator_may_keep_people_logged_in(client, db):
    PortalSettings.objects.update(exit_logs_out=False)
    client.force_login(User.objects.create(username="clara"))
    assert client.get("/exit/").status_code == 303
    assert "_auth_user_id" in client.session


@pytest.mark.parametrize(("public", "private"), [(True, False), (False, True)])
def test_the_operator_decides_where_the_button_stands(client, db, public, private):
    PortalSettings.objects.update(exit_on_public=public, exit_on_private=private)
    assert (b'href="/exit/"' in client.get("/prices/").content) is public
    client.force_login(User.objects.create(username="clara"))
    assert (b'href="/exit/"' in client.get("/prices/").content) is public
    assert (b'href="/exit/"' in client.get("/account/").content) is private


def test_the_operator_chooses_the_words_in_every_language(client, db):
    PortalSettings.objects.update(exit_label="Close this page", exit_label_de="Seite schließen")
    assert "Close this page" in client.get("/prices/").content.decode()
    assert "Seite schließen" in client.get("/de/prices/").content.decode()
    assert "Close this page" in client.get("/fr/prices/").content.decode()


def test_before_signing_up_one_can_read_that_the_history_stays(client, db):
    html = client.get("/account/signup/").content.decode()
    assert "history of your browser is not erased" in html
    assert 'href="/safety/"' in html
