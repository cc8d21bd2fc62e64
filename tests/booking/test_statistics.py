"""What a counsellor's statistics count, month by month, and that nobody sees another's."""

import csv
import io
from datetime import UTC, date, datetime, timedelta

import pytest

from billing.actions import payments, refunds
from billing.enums import EntryKind
from billing.models import LedgerEntry, Payment, Subscription
from billing.queries import plans
from booking import diagrams
from booking.actions import absences, appointments
from booking.enums import Billed, Side, Status
from booking.models import Appointment
from booking.queries import diaries, statistics
from consult.actions import engagements
from consult.models import Record, Room
from lib import clock

pytestmark = pytest.mark.django_db
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
LAST = date(2027, 3, 31)
END = datetime(2027, 3, 31, 21, 0, tzinfo=UTC)  # 23:00 in Vienna
FEBRUARY, MARCH = 10, 11


@pytest.fixture
def then():
    """Time stands still at the end of March."""
    with clock.frozen(END):
        yield


def consultation(service, client, start, billed=Billed.DOOR, **changes) -> Appointment:
    """One that took place, without asking whether it may."""
    with clock.frozen(start - 2 * HOUR):
        made = appointments.place(
            service=service, client=client, start=start, by=client, billed=billed,
            booking_rules=diaries.rules_of(service.counsellor),
        )  # fmt: skip
        Appointment.objects.filter(pk=made.pk).update(**{"status": Status.COMPLETED} | changes)
        made.refresh_from_db()
    return made


def pay(appointment, provider="transfer"):
    client, counsellor = appointment.client, appointment.counsellor
    with clock.frozen(appointment.start):
        if provider == "test":
            payment = payments.start(appointment.charge, "test", by=client)
            return payments.play(payment, "paid", by=client)
        payment = payments.start(appointment.charge, "transfer", by=client)
        return payments.confirm(payments.declare(payment, by=client), by=counsellor)


@pytest.fixture
def account(vera):
    from billing.actions import payouts

    payouts.set_bank_account(vera, holder="Vera Weiss", iban="AT611904300234573201")


def on(month: int, day: int, hour: int = 9) -> datetime:
    return datetime(2027, month, day, hour, tzinfo=UTC)


def test_each_end_of_an_appointment_counts_once_and_in_its_month(then, vera, talk, karl, finn):
    consultation(talk, karl, on(2, 28, 22))  # 23:00 in Vienna
    consultation(talk, karl, on(2, 28, 23))  # it is March there
    consultation(talk, karl, on(3, 2), status=Status.BOOKED)  # over, and concluded in a moment
    gone = {"status": Status.CANCELLED, "cancelled_at": on(3, 1)}
    consultation(talk, karl, on(3, 3), **gone, cancelled_by=karl)
    consultation(talk, karl, on(3, 4), **gone, cancelled_by=karl, cancelled_late=True)
    consultation(talk, finn, on(3, 5), **gone, cancelled_by=vera)
    consultation(talk, finn, on(3, 6), status=Status.MISSED, missed_by=Side.CLIENT)
    consultation(talk, finn, on(3, 7), status=Status.MISSED, missed_by=Side.COUNSELLOR)
    consultation(talk, finn, on(4, 7), status=Status.BOOKED)  # still to come
    found = statistics.of(vera, LAST)
    february, march = found.by_month[FEBRUARY], found.by_month[MARCH]
    assert (february.held, march.held, march.minutes) == (1, 2, 100)
    assert (march.cancelled_early, march.cancelled_late, march.called_off) == (1, 1, 1)
    assert (march.missed_by_client, march.missed_by_counsellor) == (1, 1)
    assert (found.total.held, len(found.total.clients)) == (3, 1)


def test_a_client_is_new_once_even_if_the_first_time_lies_before_these_months(then, vera, talk, karl, finn):
    consultation(talk, karl, on(2, 9) - 800 * DAY)
    for client, start in [(karl, on(2, 9)), (finn, on(2, 10)), (finn, on(3, 9))]:
        consultation(talk, client, start)
    found = statistics.of(vera, LAST)
    assert [(len(m.new_clients), m.returning) for m in found.by_month[FEBRUARY:]] == [(1, 1), (0, 1)]
    assert (len(found.total.new_clients), found.total.returning) == (1, 1)


def test_money_that_came_twice_and_went_back_changes_no_sum(then, vera, talk, karl, account):
    found = consultation(talk, karl, on(3, 2))
    first = payments.start(found.charge, "transfer", by=karl)
    other = payments.start(found.charge, "test", by=karl)  # changed their mind, with the transfer under way
    Payment.objects.filter(pk=other.pk).update(testmode=False)
    payments.play(other, "paid", by=karl)
    twice = payments.confirm(first, by=vera)
    refunds.sent(twice.refunds.get(), by=vera)
    march = statistics.of(vera, LAST).money["EUR"][-1]
    assert (march.received, march.sent_back) == (80_00, 0)


