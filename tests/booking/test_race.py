"""Real processes race on the configured database: one wins, the others hear clearly that they did not."""

import multiprocessing
import time
from collections import Counter
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import connection

from billing.models import LedgerEntry, Payment, Plan, Subscription
from billing.queries import plans
from booking.actions import appointments
from booking.models import Appointment, BookingRules, Service, WeeklyRule
from consult.models import Engagement
from lib import clock
from tests.booking import racers

pytestmark = pytest.mark.django_db(transaction=True)
User = get_user_model()
RACERS = 16


@pytest.fixture(scope="module")
def racetrack(django_db_setup):
    """Sixteen processes that wait for jobs; they take a while to start, so they serve the whole module."""
    # forks of a fresh process that knows the site and has no connection, not of this one
    start = multiprocessing.get_context("forkserver")
    start.set_forkserver_preload([racers.__name__])
    results, inboxes = start.Queue(), [start.Queue() for _ in range(RACERS)]
    database = str(connection.settings_dict["NAME"])
    processes = [start.Process(target=racers.work, args=(database, inbox, results), daemon=True) for inbox in inboxes]
    for process in processes:
        process.start()
    for _ in processes:
        assert results.get(timeout=180) == "ready"
    yield inboxes, results
    for inbox in inboxes:
        inbox.put(None)
    for process in processes:
        process.join(timeout=30)


@pytest.fixture
def race(racetrack):
    """Give jobs `(name, kwargs)` to as many processes, for the same moment; counts how they ended."""
    inboxes, results = racetrack

    def run(*jobs) -> Counter:
        at = time.time() + 0.5
        for inbox, (name, kwargs) in zip(inboxes, jobs, strict=False):
            inbox.put((name, kwargs, at))
        return Counter(results.get(timeout=120) for _ in jobs)

    return run


@pytest.fixture
def scene():
    """A counsellor with hours on every day, a free service, and a time tomorrow that is on offer."""
    counsellor = User.objects.create(username="vera", role="counsellor")
    BookingRules.objects.create(counsellor=counsellor, zone="UTC", slot_step=60, buffer_after=0, min_notice=0)
    WeeklyRule.objects.bulk_create(
        WeeklyRule(counsellor=counsellor, weekday=day, start_min=0, end_min=1440) for day in range(7)
    )
    service = Service.objects.create(counsellor=counsellor, name="Talk", minutes=50)
    tomorrow = (clock.now() + timedelta(days=1)).replace(hour=10, minute=0, second=0, microsecond=0)
    return service, tomorrow


def clients(count):
    return [User.objects.create(username=f"c{n}", role="client") for n in range(count)]


def test_sixteen_processes_race_for_one_time(scene, race):
    service, start = scene
    outcomes = race(*[("book", {"client": c.pk, "service": service.pk, "start": start}) for c in clients(16)])
    assert outcomes == {"done": 1, "slot_taken": 15}
    assert Appointment.objects.count() == 1


def test_racing_for_different_times_everybody_wins(scene, race):
    service, start = scene
    outcomes = race(
        *[
            ("book", {"client": c.pk, "service": service.pk, "start": start + timedelta(hours=n)})
            for n, c in enumerate(clients(6))
        ]
    )
    assert outcomes == {"done": 6}


def test_a_full_day_holds_in_a_race(scene, race):
    service, start = scene
    BookingRules.objects.update(max_per_day=2)
    outcomes = race(
        *[
            ("book", {"client": c.pk, "service": service.pk, "start": start + timedelta(hours=n)})
            for n, c in enumerate(clients(4))
        ]
    )
    assert outcomes == {"done": 2, "slot_taken": 2}


def test_booking_races_with_cancelling(scene, race):
    service, start = scene
    first, second, third = clients(3)
    held = appointments.book(service=service, client=first, start=start, by=first)
    outcomes = race(
        ("cancel", {"appointment": held.pk, "by": first.pk}),
        ("book", {"client": second.pk, "service": service.pk, "start": start}),
        ("book", {"client": third.pk, "service": service.pk, "start": start}),
    )
    assert set(outcomes) <= {"done", "slot_taken"}
    assert Appointment.objects.filter(status="booked").count() == outcomes["done"] - 1 <= 1


def test_two_move_to_one_time_and_a_third_books_it(scene, race):
    service, start = scene
    first, second, third = clients(3)
    target = start + timedelta(hours=9)
    held = [
        appointments.book(service=service, client=who, start=start + timedelta(hours=n), by=who)
        for n, who in enumerate((first, second))
    ]
    outcomes = race(
        *[("move", {"appointment": it.pk, "by": service.counsellor_id, "start": target}) for it in held],
        ("book", {"client": third.pk, "service": service.pk, "start": target}),
    )
    assert outcomes == {"done": 1, "slot_taken": 2}
    assert Appointment.objects.filter(start=target, status="booked").count() == 1


def test_two_swap_nothing_but_neither_loses_the_time_they_had(scene, race):
    """Each wants the other's: both are refused, unless one has left already."""
    service, start = scene
    later = start + timedelta(hours=1)
    held = [
        appointments.book(service=service, client=who, start=at, by=who)
        for who, at in zip(clients(2), (start, later), strict=True)
    ]
    outcomes = race(
        *[
            ("move", {"appointment": it.pk, "by": service.counsellor_id, "start": at})
            for it, at in zip(held, (later, start), strict=True)
        ]
    )
    assert outcomes == {"slot_taken": 2}
    assert Appointment.objects.filter(status="booked").count() == 2


