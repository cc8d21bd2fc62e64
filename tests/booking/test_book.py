"""One step to an appointment, and everything that refuses one."""

from datetime import timedelta

import pytest

from booking.actions import appointments
from booking.enums import Audience
from booking.models import Appointment, BookingRules, Override, Service
from booking.queries import times
from consult.models import Engagement
from lib import clock
from lib.denied import Denied
from tests.booking.conftest import NINE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
HOUR = timedelta(hours=1)


def refused(code, **kwargs):
    with pytest.raises(Denied) as info:
        appointments.book(**kwargs)
    assert info.value.code == code
    return info.value


def test_booking_keeps_what_was_agreed(talk, karl, vera):
    appointment = appointments.book(service=talk, client=karl, start=NINE, by=karl)
    assert appointment.end - appointment.start == timedelta(minutes=50)
    assert appointment.block_end - appointment.end == timedelta(minutes=10)
    assert (appointment.price_cents, appointment.currency, appointment.tz) == (8000, "EUR", "Europe/Vienna")
    Service.objects.filter(pk=talk.pk).update(price_cents=9900, minutes=20)
    BookingRules.objects.filter(counsellor=vera).update(cancel_hours=48)
    appointment.refresh_from_db()
    assert (appointment.price_cents, appointment.minutes, appointment.cancel_hours) == (8000, 50, 24)


def test_booking_opens_a_charge_for_what_costs(talk, intro, karl):
    paid = appointments.book(service=talk, client=karl, start=NINE, by=karl)
    free = appointments.book(service=intro, client=karl, start=NINE + HOUR, by=karl)
    assert (paid.charge.amount_cents, paid.charge.payer, paid.charge.payee) == (8000, karl, talk.counsellor)
    assert free.charge is None


def test_booking_begins_the_engagement_and_the_timeline(talk, karl, vera):
    appointment = appointments.book(service=talk, client=karl, start=NINE, by=karl)
    assert Engagement.objects.get().client == karl
    assert [(e.kind, e.actor) for e in appointment.events.all()] == [("booked", karl)]


def test_what_is_offered_can_be_booked_and_what_is_not_cannot(talk, karl):
    offered = times.free(talk, since=NINE - HOUR, until=NINE + 3 * HOUR, client=karl)
    assert offered == [NINE, NINE + HOUR, NINE + 2 * HOUR]
    refused("slot_taken", service=talk, client=karl, start=NINE + timedelta(minutes=5), by=karl)
    refused("slot_taken", service=talk, client=karl, start=NINE - HOUR, by=karl)
    appointments.book(service=talk, client=karl, start=NINE, by=karl)
    assert times.free(talk, since=NINE - HOUR, until=NINE + HOUR, client=karl) == []


def test_the_same_time_is_given_once(talk, karl, finn):
    appointments.book(service=talk, client=karl, start=NINE, by=karl)
    assert refused("slot_taken", service=talk, client=finn, start=NINE, by=finn).status == 409


def test_a_repeated_form_is_answered_like_the_first(talk, karl):
    first = appointments.book(service=talk, client=karl, start=NINE, by=karl, request_key="k1")
    again = appointments.book(service=talk, client=karl, start=NINE, by=karl, request_key="k1")
    assert first == again
    assert Appointment.objects.count() == 1


def test_somebody_elses_form_key_means_nothing(talk, karl, finn):
    appointments.book(service=talk, client=karl, start=NINE, by=karl, request_key="k1")
    other = appointments.book(service=talk, client=finn, start=NINE + HOUR, by=finn, request_key="k1")
    assert other.client == finn


def test_shortest_notice_binds_clients_but_not_their_counsellor(talk, karl, vera):
    soon = clock.now().replace(hour=8)
    with clock.frozen(soon - timedelta(minutes=30)):
        refused("slot_taken", service=talk, client=karl, start=soon, by=karl)
        assert appointments.book(service=talk, client=karl, start=soon, by=vera).created_by == vera


def test_nobody_books_the_past(talk, karl, vera):
    refused("slot_taken", service=talk, client=karl, start=NINE - timedelta(days=1, hours=2), by=vera)


def test_the_horizon_ends_the_offer(talk, karl, vera):
    BookingRules.objects.filter(counsellor=vera).update(horizon_days=1)
    refused("slot_taken", service=talk, client=karl, start=NINE, by=karl)  # 25 hours away
    BookingRules.objects.filter(counsellor=vera).update(horizon_days=2)
    appointments.book(service=talk, client=karl, start=NINE, by=karl)


def test_a_full_day_disappears(intro, karl, finn, vera):
    BookingRules.objects.filter(counsellor=vera).update(max_per_day=1)
    appointments.book(service=intro, client=karl, start=NINE, by=karl)
    assert times.free(intro, since=NINE, until=NINE + 8 * HOUR) == []
    refused("slot_taken", service=intro, client=finn, start=NINE + HOUR, by=finn)
    appointments.book(service=intro, client=finn, start=NINE + timedelta(days=1), by=finn)


