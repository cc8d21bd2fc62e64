"""After a log-in in between, people are led to an address that only a button uses."""

import pytest

BROWSER = {"Accept": "text/html,application/xhtml+xml"}


@pytest.mark.parametrize("button", ["/practice/plan/keep/", "/account/language/"])
def test_people_come_to_the_page_the_button_is_on(button, client, django_user_model, db):
    client.force_login(django_user_model.objects.create(username="vera", role="counsellor"))
    page = button.rsplit("/", 2)[0] + "/"
    assert client.get(button, headers=BROWSER).headers["Location"] == page
    assert client.get(button).status_code == 405  # a program


def test_sending_to_a_page_without_buttons_is_refused_as_before(client, db):
    assert client.post("/exit/", headers=BROWSER).status_code == 405
