"""What people agree to: shown, recorded with its version and hash, and asked again when it matters."""

import pytest
from django.core.cache import cache
from django.test import Client

from accounts.actions import consents
from accounts.models import Consent, User
from cms.actions import legal
from cms.models import LegalText, LegalVersion
from lib import clock, ids
from lib.append_only import WrittenOnce
from lib.denied import Denied
from tests.accounts.conftest import SEED, ticks, wire
from tests.staff import browser, member

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_question():
    cache.clear()


def sign_up(client, login="mira", address="/account/signup/", **more):
    body = {"login": login, "password": wire(login), "password_seed": ids.to_text(SEED), "password_kdf": "1"}
    return client.post(address, body | more)


def new_version(key="terms", language="en", *, ask=True, body="<p>Something new.</p>"):
    text = LegalText.objects.get(key=key, language=language)
    text.body, text.what_changed, text.ask_again = body, "We now say more.", ask
    version = legal.publish(text)
    cache.clear()
    return version


class TestAtSignUp:
    def test_what_was_agreed_to_is_kept_with_version_and_hash(self, client):
        assert sign_up(client, **ticks()).status_code == 302
        kept = {(one.key, one.language, one.version, one.digest) for one in Consent.objects.all()}
        shown = {("terms", "en", 1), ("consent-clients", "en", 1)}
        assert {row[:3] for row in kept} == shown
        for key, language, version, digest in kept:
            assert LegalVersion.objects.get(key=key, language=language, number=version).digest == digest

    def test_counsellors_agree_to_what_concerns_them(self, client):
        more = ticks("counsellor") | {"email": "kim@example.org"}
        assert sign_up(client, "kim", "/account/signup/counsellor/", **more).status_code == 302
        assert set(Consent.objects.values_list("key", flat=True)) == {"terms", "consent-counsellors"}

    @pytest.mark.parametrize("left_out", ["agree_terms", "agree_consent_clients"])
    def test_without_every_tick_there_is_no_account(self, client, left_out):
        page = sign_up(client, **{name: value for name, value in ticks().items() if name != left_out})
        assert list(page.context["form"].errors) == [left_out]
        assert not User.objects.exists()

    def test_nobody_agrees_to_a_text_that_changed_meanwhile(self, client):
        seen = ticks()
        new_version(ask=False)
        assert "has just changed" in sign_up(client, **seen).content.decode()
        assert not User.objects.exists()

    def test_one_reads_and_agrees_in_the_own_language(self, client):
        german = {f"agree_{v.key.replace('-', '_')}": v.digest for v in consents.asked_of("client", "de")}
        assert sign_up(client, **german, headers={"Accept-Language": "de"}) is not None
        page = client.get("/account/signup/?lang=de").content.decode()
        assert "Nutzungsbedingungen" in page
        assert "/legal/terms/de/1/" in page

    def test_the_api_asks_too_and_says_for_what(self, api):
        body = {"login": "mira", "auth": wire("m"), "seed": ids.to_text(SEED), "kdf": 1, "uid": ids.to_text(SEED)}
        status, answer = api.post("auth/register", **body)
        assert (status, answer["error"]) == (422, "consent_missing")
        assert not User.objects.exists()
        agreed = [text["digest"] for text in answer["texts"]]
        assert api.post("auth/register", **body, agreed=agreed)[0] == 201
        assert Consent.objects.count() == 2

    def test_what_was_agreed_to_is_never_rewritten(self, client):
        sign_up(client, **ticks())
        consent = Consent.objects.first()
        with pytest.raises(WrittenOnce):
            consent.save()
        with pytest.raises(WrittenOnce):
            consent.delete()