def test_a_cancelled_appointment_does_not_fill_the_day(intro, karl, finn, vera):
    BookingRules.objects.filter(counsellor=vera).update(max_per_day=1)
    appointments.cancel(appointments.book(service=intro, client=karl, start=NINE, by=karl), by=karl)
    appointments.book(service=intro, client=finn, start=NINE, by=finn)


def test_an_override_replaces_the_day(intro, karl, vera):
    Override.objects.create(counsellor=vera, on=NINE.date(), start_min=18 * 60, end_min=19 * 60)
    assert times.free(intro, since=NINE, until=NINE + 12 * HOUR) == [NINE + 9 * HOUR]
    refused("slot_taken", service=intro, client=karl, start=NINE, by=karl)


def test_a_counsellor_who_takes_nobody_offers_nothing(intro, karl, vera):
    BookingRules.objects.filter(counsellor=vera).update(accepting=False)
    refused("slot_taken", service=intro, client=karl, start=NINE, by=karl)
    appointments.book(service=intro, client=karl, start=NINE, by=vera)


def test_without_hours_there_is_nothing_to_book(person, karl):
    new = person("new", "counsellor")
    service = Service.objects.create(counsellor=new, name="Talk", minutes=50)
    refused("slot_taken", service=service, client=karl, start=NINE, by=karl)


def test_closed_spans_of_other_apps_count(intro, karl, monkeypatch):
    monkeypatch.setattr("booking.closed.closed_spans", [lambda counsellor, since, until: [(NINE, NINE + HOUR)]])
    refused("slot_taken", service=intro, client=karl, start=NINE, by=karl)
    appointments.book(service=intro, client=karl, start=NINE + HOUR, by=karl)


def test_a_client_is_in_one_place_at_a_time(talk, ada, karl):
    there = Service.objects.create(counsellor=ada, name="Talk", minutes=50)
    appointments.book(service=talk, client=karl, start=NINE, by=karl)
    assert NINE not in times.free(there, since=NINE, until=NINE + 2 * HOUR, client=karl)
    refused("own_overlap", service=there, client=karl, start=NINE, by=karl)


def test_a_newcomer_books_three_and_then_waits(intro, karl):
    for n in range(3):
        appointments.book(service=intro, client=karl, start=NINE + n * HOUR, by=karl)
    refused("enough_for_now", service=intro, client=karl, start=NINE + 3 * HOUR, by=karl)
    with clock.frozen(NINE + 2 * HOUR + timedelta(minutes=30)):  # they have been here
        appointments.book(service=intro, client=karl, start=NINE + 4 * HOUR, by=karl)


@pytest.mark.parametrize(
    ("audience", "known", "by", "outcome"),
    [
        (Audience.PUBLIC, False, "karl", "booked"),
        (Audience.CLIENTS, False, "karl", "not_offered"),
        (Audience.CLIENTS, True, "karl", "booked"),
        (Audience.ARRANGED, True, "karl", "not_offered"),
        (Audience.ARRANGED, False, "vera", "booked"),
        (Audience.PUBLIC, False, "finn", "not_yours"),
        (Audience.PUBLIC, False, "ada", "not_yours"),
    ],
)
def test_who_may_book_what(audience, known, by, outcome, intro, karl, vera, ada, finn):
    if known:
        with clock.frozen(NINE - timedelta(days=5)):
            appointments.book(service=intro, client=karl, start=NINE - timedelta(days=4), by=karl)
    Service.objects.filter(pk=intro.pk).update(audience=audience)
    intro.refresh_from_db()
    booking = {
        "service": intro,
        "client": karl,
        "start": NINE,
        "by": {"karl": karl, "vera": vera, "ada": ada, "finn": finn}[by],
    }
    if outcome == "booked":
        assert appointments.book(**booking).is_booked
    else:
        refused(outcome, **booking)


def test_nobody_books_themself(intro, vera):
    refused("own_service", service=intro, client=vera, start=NINE, by=vera)


def test_a_counsellor_is_no_client_of_another(intro, ada):
    refused("not_yours", service=intro, client=ada, start=NINE, by=ada)


def test_a_retired_service_cannot_be_booked(intro, karl):
    Service.objects.filter(pk=intro.pk).update(active=False)
    intro.refresh_from_db()
    refused("not_offered", service=intro, client=karl, start=NINE, by=karl)


def test_a_refused_booking_leaves_nothing_behind(talk, karl):
    refused("slot_taken", service=talk, client=karl, start=NINE + timedelta(minutes=1), by=karl)
    assert not Appointment.objects.exists()
    assert not Engagement.objects.exists()
    assert not karl.charges_to_pay.exists()


def test_nobody_owes_another_price_than_the_one_on_the_page(talk, karl, now):
    with pytest.raises(Denied, match="price_changed"):
        appointments.book(service=talk, client=karl, start=NINE, by=karl, seen_cents=talk.price_cents - 1)
    assert appointments.book(service=talk, client=karl, start=NINE, by=karl, seen_cents=talk.price_cents)
