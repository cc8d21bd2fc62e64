"""Links in mails: one use, a short life, and no answer that tells whether somebody exists."""

import re
from datetime import timedelta

import pytest
from django.core import mail

from accounts.actions import links
from accounts.models import NoticeLedger, OneTimeLink, User, Wrap
from lib import clock, ids
from lib.denied import Denied
from tests.accounts.conftest import SEED, Api, ticks, wire

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_once")]

NEW = {"new": wire("new"), "new_seed": ids.to_text(bytes(16)), "new_kdf": "1"}


def link_in(message) -> str:
    return re.search(r"http://localhost:8000(\S+)", message.body)[1]


def sign_up(client, login, email):
    body = {
        "login": login,
        "password": wire(login),
        "password_seed": ids.to_text(SEED),
        "password_kdf": "1",
        "email": email,
        **ticks(),
    }
    return client.post("/account/signup/", body)


def test_an_address_counts_once_its_reader_confirmed_it(client):
    assert sign_up(client, "mira", "Mira@Example.org").status_code == 302
    assert not User.objects.get().email
    path = link_in(mail.outbox[0])
    assert client.get(path).status_code == 200
    assert not User.objects.get().email, "opening the link changes nothing"
    assert client.post(path).status_code == 302
    assert User.objects.get().email == "mira@example.org"
    assert client.post(path).status_code == 410


def test_nobody_learns_whether_an_address_is_known(client, cosmo):
    known = sign_up(client, "first", "cosmo@example.org")
    client.logout()
    unknown = sign_up(client, "other", "nobody@example.org")
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert {m.to[0]: m.subject for m in mail.outbox} == {
        "cosmo@example.org": "About your e-mail address",
        "nobody@example.org": "Please confirm your e-mail address",
    }
    assert list(User.objects.filter(email="cosmo@example.org")) == [cosmo]


def test_a_forgotten_password_gets_the_same_answer_for_everybody(client, clara, cosmo):
    pages = [
        client.post("/account/forgotten/", {"login": who}) for who in ("cosmo", "cosmo@example.org", "clara", "nobody")
    ]
    contents = {re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", page.content) for page in pages}
    assert len(contents) == 1
    assert [m.to for m in mail.outbox] == [["cosmo@example.org"]] * 2


def test_the_secret_is_not_in_the_database(client, cosmo):
    client.post("/account/forgotten/", {"login": "cosmo"})
    secret = link_in(mail.outbox[0]).split("/")[3]
    assert secret.encode() not in OneTimeLink.objects.get().secret_hash
    assert secret not in str(NoticeLedger.objects.values())


def test_a_new_password_works_once_and_leaves_the_room_alone(client, cosmo, keys_of):
    client.force_login(cosmo)
    Api(client).put("me/keys", **keys_of(cosmo).body())
    wraps = list(Wrap.objects.values_list("blob", flat=True))
    client.logout()
    client.post("/account/forgotten/", {"login": "cosmo"})
    path = link_in(mail.outbox[-1])
    for _ in range(3):  # a mail program looks at links by itself
        assert client.get(path).status_code == 200
    assert client.post(path, NEW).status_code == 302
    assert client.post(path, NEW).status_code == 410
    assert Api(client).post("auth/login", login="cosmo", auth=wire("new"))[0] == 200
    assert Api(client).post("auth/login", login="cosmo", auth=wire("cosmo"))[0] == 401
    assert list(Wrap.objects.values_list("blob", flat=True)) == wraps


def test_a_new_password_ends_every_session(client, cosmo):
    from django.test import Client

    elsewhere = Client()
    elsewhere.force_login(cosmo)
    client.post("/account/forgotten/", {"login": "cosmo"})
    client.post(link_in(mail.outbox[0]), NEW)
    assert elsewhere.get("/account/").status_code == 302


def test_a_link_is_good_for_ten_minutes(client, cosmo):
    client.post("/account/forgotten/", {"login": "cosmo"})
    path = link_in(mail.outbox[0])
    with clock.frozen(clock.now() + timedelta(minutes=11)):
        assert client.get(path).status_code == 410
        assert client.post(path, NEW).status_code == 410


def test_a_newer_link_replaces_the_older(client, cosmo):
    for _ in range(2):
        client.post("/account/forgotten/", {"login": "cosmo"})
    first, second = map(link_in, mail.outbox)
    assert client.get(first).status_code == 410
    assert client.get(second).status_code == 200


@pytest.mark.parametrize(
    "sent", [{"new": "correct horse battery"}, NEW | {"new": "correct horse"}, NEW | {"new_kdf": "2"}]
)
def test_a_raw_password_is_refused_and_not_shown_again(client, cosmo, sent):
    client.post("/account/forgotten/", {"login": "cosmo"})
    page = client.post(link_in(mail.outbox[0]), sent)
    assert page.status_code == 200
    assert b"correct horse" not in page.content
    assert Api(client).post("auth/login", login="cosmo", auth=wire("cosmo"))[0] == 200


def test_nobody_sends_mails_to_others_without_end(client, cosmo, clara):
    for n in range(10):
        links.confirm_email(cosmo, f"stranger{n}@example.org")
    with pytest.raises(Denied, match="slow_down"):
        links.confirm_email(cosmo, "stranger10@example.org")
    assert len(mail.outbox) == 10


def test_one_address_gets_few_mails_whoever_asks():
    for n in range(7):
        user = User.objects.create(username=f"mira{n}")
        links.confirm_email(user, "victim@example.org")
    assert [message.to for message in mail.outbox] == [["victim@example.org"]] * 5
