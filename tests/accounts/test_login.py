"""Who may log in, how often one may try, and that nobody learns from an answer whether somebody exists."""

import logging
import os

import pytest
from django.contrib.auth import authenticate

from accounts.actions import people
from accounts.models import AuditEvent, SignIn, User
from lib import ids
from lib.denied import Denied
from tests.accounts.conftest import SEED, ticks, wire

pytestmark = pytest.mark.django_db


def prelogin(client, login, **extra):
    return client.post("/api/v1/auth/prelogin", {"login": login}, content_type="application/json", **extra)


def test_a_person_signs_up_with_a_name_only_and_is_logged_in(api):
    uid = os.urandom(16)
    status, me = api.post(
        "auth/register",
        login="Mira",
        auth=wire("m"),
        seed=ids.to_text(SEED),
        kdf=1,
        uid=ids.to_text(uid),
        agreed=[*ticks().values()],
    )
    assert status == 201
    assert me == {"uid": ids.to_text(uid), "login": "Mira", "name": "Mira", "role": "client", "email": False,
                  "has_keys": False, "zone": "Europe/Vienna", "language": "en"}  # fmt: skip
    assert api.get("me") == (200, me)


@pytest.mark.parametrize("login", ["clara", "CLARA", " Clara ", "ＣＬＡＲＡ"])
def test_upper_and_lower_case_are_the_same_person(api, clara, login):
    assert api.post("auth/login", login=login, auth=wire("clara"))[0] == 200


def test_an_e_mail_address_logs_in_too(api, cosmo):
    assert api.post("auth/login", login="Cosmo@Example.org", auth=wire("cosmo"))[0] == 200


@pytest.mark.parametrize("taken", ["clara", "ClArA", "CLARA"])
def test_a_name_that_differs_by_case_only_is_taken(api, clara, taken):
    status, answer = api.post(
        "auth/register",
        login=taken,
        auth=wire("x"),
        seed=ids.to_text(SEED),
        kdf=1,
        uid=ids.to_text(os.urandom(16)),
        agreed=[*ticks().values()],
    )
    assert (status, answer["error"]) == (409, "login_taken")
    assert User.objects.filter(login_key="clara").count() == 1


def test_names_of_other_scripts_are_compared_without_case_too(db):
    people.register(login="Ülkü", auth=wire("u"), seed=SEED)
    with pytest.raises(Denied, match="login_taken"):
        people.register(login="ÜLKÜ", auth=wire("u"), seed=SEED)


@pytest.mark.parametrize("name", ["ab", "a" * 31, "a b", "a@b.example", "-ab", "a..b", "a_-b", "", "<b>x</b>", "a\nb"])
def test_a_name_that_could_be_mistaken_is_refused(db, name):
    with pytest.raises(Denied, match="login_"):
        people.register(login=name, auth=wire("x"), seed=SEED)


def test_nobody_makes_staff_of_themselves(api):
    status, answer = api.post(
        "auth/register", login="boss", auth=wire("x"), seed=ids.to_text(SEED), kdf=1, uid=ids.to_text(os.urandom(16)),
        role="staff",
    )  # fmt: skip
    assert (status, answer["error"]) == (422, "role_refused")
    assert not User.objects.exists()


def test_a_public_id_can_be_had_once(api, clara):
    status, answer = api.post(
        "auth/register",
        login="other",
        auth=wire("x"),
        seed=ids.to_text(SEED),
        kdf=1,
        uid=ids.to_text(clara.uid),
        agreed=[*ticks().values()],
    )
    assert (status, answer["error"]) == (409, "uid_taken")


@pytest.mark.parametrize(
    "auth",
    [
        "correct horse battery",
        "cp1a.",
        "cp1a." + "A" * 42,
        "cp1a." + "A" * 44,
        "cp1a." + "A" * 43 + "\n",
        "cp1b." + "A" * 43,
    ],
)
def test_what_is_not_of_the_wire_form_is_refused_like_a_wrong_key_and_never_logged(api, clara, caplog, auth):
    clara.set_password(auth)  # even if it were right
    clara.save()
    with caplog.at_level(logging.DEBUG):
        wrong = api.post("auth/login", login="clara", auth=wire("wrong"))
        answer = api.post("auth/login", login="clara", auth=auth)
    assert answer == wrong
    assert answer[0] == 401
    assert auth.strip() not in caplog.text
    assert authenticate(username="clara", password=auth) is None