def test_money_counts_when_it_comes_and_when_it_goes_and_test_money_never(then, vera, talk, karl, account):
    kept, returned = consultation(talk, karl, on(2, 9)), consultation(talk, karl, on(2, 10))
    pay(kept)
    payment = pay(returned)
    with clock.frozen(on(3, 3)):
        refunds.sent(refunds.request(payment, 30_00, by=vera), by=vera)
    pay(consultation(talk, karl, on(3, 9)), "test")
    outside = consultation(talk, karl, on(3, 11), billed=Billed.OUTSIDE)
    LedgerEntry.objects.create(
        counsellor=vera, kind=EntryKind.ADJUSTMENT, net_cents=-2_00, currency="EUR", text="Sorry", on=date(2027, 3, 1)
    )
    LedgerEntry.objects.create(
        counsellor=vera, kind=EntryKind.ADJUSTMENT, net_cents=-9_00, currency="EUR", text="Play", on=date(2027, 3, 1),
        testmode=True,
    )  # fmt: skip
    found = statistics.of(vera, LAST)
    february, march = found.money["EUR"][FEBRUARY:]
    assert (february.received, february.sent_back, march.received, march.sent_back) == (160_00, 0, 0, 30_00)
    assert (march.outside, march.fixed) == (outside.price_cents, -2_00)
    assert (found.totals["EUR"].revenue, found.totals["EUR"].average) == (130_00, 80_00)
    shares = LedgerEntry.objects.filter(kind=EntryKind.FEE, testmode=False)
    assert found.totals["EUR"].share == sum(entry.net_cents for entry in shares)
    assert found.has_test_money


def test_currencies_are_never_added(then, vera, talk, karl):
    consultation(talk, karl, on(2, 9), billed=Billed.OUTSIDE)
    consultation(talk, karl, on(2, 10), billed=Billed.OUTSIDE, currency="CHF", price_cents=100_00)
    found = statistics.of(vera, LAST)
    assert {currency: income.outside for currency, income in found.totals.items()} == {"CHF": 100_00, "EUR": 80_00}
    heads, *rows = diagrams.table(found)
    assert "Settled outside, CHF incl. VAT" in heads
    assert {len(row) for row in rows} == {len(heads)}


def test_time_is_offered_by_hours_less_absences_and_filled_with_pauses(then, vera, talk, karl):
    vera.date_joined = on(3, 29) - 9 * HOUR  # three days: Monday 02:00 to Wednesday, nine to five
    with clock.frozen(on(3, 29)):
        absences.add(vera, first_on=date(2027, 3, 30), last_on=date(2027, 3, 30))
    consultation(talk, karl, on(3, 29))  # 50 minutes and 10 of pause
    consultation(talk, karl, on(3, 29, 18))  # in the evening, outside of the hours: offered all the same
    consultation(talk, karl, on(3, 31), status=Status.CANCELLED, cancelled_by=karl, cancelled_at=on(3, 30))
    march = statistics.of(vera, LAST).by_month[MARCH]
    assert (march.offered, march.filled) == ((2 * 8 + 1) * 60, 120)


def test_what_lies_ahead_and_before_the_first_day_is_not_offered(vera, talk):
    vera.date_joined = on(3, 29)
    with clock.frozen(on(3, 29, 12)):  # 14:00 on a day from nine to five; the account is of 11:00
        march = statistics.of(vera, LAST).by_month[MARCH]
    assert (march.offered, march.fill) == (180, 0)


@pytest.fixture
def wrote(vera, karl):
    """wrote(who, when) puts a message into the room of Vera and Karl; only its sender and time are ever read."""
    engagement = engagements.begin(counsellor=vera, client=karl, by=vera)
    room = Room.objects.create(kind=1, head_seq=1, head_link=bytes(32), epoch=1, epoch_seq=1, epoch_link=bytes(32))
    engagement.room = room
    engagement.save()
    seqs = iter(range(1, 1000))

    def write(who, when, kind=0x10):
        seq = next(seqs)
        Record.objects.create(
            room=room, seq=seq, type=kind, sender=who, client_msg_id=seq.to_bytes(16), link=bytes(32),
            header=bytes(136), body=b"", sig=bytes(64), received_at=when,
        )  # fmt: skip

    return write


def test_an_answer_is_timed_from_the_first_of_several_messages(then, vera, karl, wrote):
    wrote(vera, on(2, 1))  # nobody asked
    for minutes in (0, 5):
        wrote(karl, on(2, 2) + minutes * MINUTE)
    wrote(vera, on(2, 2) + HOUR, kind=0x02)  # keys for somebody, not words
    wrote(vera, on(2, 2) + 2 * HOUR)
    wrote(vera, on(2, 2) + 3 * HOUR)
    wrote(karl, on(2, 28))
    wrote(vera, on(3, 1))  # in the next month
    wrote(karl, on(3, 20))
    found = statistics.of(vera, LAST)
    assert [month.answers for month in found.by_month[FEBRUARY:]] == [[120, 1440], []]
    assert found.unanswered == 1