def test_what_is_moved_and_cancelled_at_once_ends_in_one_state(scene, race):
    service, start = scene
    (client,) = clients(1)
    held = appointments.book(service=service, client=client, start=start, by=client)
    outcomes = race(
        ("move", {"appointment": held.pk, "by": service.counsellor_id, "start": start + timedelta(hours=3)}),
        ("cancel", {"appointment": held.pk, "by": client.pk}),
    )
    assert outcomes in ({"done": 2}, {"done": 1, "not_booked": 1})
    held.refresh_from_db()
    assert held.status == "cancelled"
    assert held.sequence == outcomes["done"]


def test_a_series_races_with_bookings_and_with_itself(scene, race):
    """One form sent twice, against two who want single times of it: every time is given once."""
    service, start = scene
    known, second, third = clients(3)
    starts = [start + timedelta(weeks=n) for n in range(4)]
    one = {"client": known.pk, "service": service.pk, "starts": starts, "by": service.counsellor_id}
    outcomes = race(
        ("series", one),
        ("series", one),
        ("book", {"client": second.pk, "service": service.pk, "start": starts[0]}),
        ("book", {"client": third.pk, "service": service.pk, "start": starts[2]}),
    )
    assert outcomes in ({"done": 4}, {"done": 3, "slot_taken": 1}, {"done": 2, "slot_taken": 2})
    booked = Appointment.objects.filter(status="booked")
    assert sorted(booked.values_list("start", flat=True)) == starts
    assert booked.filter(series__isnull=False).count() == 4 - (outcomes["done"] - 2)


def test_one_client_books_two_counsellors_for_one_time(scene, race):
    service, start = scene
    (client,) = clients(1)
    other = User.objects.create(username="ada", role="counsellor")
    BookingRules.objects.create(counsellor=other, zone="UTC", slot_step=60, buffer_after=0, min_notice=0)
    WeeklyRule.objects.create(counsellor=other, weekday=start.weekday(), start_min=0, end_min=1440)
    another = Service.objects.create(counsellor=other, name="Talk", minutes=50)
    outcomes = race(
        *[("book", {"client": client.pk, "service": which.pk, "start": start}) for which in (service, another)]
    )
    assert outcomes == {"done": 1, "own_overlap": 1}


def test_both_sides_cancel_at_once(scene, race):
    service, start = scene
    (client,) = clients(1)
    held = appointments.book(service=service, client=client, start=start, by=client)
    outcomes = race(*[("cancel", {"appointment": held.pk, "by": who}) for who in (client.pk, service.counsellor_id)])
    assert outcomes == {"done": 1, "not_booked": 1}
    assert held.events.filter(kind="cancelled").count() == 1


@pytest.mark.parametrize("providers", [("test", "test", "test"), ("test", "transfer", "test")])
def test_tabs_paying_at_once_leave_one_live_payment(scene, race, providers):
    from billing.actions import payouts

    service, start = scene
    Service.objects.update(price_cents=8000)
    payouts.set_bank_account(service.counsellor, holder="Vera", iban="AT611904300234573201")
    (client,) = clients(1)
    held = appointments.book(service=Service.objects.get(), client=client, start=start, by=client)
    held.charge.payable_from = None
    held.charge.save()
    outcomes = race(*[("pay", {"charge": held.charge_id, "provider": provider}) for provider in providers])
    assert set(outcomes) <= {"done", "under_way", "wrong_state"}
    assert Payment.objects.filter(state__in=["created", "pending"]).count() == 1


def test_of_many_brought_along_at_once_one_is_the_free_one(scene, race):
    service, _start = scene
    Plan.objects.update(own_clients=1)
    outcomes = race(
        *[("bring_along", {"counsellor": service.counsellor_id, "client": client.pk}) for client in clients(8)]
    )
    assert outcomes == {"done": 1, "own_clients": 7}
    assert Engagement.objects.get(origin="external").is_trial


def test_with_room_for_all_of_them_there_is_still_one_free_one(scene, race):
    service, _start = scene
    Plan.objects.update(own_clients=None)
    outcomes = race(
        *[("bring_along", {"counsellor": service.counsellor_id, "client": client.pk}) for client in clients(8)]
    )
    assert outcomes == {"done": 8}
    assert Engagement.objects.filter(is_trial=True).count() == 1


def test_a_plan_that_is_renewed_and_changed_at_once_is_paid_once(scene, race):
    service, _start = scene
    person, today = service.counsellor, plans.today()
    price = plans.offer("basic-plus").price
    begun = Subscription.objects.create(counsellor=person, price=price, starts_on=today - timedelta(days=40))
    outcomes = race(
        *[("renew_plans", {})] * 3,
        *[("choose_plan", {"counsellor": person.pk, "plan": "premium"})] * 3,
    )
    assert outcomes == {"done": 6}
    periods = begun.entries.filter(kind="subscription")
    assert periods.count() == len(set(periods.values_list("period_start_on"))) == 2
    assert begun.entries.filter(kind="proration").count() == 1
    chosen = plans.subscription_of(person)
    assert [entry.net_cents for entry in chosen.entries.all()] == [14900]
    assert LedgerEntry.objects.count() == 4