def test_a_raw_password_cannot_be_registered(api):
    body = {
        "login": "mira",
        "auth": "correct horse battery",
        "seed": ids.to_text(SEED),
        "kdf": 1,
        "uid": ids.to_text(SEED),
        "agreed": [*ticks().values()],
    }
    status, answer = api.post("auth/register", **body)
    assert (status, answer["error"]) == (422, "not_derived")
    assert "correct" not in str(answer)


def test_a_malformed_request_is_refused_without_repeating_what_was_sent(api):
    status, answer = api.post("auth/register", login="mira", auth="hunter2hunter2", seed="*", kdf="x", extra="y")
    assert status == 422
    assert answer["error"] == "invalid_input"
    assert set(answer["fields"]) == {"seed", "kdf", "uid", "extra"}
    assert "hunter2" not in str(answer)


def test_prelogin_answers_the_same_for_somebody_and_for_nobody(client, clara, cosmo):
    answers = [prelogin(client, login) for login in ("clara", "nobody", "cosmo@example.org", "nobody@example.org")]
    assert [set(a.json()) for a in answers] == [{"kdf", "seed"}] * 4
    assert len({len(a.content) for a in answers}) == 1
    assert len({tuple(sorted(a.headers.items())) for a in answers}) == 1
    assert {a.status_code for a in answers} == {200}


def test_prelogin_invents_one_seed_per_unknown_name_and_keeps_to_it(client, clara):
    first, again, shouted = (prelogin(client, login).json()["seed"] for login in ("nobody", "nobody", "NOBODY"))
    assert first == again == shouted
    assert first != prelogin(client, "no-one").json()["seed"]
    assert prelogin(client, "clara").json()["seed"] == ids.to_text(SEED)


def test_a_closed_account_looks_like_none(api, clara):
    clara.is_active = False
    clara.save()
    assert api.post("auth/login", login="clara", auth=wire("clara")) == api.post(
        "auth/login", login="no1", auth=wire("x")
    )


def test_wrong_attempts_are_slowed_down_but_only_from_there(client, clara):
    def login(auth, network):
        body = {"login": "clara", "auth": wire(auth)}
        return client.post("/api/v1/auth/login", body, content_type="application/json", REMOTE_ADDR=network).status_code

    assert [login("wrong", "192.0.2.1") for _ in range(6)] == [401] * 5 + [429]
    assert login("clara", "192.0.2.1") == 429
    assert login("clara", "198.51.100.7") == 200


def test_right_attempts_are_not_counted(api, clara):
    assert [api.post("auth/login", login="clara", auth=wire("clara"))[0] for _ in range(12)] == [200] * 12


def test_the_counters_survive_a_restart(client, clara, settings):
    from django.core.cache import caches

    for _ in range(5):
        client.post("/api/v1/auth/login", {"login": "clara", "auth": wire("x")}, content_type="application/json")
    for cache in caches.all():
        cache.close()
    settings.CACHES = dict(settings.CACHES)  # Django makes new cache objects, as a new process would
    answer = client.post(
        "/api/v1/auth/login", {"login": "clara", "auth": wire("clara")}, content_type="application/json"
    )
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0


def test_a_login_gets_a_new_session_id(client, api, clara):
    api.get("auth/csrf")
    client.session["x"] = 1
    session = client.session
    session.save()
    before = session.session_key
    api.post("auth/login", login="clara", auth=wire("clara"))
    assert client.session.session_key != before


def test_a_logout_ends_the_session_and_clears_the_browser(client, api, clara):
    api.post("auth/login", login="clara", auth=wire("clara"))
    assert SignIn.objects.count() == 1
    answer = client.post("/api/v1/auth/logout", content_type="application/json")
    assert (answer.status_code, answer["Clear-Site-Data"]) == (204, '"storage"')
    assert api.get("me")[0] == 401
    assert not SignIn.objects.exists()


def test_a_failed_login_leaves_a_trace_without_the_name(api, clara):
    api.post("auth/login", login="clara", auth=wire("x"))
    event = AuditEvent.objects.get(kind="accounts.login_failed")
    assert event.actor is None
    assert "clara" not in event.about + str(event.data)


@pytest.mark.parametrize(
    "wanted", ["evil", "//evil.example", "https://evil.example/", "\\\\evil.example", "account_logout", "javascript:x"]
)
def test_next_is_an_address_of_ours_or_nothing(client, cosmo, wanted):
    client.force_login(cosmo)
    answer = client.get("/account/login/", {"next": wanted})
    assert (answer.status_code, answer.url) == (302, "/app/")
