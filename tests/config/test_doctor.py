"""What is wrong with an installation is found, and said with what to do: in the admin and on the terminal."""

import os
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.management import call_command

from accounts.models import NoticeLedger, User
from cms.models import CrisisContact, LegalVersion, MailText, PortalSettings
from config import doctor
from config.doctor import State
from lib import clock
from tests.staff import browser, member

pytestmark = pytest.mark.django_db


def state(check) -> State:
    """The worst a check finds."""
    return max((finding.state for finding in check()), key=list(State).index)


@pytest.fixture
def odd(db):
    return member("Operators", login="odd")


def test_every_check_answers_and_says_what_to_do():
    for finding in doctor.findings():
        assert finding.text
        assert finding.todo or not finding.is_trouble, finding.name


def test_an_empty_imprint_is_wrong_until_it_names_somebody():
    assert state(doctor.imprint) == State.WRONG
    PortalSettings.objects.update(operator_name="Anna Example", operator_address="Street 1")
    assert state(doctor.imprint) == State.OK


def test_numbers_that_nobody_verified_are_found():
    assert state(doctor.crisis_numbers) == State.WARNING
    CrisisContact.objects.update(checked_on=clock.now().date())
    assert state(doctor.crisis_numbers) == State.OK


def test_shipped_legal_texts_are_found():
    LegalVersion.objects.create(key="terms", language="en", number=77, title="t", body="b", digest="d", shipped=True)
    assert state(doctor.legal_texts) == State.WARNING


def test_mails_that_do_not_go_out_are_found(odd):
    assert state(doctor.notices) == State.OK
    NoticeLedger.objects.create(user=odd, kind="x", key="x", created_at=clock.now() - timedelta(hours=1))
    assert state(doctor.notices) == State.WRONG


def test_a_mail_text_that_is_not_sent_as_written_is_found():
    text = MailText.objects.create(kind="accounts.new_password", language="en", subject="S", body="{{link}}")
    assert state(doctor.mail_texts) == State.OK
    MailText.objects.filter(pk=text.pk).update(body="no link")
    assert state(doctor.mail_texts) == State.WARNING


def test_a_mail_server_that_is_away_is_found(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert state(doctor.mail_server) == State.WRONG


def test_demo_people_on_a_server_are_wrong():
    assert state(doctor.demo_data) == State.OK
    User.objects.create(username="nightowl", email="nightowl@example.org")
    assert state(doctor.demo_data) == State.WRONG


def test_the_age_of_the_backup_is_told(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    assert state(doctor.backup) == State.WARNING
    marker = tmp_path / "last-backup"
    marker.touch()
    assert state(doctor.backup) == State.OK
    os.utime(marker, (0, 0))
    assert state(doctor.backup) == State.WRONG


def test_a_full_disk_is_wrong(monkeypatch):
    usage = type("Usage", (), {"total": 100 * 10**9, "used": 0, "free": 10**8})
    monkeypatch.setattr("shutil.disk_usage", lambda path: usage)
    assert state(doctor.disk) == State.WRONG


def test_without_tables_only_that_is_said(monkeypatch):
    monkeypatch.setattr("config.health.database", lambda: "3 migrations are missing: manage.py migrate")
    found = doctor.findings()
    assert (found[0].state, "3 migrations" in found[0].text) == (State.WRONG, True)
    assert "imprint" not in [finding.name.lower() for finding in found]


def test_the_command_says_the_same_and_fails(capsys):
    with pytest.raises(SystemExit):
        call_command("doctor")
    assert "Imprint: It names nobody." in capsys.readouterr().out


def test_operators_see_it_and_others_do_not(odd):
    page = browser(odd).get("/cms/health/").content.decode()
    assert "It names nobody." in page
    for group in ("Editors", "Moderators", "Billing"):
        assert browser(member(group)).get("/cms/health/").status_code == 302


def test_the_first_page_says_that_something_is_wrong(odd):
    cache.delete("doctor-troubles")
    assert "The installation needs a look" in browser(odd).get("/cms/").content.decode()
    assert "The installation needs a look" not in browser(member("Editors")).get("/cms/").content.decode()
