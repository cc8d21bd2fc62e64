"""Mail texts as staff change them: in the admin, per language, sent from the moment they are published."""

import pytest
from django.core import mail
from wagtail.models import ModelLogEntry

from accounts.actions import notices
from accounts.models import NoticeLedger, User
from cms.actions import mail_texts
from cms.models import MailText
from lib import mailtexts
from tests.staff import browser, member

pytestmark = pytest.mark.django_db
KIND = "accounts.new_password"
ONE = f"/cms/mail-texts/text/{KIND}/en/"
SOUND = {"subject": "A fresh password", "body": "Here: {{link}}"}


@pytest.fixture
def eddie(db):
    return member("Editors", login="eddie")


def mail_to(language: str):
    user, _ = User.objects.get_or_create(username=f"reader-{language}", defaults={"language": language})
    row = NoticeLedger(user=user, kind=KIND, key="k", context={"link": "https://site.example/x"})
    return notices.message(row, "reader@example.org")


def write(client, *, publish=True, **fields):
    client.post(ONE, {"do": "write"})
    text = MailText.objects.get(kind=KIND, language="en")
    way = {"action-publish": "1"} if publish else {}
    answer = client.post(f"/cms/mail-texts/edit/{text.pk}/", SOUND | fields | way)
    return MailText.objects.get(pk=text.pk), answer


def test_every_kind_is_listed_although_nothing_was_changed(eddie):
    page = browser(eddie).get("/cms/mail-texts/").content.decode()
    for kind in mailtexts.kinds():
        assert f"/cms/mail-texts/text/{kind.name}/en/" in page
        assert str(kind.about) in page


def test_looking_at_a_text_makes_nothing(eddie):
    page = browser(eddie).get(ONE)
    assert "Choose a new password" in page.content.decode()
    assert not MailText.objects.exists()


def test_a_published_text_is_sent_and_the_shipped_one_again_when_asked_for(eddie):
    client = browser(eddie)
    _, answer = write(client)
    assert answer.url == ONE
    assert (mail_to("en").subject, mail_to("en").body) == ("A fresh password", "Here: https://site.example/x\n")
    client.post(ONE, {"do": "shipped"})
    assert mail_to("en").subject == "Choose a new password"
    assert MailText.objects.get().subject == "A fresh password"  # kept as a draft, with its history


def test_each_language_has_words_of_its_own(eddie):
    before = mail_to("de").body
    write(browser(eddie))
    assert mail_to("de").body == before
    MailText.objects.create(kind=KIND, language="de", subject="Neues Passwort", body="Hier: {{link}}")
    assert mail_to("de").subject == "Neues Passwort"
    assert mail_to("en").subject == "A fresh password"


def test_a_draft_is_not_sent(eddie):
    text, _ = write(browser(eddie), publish=False)
    assert text.get_latest_revision_as_object().subject == "A fresh password"
    assert mail_to("en").subject == "Choose a new password"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"body": "Here: {{link}} {{name}}"}, "Allowed are: {{link}}"),
        ({"body": "Come back soon."}, "useless without {{link}}"),
        ({"body": "{{link}} {% load i18n %}"}, "Braces are for placeholders only"),
        ({"subject": "For {{link}}"}, "A subject takes no placeholders"),
    ],
)
def test_a_text_that_would_break_is_refused_with_what_is_allowed(eddie, wrong, says):
    text, answer = write(browser(eddie), **wrong)
    assert answer.status_code == 200
    assert says.replace("{{", "&#x7B;&#x7B;") in answer.content.decode() or says in answer.content.decode()
    assert not text.live


def test_a_test_goes_to_the_asker_alone_with_samples_and_the_newest_draft(eddie):
    client = browser(eddie)
    write(client, publish=False)
    client.post(ONE, {"do": "test"})
    (message,) = mail.outbox
    assert message.to == ["eddie@example.org"]
    assert message.subject == "A fresh password"
    assert "{{" not in message.body


def test_without_an_address_there_is_no_test(eddie):
    eddie.email = ""
    eddie.save()
    answer = browser(eddie).post(ONE, {"do": "test"}, follow=True)
    assert "no confirmed e-mail address" in answer.content.decode()
    assert mail.outbox == []


def test_who_changed_a_text_is_noted(eddie):
    write(browser(eddie))
    actions = ModelLogEntry.objects.filter(user=eddie).values_list("action", flat=True)
    assert {"wagtail.create", "wagtail.publish"} <= set(actions)


def test_the_preview_shows_samples(eddie):
    text = mail_texts.begin(mailtexts.kind(KIND), "en", by=eddie)
    page = text.make_preview_request(None, "").content.decode()
    assert "{{" not in page
    assert "Xu4f9" in page


@pytest.mark.parametrize("address", ["text/accounts.nothing/en/", f"text/{KIND}/xx/"])
def test_a_mail_that_is_not_sent_has_no_text(eddie, address):
    assert browser(eddie).get(f"/cms/mail-texts/{address}").status_code == 404


def test_others_of_the_staff_do_not_write_mails():
    client = browser(member("Billing"))
    assert client.get("/cms/mail-texts/").status_code == 302
    assert client.post(ONE, {"do": "write"}).status_code == 302
    assert not MailText.objects.exists()