def test_talk_during_a_consultation_is_no_message_that_waits(then, vera, karl, talk, wrote):
    appointment = consultation(talk, karl, on(2, 9))
    wrote(karl, appointment.start)
    wrote(vera, appointment.start + MINUTE)
    wrote(karl, appointment.end + 6 * MINUTE)
    wrote(vera, appointment.end + 10 * MINUTE)
    assert statistics.of(vera, LAST).total.answers == [4]


def test_nothing_of_another_practice_is_counted(then, vera, ada, karl, talk, account, wrote):
    pay(consultation(talk, karl, on(2, 9)))
    wrote(karl, on(3, 1))
    mine, hers = statistics.of(vera, LAST), statistics.of(ada, LAST)
    assert (mine.is_empty, hers.is_empty, hers.unanswered) == (False, True, 0)


def test_the_page_and_the_file_say_the_same(then, client, vera, karl, talk, account):
    pay(consultation(talk, karl, on(2, 9)))
    client.force_login(vera)
    page = client.get("/practice/statistics/").content.decode()
    assert "incl. VAT" in page
    assert "From April 2026 to March 2027" in page
    assert page.count('role="img"') == page.count("<tbody>") >= 6
    answer = client.get("/practice/statistics/csv/")
    assert "attachment" in answer["Content-Disposition"]
    heads, *rows = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    february = dict(zip(heads, rows[FEBRUARY], strict=True))
    assert (february["Month"], february["Consultations"], february["Received, EUR incl. VAT"]) == (
        "2027-02",
        "1",
        "80.00",
    )
    assert [row[0] for row in rows][-1] == "Together"


def test_an_empty_practice_is_told_what_will_stand_here(then, client, ada):
    client.force_login(ada)
    page = client.get("/practice/statistics/").content.decode()
    assert "After your first consultation" in page
    assert '<svg class="chart' not in page


@pytest.mark.parametrize("asked", ["2027-04", "1999-12", "2027-13", "2027-3", "2027-W1", "x", "2027-03-01"])
def test_months_to_come_and_nonsense_are_no_pages(then, client, vera, asked):
    client.force_login(vera)
    for path in ("/practice/statistics/", "/practice/statistics/csv/"):
        assert client.get(path, {"until": asked}).status_code == 404


def test_one_can_look_back_and_return(then, client, vera, karl, talk):
    consultation(talk, karl, on(2, 9) - 365 * DAY)
    client.force_login(vera)
    assert b'href="?until=2026-03"' in client.get("/practice/statistics/").content
    before = client.get("/practice/statistics/?until=2026-03").content.decode()
    assert 'href="?until=2027-03"' in before
    assert 'rel="prev"' not in before


def test_a_plan_that_would_have_cost_less_is_named_with_what_it_lacks(then, client, vera, karl, talk, account):
    vera.date_joined = on(2, 1) - 31 * DAY  # January, February, March
    vera.save()
    premium = plans.offer("premium").price
    Subscription.objects.create(counsellor=vera, price=premium, starts_on=date(2027, 1, 1))
    pay(consultation(talk, karl, on(2, 9)))
    payment = pay(consultation(talk, karl, on(3, 9)))
    refunds.sent(refunds.request(payment, 50_00, by=vera), by=vera)
    found = statistics.saving(vera, statistics.of(vera, LAST))
    assert (found.months, found.present.total_cents) == (3, 3 * premium.amount_cents)
    assert (found.cheaper.price.plan.slug, found.cheaper.total_cents) == ("basic", 12_00 + 4_50)
    client.force_login(vera)
    page = " ".join(client.get("/practice/statistics/").content.decode().split())
    assert "In these 3 months your plan Premium would have cost €447." in page
    assert "would have cost €16.50: €430.50 less. All amounts are excl. VAT. It is without articles" in page


def test_two_months_and_the_best_plan_are_told_nothing(then, vera, karl, talk, account):
    vera.date_joined = on(2, 1)
    pay(consultation(talk, karl, on(2, 9)))
    Subscription.objects.create(counsellor=vera, price=plans.offer("premium").price, starts_on=date(2027, 2, 1))
    assert statistics.saving(vera, statistics.of(vera, LAST)) is None
    vera.date_joined = on(1, 1)
    assert statistics.saving(vera, statistics.of(vera, LAST)) is not None
    Subscription.objects.all().delete()  # then the one for those who have not chosen: Basic
    assert statistics.saving(vera, statistics.of(vera, LAST)) is None


def test_the_number_of_queries_does_not_grow(
    then, client, vera, karl, finn, talk, account, wrote, django_assert_num_queries
):
    client.force_login(vera)
    pay(consultation(talk, karl, on(2, 9)))
    wrote(karl, on(3, 1))
    client.get("/practice/statistics/")
    with django_assert_num_queries(19):
        client.get("/practice/statistics/")
    for day in (10, 11, 12):
        pay(consultation(talk, finn, on(2, day)))
        wrote(vera, on(3, day))
        wrote(karl, on(3, day, 10))
    with django_assert_num_queries(19):
        client.get("/practice/statistics/")
    with django_assert_num_queries(13):
        client.get("/practice/statistics/csv/")
