"""Writing to the staff: what is kept, what is promised, who may read it, and what its mails must not say."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from accounts.models import NoticeLedger, User
from cms import promises, tasks
from cms.actions import contact, groups
from cms.contact import stamps
from cms.enums import MessageState
from cms.models import ClosedDay, ContactAnswer, ContactMessage, ContactPage, ContactTopic, ServiceHours
from lib import clock
from lib.denied import Denied

MONDAY = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)  # 10:00 in Vienna
SECRET = "my sister Thea must not know"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday():
    with clock.frozen(MONDAY) as move:
        yield move


@pytest.fixture
def page():
    return in_language("contact", "en")


@pytest.fixture
def office():
    user = User.objects.create(username="office", role="staff", email="office@example.org", is_staff=True)
    user.groups.add(Group.objects.get(name=groups.MODERATORS))
    return user


def in_language(slug: str, language: str) -> ContactPage:
    return ContactPage.objects.get(slug=slug, locale__language_code=language)


def form(page, **fields) -> dict:
    """What a person sends who took their time."""
    with clock.frozen(clock.now() - timedelta(minutes=1)):
        stamp = stamps.make()
    topic = ContactTopic.objects.get(name="Something does not work").pk
    given = {"topic": topic, "text": SECRET, "name": "Karl", "email": "karl@example.org", "stamp": stamp, "website": ""}
    return given | fields


def send(client, page, headers=None, **fields):
    return client.post(f"/contact/{page.pk}/", form(page, **fields), headers=headers or {})


def message(**fields) -> ContactMessage:
    given = {"key": "k" * 22, "topic": None, "text": SECRET, "name": "", "email": "karl@example.org", "language": "en"}
    return contact.receive(**given | {"network": "n"} | fields)


def text_of(answer) -> str:
    return answer.content.decode()


# --- what a visitor is promised ---


def test_the_page_says_the_date_before_one_writes(client, page):
    html = text_of(client.get("/contact/"))
    assert "by <strong>Tuesday, 2 March</strong>" in html
    assert "Not for confidential matters" in html
    assert '"/crisis/"' in html


def test_the_page_and_its_form_need_no_cookie(client, page):
    assert not client.get("/contact/").cookies
    assert not send(client, page).cookies


def test_a_message_is_kept_and_the_receipt_says_number_and_date(client, page, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        answer = send(client, page)
    kept = ContactMessage.objects.get()
    assert (kept.text, kept.name, kept.email, kept.topic.name) == (
        SECRET,
        "Karl",
        "karl@example.org",
        "Something does not work",
    )
    html = text_of(client.get(answer["Location"]))
    assert kept.number in html
    assert "Tuesday, 2 March" in html
    assert SECRET not in html
    [receipt] = mail.outbox
    assert receipt.to == ["karl@example.org"]
    assert kept.number in receipt.body
    assert "We answer by Tuesday, 2 March." in receipt.body
    for word in (SECRET, "Karl", "Something does not work"):
        assert word not in receipt.body + receipt.subject
    assert receipt.extra_headers["Auto-Submitted"] == "auto-replied"


def test_no_network_address_is_stored(client, page):
    client.post(f"/contact/{page.pk}/", form(page), REMOTE_ADDR="203.0.113.77")
    row = ContactMessage.objects.values().get()
    assert not any("203.0.113.77" in str(value) for value in row.values())


def test_who_needs_no_answer_leaves_no_address(client, page, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        answer = send(client, page, no_answer="on")
    kept = ContactMessage.objects.get()
    assert (kept.email, kept.answer_by) == ("", None)
    assert mail.outbox == []
    assert "You need no answer" in text_of(client.get(answer["Location"]))


def test_without_hours_a_message_is_taken_and_no_date_is_promised(client, page):
    ServiceHours.objects.get().openings.all().delete()
    html = text_of(client.get("/contact/"))
    assert "If you write today" not in html
    answer = send(client, page)
    assert ContactMessage.objects.get().answer_by is None
    assert "as soon as we can" in text_of(client.get(answer["Location"]))


def test_a_closed_day_is_shown_and_counted(client, page):
    hours = ServiceHours.objects.get()
    ClosedDay.objects.create(hours=hours, name="Works outing", first=MONDAY.date() + timedelta(days=1))
    html = text_of(client.get("/contact/"))
    assert "Closed on Tuesday, 2 March: Works outing." in html
    assert "by <strong>Wednesday, 3 March</strong>" in html


def test_the_help_of_how_it_works_names_dates_for_counselling(client):
    assert "between <strong>Wednesday, 3 March</strong> and <strong>Thursday, 4 March</strong>" in text_of(
        client.get("/how-it-works/")
    )


def test_the_promise_of_a_message_stays_when_the_settings_change(client, page):
    send(client, page)
    ServiceHours.objects.update(support_days=9)
    assert promises.service().hours.local(ContactMessage.objects.get().answer_by).date().isoformat() == "2027-03-02"


@pytest.mark.parametrize(
    ("language", "slug", "topic", "date"),
    [("de", "contact", "Etwas funktioniert nicht", "Dienstag, 2. März"), ("fr", "report", None, "mardi 2 mars")],
)
def test_each_language_has_its_page_and_its_date(
    client, language, slug, topic, date, django_capture_on_commit_callbacks
):
    page = in_language(slug, language)
    html = text_of(client.get(page.url))
    assert f'lang="{language}"' in html
    assert date in html
    assert topic is None or topic in html
    assert f'lang="{language}"' in text_of(send(client, page, text=""))  # an error is said in the same language
    with django_capture_on_commit_callbacks(execute=True):
        answer = send(client, page)
    assert answer["Location"].startswith(page.url)
    assert date in text_of(client.get(answer["Location"]))
    assert date in mail.outbox[0].body
    assert ContactMessage.objects.get().language == language


# --- what is refused, and how ---


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"text": ""}, "Please write a few words."),
        ({"text": "x" * 4001}, "4000"),
        ({"topic": ""}, "Please choose what it is about."),
        ({"topic": "999999"}, "Select a valid choice"),
        ({"email": ""}, "Where may we send the answer?"),
        ({"email": "a@example.org\nBcc: all@example.org"}, "Enter a valid email address"),
        ({"email": "not an address"}, "Enter a valid email address"),
        ({"name": "x" * 81}, "80"),
        ({"name": "nul\x00"}, "Null characters"),
        ({"website": "https://spam.example"}, "has to stay empty"),
        ({"stamp": ""}, "Something was missing"),
        ({"stamp": "forged:1:x"}, "Something was missing"),
    ],
)
def test_a_wrong_form_keeps_nothing_and_says_why(client, page, fields, words):
    answer = send(client, page, **fields)
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert 'role="alert"' in text_of(answer)
    assert not ContactMessage.objects.exists()


def test_what_was_written_is_there_again_after_an_error(client, page):
    html = text_of(send(client, page, email=""))
    assert SECRET in html
    assert 'value="Karl"' in html


def test_a_robot_that_sends_at_once_is_asked_to_wait_and_a_person_gets_through(client, page, monday):
    fields = form(page, stamp=stamps.make())
    assert "faster than most people write" in text_of(client.post(f"/contact/{page.pk}/", fields))
    monday(timedelta(seconds=5))
    assert client.post(f"/contact/{page.pk}/", fields).status_code == 302


def test_a_form_of_yesterday_can_be_sent_by_pressing_once_more(client, page, monday):
    fields = form(page)
    monday(timedelta(days=2))
    html = text_of(client.post(f"/contact/{page.pk}/", fields))
    assert "open for more than a day" in html
    assert fields["stamp"] not in html


def test_a_form_sent_twice_is_one_message(client, page):
    fields = form(page)
    first, second = (client.post(f"/contact/{page.pk}/", fields)["Location"] for _ in range(2))
    assert ContactMessage.objects.count() == 1
    number = ContactMessage.objects.get().number
    assert all(number in text_of(client.get(address)) for address in (first, second))


def test_the_limit_is_kind_and_keeps_what_was_written(client, page):
    for _ in range(5):
        assert send(client, page).status_code == 302
    answer = send(client, page)
    assert answer.status_code == 429
    assert "a little too often" in text_of(answer)
    assert SECRET in text_of(answer)
    assert ContactMessage.objects.count() == 5


def test_nobody_can_have_our_receipts_rain_on_somebody_else(client, page, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(5):
            last = send(client, page)
    assert len(mail.outbox) == 3
    assert "to your e-mail address" not in text_of(client.get(last["Location"]))


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://evil.example"}]
)
def test_a_form_on_another_site_is_refused(client, page, headers):
    assert send(client, page, headers=headers).status_code == 403
    assert not ContactMessage.objects.exists()


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://testserver"}, {}])
def test_our_own_form_is_not(client, page, headers):
    assert send(client, page, headers=headers).status_code == 302


@pytest.mark.parametrize("sent", ["x", "²", "eyJ9:1:x", "\x00"])
def test_a_receipt_nobody_signed_is_no_receipt(client, page, sent):
    html = text_of(client.get("/contact/", {"sent": sent}))
    assert "Thank you" not in html
    assert "<form" in html


def test_a_page_that_is_not_public_takes_no_messages(client, page):
    page.unpublish()
    assert send(client, page).status_code == 404
    assert client.post("/contact/999999/", form(page)).status_code == 404


def test_text_is_shown_as_text(client, page, office):
    kept = message(text="<script>alert(1)</script>", name="<b>x</b>")
    client.force_login(office)
    html = text_of(client.get(f"/cms/messages/{kept.pk}/"))
    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;alert(1)" in html
    assert "<b>x</b>" not in html


# --- topics ---


def test_counsellors_see_what_is_urgent_for_them_first_and_nobody_else_sees_it(client, page):
    assert "Ending my contract" not in text_of(client.get("/contact/"))
    client.force_login(
        User.objects.create(username="vera", role="counsellor", display_name="Vera V", email="v@example.org")
    )
    html = text_of(client.get("/contact/"))
    assert html.index("Ending my contract") < html.index("Something does not work")
    assert 'value="Vera V"' in html
    assert 'value="v@example.org"' in html


def test_a_topic_for_counsellors_cannot_be_chosen_by_others(client, page):
    topic = ContactTopic.objects.get(name="Ending my contract").pk
    assert send(client, page, topic=topic).status_code == 422


def test_the_name_of_an_account_is_offered_and_not_forced(client, page):
    client.force_login(User.objects.create(username="karl", role="client"))
    assert 'value="karl"' in text_of(client.get("/contact/"))
    send(client, page, name="", email="", no_answer="on")
    row = ContactMessage.objects.values().get()
    assert "karl" not in [str(value).lower() for value in row.values()]


def test_a_barrier_is_reported_on_a_page_of_its_own(client):
    report = in_language("report", "en")
    html = text_of(client.get("/accessibility/report/"))
    assert 'name="topic"' not in html
    assert send(client, report, topic="").status_code == 302
    assert ContactMessage.objects.get().topic.name == "A barrier on this site"
    assert 'href="/accessibility/report/"' in text_of(client.get("/accessibility/"))


# --- telling the staff ---


def test_whoever_may_answer_is_told_without_a_word_of_it(office, django_capture_on_commit_callbacks):
    User.objects.create(username="editor", role="staff", email="editor@example.org").groups.add(
        Group.objects.get(name=groups.EDITORS)
    )
    with django_capture_on_commit_callbacks(execute=True):
        message(name="Karl", email="")
    [told] = mail.outbox
    assert told.to == ["office@example.org"]
    for word in (SECRET, "Karl", ContactMessage.objects.get().number):
        assert word not in told.body + told.subject


def test_a_flood_of_messages_is_no_flood_of_mails(office):
    for number in range(15):
        message(key=str(number), network=str(number))
    assert NoticeLedger.objects.filter(kind="cms.contact").count() == 10


def test_overdue_messages_are_recalled_once_a_day(office, monday):
    message()
    tasks.each_day()
    assert not NoticeLedger.objects.filter(kind="cms.contact_overdue").exists()
    monday(timedelta(days=2))
    tasks.each_day()
    tasks.each_day()
    assert NoticeLedger.objects.filter(kind="cms.contact_overdue").count() == 1


# --- who may read and answer ---


@pytest.mark.parametrize(
    ("who", "status"),
    [("visitor", 302), ("client", 302), ("counsellor", 404), (groups.EDITORS, 302), (groups.BILLING, 302),
     (groups.OPERATORS, 302), (groups.MODERATORS, 200), ("administrator", 200)],
)  # fmt: skip
def test_who_may_read_messages(client, who, status):
    kept = message()
    if who != "visitor":
        role = who if who in ("client", "counsellor") else "staff"
        user = User.objects.create(username="x", role=role, is_superuser=who == "administrator")
        if who in groups.ALL:
            user.groups.add(Group.objects.get(name=who))
        elif who == "counsellor":
            from directory.actions import roles

            roles.grant(user)
        client.force_login(user)
    for address in (f"/cms/messages/{kept.pk}/", "/cms/contactmessage/"):
        answer = client.get(address)
        assert (address, answer.status_code) == (address, status)
        assert SECRET not in text_of(answer) or address.startswith("/cms/messages/")


def test_nobody_makes_or_changes_what_somebody_wrote(client, office):
    kept = message()
    client.force_login(office)
    assert client.get("/cms/contactmessage/new/").status_code in (302, 404)
    client.post(f"/cms/contactmessage/edit/{kept.pk}/", {"text": "nothing was said", "number": "X"})
    kept.refresh_from_db()
    assert kept.text == SECRET


def test_overdue_and_urgent_stand_on_top(client, office, monday):
    late = message(key="late")
    done = message(key="done")
    contact.finish(done, by=office)
    monday(timedelta(days=3))
    fresh = message(key="fresh")
    urgent = message(key="urgent", topic=ContactTopic.objects.get(name="Ending my contract"))
    client.force_login(office)
    html = text_of(client.get("/cms/contactmessage/"))
    places = [html.index(row.number) for row in (late, urgent, fresh, done)]
    assert places == sorted(places)
    assert html.count("overdue:") == 1


def test_a_list_of_messages_costs_the_same_however_long_it_is(client, office, monday):
    client.force_login(office)

    def count():
        with CaptureQueriesContext(connection) as seen:
            client.get("/cms/contactmessage/")
        return len(seen)

    message(key="1")
    count()
    one = count()
    for key in "23":
        message(key=key, topic=ContactTopic.objects.first())
    assert count() == one


def test_the_admin_says_times_as_they_were_promised(client, office):
    kept = message()
    client.force_login(office)
    assert "Mon 1 Mar, 10:00" in text_of(client.get("/cms/contactmessage/"))
    assert "Tuesday, 2 March, 10:00" in text_of(client.get(f"/cms/messages/{kept.pk}/"))


def test_a_message_is_taken_answered_and_done(client, office, django_capture_on_commit_callbacks):
    kept = message()
    client.force_login(office)
    address = f"/cms/messages/{kept.pk}/"
    client.post(address, {"do": "take"})
    kept.refresh_from_db()
    assert (kept.state, kept.taken_by) == (MessageState.IN_HAND, "office")
    client.post(address, {"do": "note", "note": "asked the bank"})
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, {"do": "answer", "text": "Please try it <again>."})
    kept.refresh_from_db()
    assert (kept.state, kept.note) == (MessageState.DONE, "asked the bank")
    [sent] = mail.outbox
    assert sent.to == ["karl@example.org"]
    assert "Please try it <again>." in sent.body
    assert kept.number in sent.body
    assert SECRET not in sent.body
    assert "asked the bank" not in sent.body
    assert ContactAnswer.objects.get().sent_at
    html = text_of(client.get(address))
    assert "Please try it &lt;again&gt;." in html
    client.post(address, {"do": "reopen"})
    kept.refresh_from_db()
    assert kept.state == MessageState.IN_HAND


@pytest.mark.parametrize(
    "data", [{}, {"do": "burn"}, {"do": "answer", "text": ""}, {"do": "answer", "text": "x" * 4001}]
)
def test_odd_orders_change_nothing(client, office, data):
    kept = message()
    client.force_login(office)
    assert client.post(f"/cms/messages/{kept.pk}/", data).status_code == 200
    assert ContactMessage.objects.get().state == MessageState.NEW
    assert not ContactAnswer.objects.exists()


def test_who_wanted_no_answer_cannot_be_sent_one(client, office):
    kept = message(email="")
    client.force_login(office)
    assert "Send the answer" not in text_of(client.get(f"/cms/messages/{kept.pk}/"))
    with pytest.raises(Denied):
        contact.answer(kept, "hello", by=office)


def test_what_the_staff_did_is_in_the_log_without_content(office):
    from wagtail.models import ModelLogEntry

    kept = message()
    contact.take(kept, by=office)
    contact.keep_note(kept, "a note", by=office)
    rows = ModelLogEntry.objects.filter(action__startswith="cms.contact")
    assert [(row.action, row.label, row.user) for row in rows.order_by("pk")] == [
        ("cms.contact.take", kept.number, office),
        ("cms.contact.note", kept.number, office),
    ]
    assert not any("a note" in str(row.data) for row in rows)


def test_the_first_page_of_the_admin_says_what_waits(office, monday):
    from cms.contact.desk import messages_that_wait

    assert messages_that_wait(office) is None
    message()
    assert messages_that_wait(office).text == "1 message waits"
    monday(timedelta(days=3))
    assert messages_that_wait(office).text == "1 message waits for longer than we promised"
    assert messages_that_wait(User.objects.create(username="other")) is None


# --- how long it is kept, and what is sent again ---


def test_messages_are_deleted_as_long_after_the_last_touch_as_the_settings_say(office, monday):
    ServiceHours.objects.update(keep_months=2)
    old, touched = message(key="old"), message(key="touched")
    monday(timedelta(days=40))
    contact.keep_note(touched, "still asking", by=office)
    monday(timedelta(days=30))
    tasks.each_day()
    assert list(ContactMessage.objects.values_list("number", flat=True)) == [touched.number]
    assert old.number != touched.number


def test_an_answer_whose_task_was_lost_is_sent_the_next_day_and_only_once(office, monday):
    contact.answer(message(), "hello", by=office)
    monday(timedelta(days=1))
    tasks.each_day()
    tasks.each_day()
    assert len([sent for sent in mail.outbox if "hello" in sent.body]) == 1


def test_a_task_run_twice_sends_one_mail(office):
    kept = message()
    row = contact.answer(kept, "hello", by=office)
    for _ in range(2):
        tasks.send_receipt(kept.pk)
        tasks.send_answer(row.pk)
    assert len(mail.outbox) == 2


# --- the settings ---


def test_operators_edit_hours_and_see_what_they_promise(client):
    user = User.objects.create(username="op", role="staff")
    user.groups.add(Group.objects.get(name=groups.OPERATORS))
    client.force_login(user)
    site = Site.objects.get(is_default_site=True)
    assert client.get(f"/cms/settings/cms/servicehours/{site.pk}/").status_code == 200


@pytest.mark.parametrize(
    ("country", "named", "sign"),
    [("DE", "by", "BY"), ("DE", "Bayern", "BY"), ("AT", "Wien", "9"), ("AT", "", ""), ("", "x", "")],
)
def test_a_region_is_known_by_name_or_sign(country, named, sign):
    hours = ServiceHours(site_id=1, country=country, subdivision=named)
    hours.clean()
    assert hours.subdivision == sign


def test_a_region_that_is_none_is_refused_with_the_names_there_are():
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError, match="Bayern"):
        ServiceHours(site_id=1, country="DE", subdivision="Wien").clean()


def test_examples_are_now_friday_evening_and_the_day_before_christmas_eve():
    rows = promises.examples(ServiceHours.objects.get())
    assert [(asked.date().isoformat(), support.last.isoformat()) for asked, support, _ in rows] == [
        ("2027-03-01", "2027-03-02"),
        ("2027-03-05", "2027-03-08"),
        ("2027-12-23", "2027-12-24"),
    ]
    assert [counselling.last.isoformat() for *_, counselling in rows] == ["2027-03-04", "2027-03-10", "2027-12-28"]


def test_neighbouring_days_with_the_same_hours_are_one_row():
    hours = ServiceHours.objects.get()
    hours.openings.filter(weekday=4).update(closes=time(13))
    assert promises.Service(hours).week() == [
        ([0, 1, 2, 3], [(time(9), time(17))]),
        ([4], [(time(9), time(13))]),
    ]


def test_the_date_costs_no_queries_the_second_time(rf, django_assert_num_queries):
    request = rf.get("/")
    promises.answer("support", request=request)
    with django_assert_num_queries(0):
        assert promises.answer("counselling", request=request).first.isoformat() == "2027-03-03"


def test_a_change_of_the_hours_changes_the_date_at_once(client, page):
    assert "Tuesday, 2 March" in text_of(client.get("/contact/"))
    hours = ServiceHours.objects.get()
    hours.support_days = 2
    hours.save()
    assert "Wednesday, 3 March" in text_of(client.get("/contact/"))
