"""Notices: owed once, sent after the commit, in constant words, and never lost."""

import json

import pytest
from django.core import mail
from django.db import transaction

from accounts import notices as registry
from accounts import tasks
from accounts.actions import notices
from accounts.enums import NoticeState
from accounts.models import NoticeLedger
from lib import mailtexts

SUBJECT = "Your appointment"
WHEN = {"when": mailtexts.Placeholder("when it is", "9:00")}


@pytest.fixture(autouse=True)
def kind(monkeypatch, settings, tmp_path):
    monkeypatch.setattr(mailtexts, "_kinds", dict(mailtexts._kinds))
    (tmp_path / "told.txt").write_text("There is something new.\n{{ site_url }}/app/ {{ when }}")
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [*settings.TEMPLATES[0]["DIRS"], tmp_path]}]
    registry.register("test.told", SUBJECT, "told.txt", placeholders=WHEN)


class TestTelling:
    @pytest.mark.django_db(transaction=True)
    def test_a_notice_is_sent_after_the_commit(self, cosmo):
        with transaction.atomic():
            notices.tell(cosmo, "test.told", key="a")
            assert mail.outbox == []
        (message,) = mail.outbox
        assert (message.subject, message.to) == (SUBJECT, ["cosmo@example.org"])
        assert message.extra_headers["Auto-Submitted"] == "auto-generated"
        assert message.content_subtype == "plain"
        row = NoticeLedger.objects.get()
        assert row.state == NoticeState.SENT
        assert row.sent_at

    @pytest.mark.django_db(transaction=True)
    def test_what_is_rolled_back_is_not_told(self, cosmo):
        with transaction.atomic():
            notices.tell(cosmo, "test.told", key="a")
            transaction.set_rollback(True)
        assert mail.outbox == []
        assert not NoticeLedger.objects.exists()

    def test_the_same_key_is_told_once(self, at_once, cosmo, sten):
        for _ in range(3):
            notices.tell(cosmo, "test.told", key="a")
        notices.tell(sten, "test.told", key="a")
        notices.tell(cosmo, "test.told", key="b")
        assert len(mail.outbox) == 2

    def test_running_the_task_again_sends_nothing_again(self, at_once, cosmo):
        row = notices.tell(cosmo, "test.told", key="a")
        tasks.deliver(row.pk)
        tasks.deliver(row.pk)
        assert len(mail.outbox) == 1

    def test_two_workers_with_the_same_notice_send_it_once(self, cosmo, monkeypatch):
        row = NoticeLedger.objects.create(user=cosmo, kind="test.told", key="a")
        late = NoticeLedger.objects.get(pk=row.pk)  # the other worker has read it before this one has sent
        notices.deliver(row)
        notices.deliver(late)
        assert len(mail.outbox) == 1

    def test_somebody_without_an_address_is_noted_and_left_alone(self, at_once, clara):
        row = notices.tell(clara, "test.told", key="a")
        row.refresh_from_db()
        assert (row.state, mail.outbox) == (NoticeState.NO_ADDRESS, [])

    def test_attachments_go_along_and_are_dropped(self, at_once, cosmo):
        row = notices.tell(
            cosmo, "test.told", key="a", context={"when": "9:00"}, attachments=[("a.ics", b"BEGIN:X", "text/calendar")]
        )
        assert mail.outbox[0].attachments == [("a.ics", "BEGIN:X", "text/calendar")]
        assert "9:00" in mail.outbox[0].body
        row.refresh_from_db()
        assert (row.attachments, row.context) == ([], {})

    def test_a_mail_server_that_is_away_is_asked_again_and_then_given_up(self, at_once, cosmo, monkeypatch):
        def away(self, *args, **kwargs):
            raise ConnectionRefusedError

        monkeypatch.setattr("django.core.mail.EmailMessage.send", away)
        row = notices.tell(cosmo, "test.told", key="a")
        for _ in range(notices.MAX_TRIES - 2):
            with pytest.raises(ConnectionRefusedError):
                tasks.deliver(row.pk)
        tasks.deliver(row.pk)
        row.refresh_from_db()
        assert (row.state, row.tries) == (NoticeState.FAILED, notices.MAX_TRIES)

    def test_a_notice_whose_task_was_lost_is_swept_up(self, cosmo):
        from datetime import timedelta

        from lib import clock

        NoticeLedger.objects.create(user=cosmo, kind="test.told", key="a", created_at=clock.now() - timedelta(hours=1))
        tasks.sweep()
        assert len(mail.outbox) == 1

    @pytest.mark.parametrize("evil", ["x\nBcc: all@example.org", "x\r\nSubject: hi", "a\vb"])
    def test_nothing_a_person_typed_reaches_a_header(self, at_once, cosmo, evil):
        cosmo.display_name = evil
        cosmo.save()
        registry.register("test.evil", f"Hello {evil}", "told.txt", placeholders=WHEN)
        notices.tell(cosmo, "test.evil", key="a", context={"when": evil})
        (message,) = mail.outbox
        assert "\n" not in message.subject
        assert message.recipients() == ["cosmo@example.org"]


@pytest.mark.django_db
def test_a_kind_nobody_registered_is_a_mistake(cosmo):
    with pytest.raises(KeyError):
        notices.tell(cosmo, "test.typo", key="a")


FORBIDDEN = ["clara", "cosmo", "counsel", "therap", "psych", "session", "client", "chat"]


@pytest.mark.django_db
def test_no_notice_says_whom_it_is_about_or_what_this_is(cosmo):
    """The words of every kind there is: a mailbox may be read by somebody else."""
    for kind in registry.kinds():
        if kind.name.startswith("test."):
            continue
        row = NoticeLedger(user=cosmo, kind=kind.name, key=kind.name, context={"link": "http://localhost/x"})
        message = notices.message(row, "cosmo@example.org")
        words = f"{message.subject}\n{message.body}".lower()
        assert not [word for word in FORBIDDEN if word in words], kind.name
        assert message.body.count("\n") < 40
        json.dumps(row.context)