class TestAskingAgain:
    def test_a_version_that_asks_is_shown_once_and_recorded(self, clara):
        client = browser(clara)
        version = new_version()
        answer = client.get("/app/rooms/x?y=1")
        assert answer.url == "/account/agree/?next=%2Fapp%2Frooms%2Fx%3Fy%3D1"
        page = client.get(answer.url).content.decode()
        assert "We now say more." in page
        assert "Something new." in page
        assert client.post(answer.url, {"agree_terms": version.digest}).url == "/app/rooms/x?y=1"
        assert Consent.objects.get(user=clara).version == version.number
        assert client.get("/app/").status_code == 200

    def test_without_the_tick_one_does_not_go_on(self, clara):
        client = browser(clara)
        new_version()
        assert client.post("/account/agree/", {}).status_code == 200
        assert client.get("/app/").status_code == 302

    def test_one_may_leave_and_look_for_help_instead(self, clara):
        client = browser(clara)
        new_version()
        for path in ("/crisis/", "/legal/terms/en/2/", "/account/agree/", "/account/"):
            assert client.get(path).status_code == 200, path
        assert client.post("/account/logout/").status_code == 302

    def test_a_version_that_does_not_ask_disturbs_nobody(self, clara):
        client = browser(clara)
        new_version(ask=False)
        assert client.get("/app/").status_code == 200

    def test_who_joined_later_agreed_already(self, client):
        new_version()
        sign_up(client, **ticks())
        assert client.get("/app/").status_code == 200

    def test_only_whom_it_concerns(self, clara, cosmo, sten):
        new_version("consent-counsellors")
        assert browser(clara).get("/app/").status_code == 200
        assert browser(sten).get("/cms/").status_code == 200
        assert browser(cosmo).get("/app/").status_code == 302

    def test_only_who_reads_that_language(self, clara):
        new_version(language="de")
        assert browser(clara).get("/app/").status_code == 200
        clara.language = "de"
        clara.save()
        assert browser(clara).get("/app/").status_code == 302

    def test_scripts_and_forms_are_not_led_away(self, clara):
        client = browser(clara)
        new_version()
        assert client.get("/api/v1/me").status_code == 200
        assert client.get("/app/", headers={"Sec-Fetch-Mode": "cors"}).status_code == 200

    def test_asking_costs_one_query_less_once_it_is_known(self, clara, django_assert_num_queries):
        assert consents.due(clara) == []
        client = browser(clara)
        client.get("/app/")
        with django_assert_num_queries(2):  # the session and the person
            client.get("/app/")


class TestVersions:
    def test_each_publishing_makes_a_version_that_stays_readable(self, client):
        first = LegalVersion.objects.get(key="terms", language="en", number=1)
        second = new_version()
        page = client.get(first.address).content.decode()
        assert first.digest in page
        assert "This is an earlier version" in page
        assert second.address in page
        present = client.get("/terms/").content.decode()
        assert "Something new." in present
        assert "Version 2" in present

    def test_publishing_the_same_again_makes_none(self):
        text = LegalText.objects.get(key="terms", language="en")
        assert legal.publish(text).number == 1
        assert legal.publish(text).number == 1

    def test_the_hash_is_of_what_was_published(self):
        version = new_version()
        assert version.digest == LegalVersion.digest_of(version.title, "<p>Something new.</p>")
        assert version.digest != LegalVersion.digest_of(version.title, "<p>Something else.</p>")

    def test_a_version_is_never_rewritten(self):
        version = LegalVersion.objects.first()
        for wrong in (version.save, version.delete, LegalVersion.objects.all().delete):
            with pytest.raises(WrittenOnce):
                wrong()

    def test_operators_publish_in_the_admin(self):
        client = browser(member("Operators"))
        text = LegalText.objects.get(key="privacy", language="en")
        address = f"/cms/legal-texts/edit/{text.pk}/"
        body = '{"blocks":[{"key":"a","text":"Ours.","type":"unstyled","depth":0,"inlineStyleRanges":[],"entityRanges":[]}],"entityMap":{}}'
        fields = {"title": "Privacy here", "body": body, "ask_again": "on", "what_changed": "", "action-publish": "1"}
        page = client.post(address, fields)
        assert "need to know what changed" in page.content.decode()
        assert client.post(address, fields | {"what_changed": "It is ours now."}).status_code == 302
        version = LegalVersion.objects.get(key="privacy", language="en", number=2)
        assert (version.title, version.asks_again, version.shipped) == ("Privacy here", True, False)
        form = client.get(address).context["form"]
        assert (form["ask_again"].value(), form["what_changed"].value()) == (False, "")

    def test_a_draft_is_no_version(self):
        text = LegalText.objects.get(key="privacy", language="en")
        text.title = "A draft"
        text.save_revision()
        assert not LegalVersion.objects.filter(title="A draft").exists()

    @pytest.mark.parametrize("path", ["/legal/terms/en/9/", "/legal/terms/xx/1/", "/legal/nothing/en/1/"])
    def test_what_was_not_published_is_missing(self, path):
        assert Client().get(path).status_code == 404


def test_every_text_ships_in_every_language_as_a_template(settings):
    for code, _name in settings.LANGUAGES:
        for key in ("terms", "privacy", "withdrawal", "consent-clients", "consent-counsellors"):
            version = LegalVersion.objects.get(key=key, language=code)
            assert version.shipped
            assert version.published_at <= clock.now()
            assert "<b>" in version.body.split("</p>")[0]


def test_a_wrong_digest_is_no_agreement():
    with pytest.raises(Denied, match="consent_missing"):
        consents.checked("client", "en", ["0" * 64])
