"""The demo practice can be filled again and again, and something always starts soon."""

from datetime import timedelta

import pytest
from django.db.models import Sum

from billing import demo as billing_demo
from booking import demo, demo_year
from booking.enums import Status
from booking.models import Appointment, Service
from booking.queries import times
from lib import clock

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def people(person):
    return [person(f"counsellor{n}", "counsellor") for n in range(6)], [
        person(f"client{n}", "client") for n in range(3)
    ]


def test_filling_twice_is_filling_once(people, now):
    demo.fill(*people)
    before = Appointment.objects.count(), Service.objects.count()
    demo.fill(*people)
    assert (Appointment.objects.count(), Service.objects.count()) == before


def test_a_free_and_a_priced_appointment_start_in_minutes(people, now):
    demo.fill(*people)
    soon = Appointment.objects.filter(start__gt=clock.now(), start__lte=clock.now() + timedelta(minutes=10))
    assert sorted(a.price_cents > 0 for a in soon) == [False, True]


def test_a_later_start_of_the_site_finds_something_soon_again(people, now):
    demo.fill(*people)
    now(timedelta(days=3, hours=1))
    demo.fill(*people)
    assert Appointment.objects.filter(start__gt=clock.now(), start__lt=clock.now() + timedelta(hours=2)).count() == 2


def test_the_first_counsellor_can_be_met_at_once(people, now):
    demo.fill(*people)
    free = Service.objects.get(counsellor=people[0][0], price_cents=0)
    assert times.next_free(free)[0] - clock.now() <= timedelta(minutes=30)


def test_everybody_has_free_times(people, now):
    demo.fill(*people)
    for counsellor in people[0]:
        assert times.next_free(Service.objects.filter(counsellor=counsellor).first(), count=5)


def test_a_year_has_been_lived_once_and_the_ledger_has_its_share_of_what_was_paid(person, now):
    now(timedelta(days=330))  # plans have had prices for most of a year
    counsellors = {login: person(login, "counsellor") for login in demo_year.COUNSELLORS}
    for number, counsellor in enumerate(counsellors.values()):
        demo.open_practice(counsellor, number)
    billing_demo.fill(counsellors)
    demo_year.fill(counsellors)
    before = Appointment.objects.count()
    demo_year.fill(counsellors)
    assert Appointment.objects.count() == before > 80
    for login, bps in {"anna": 0, "markus": 1000}.items():
        held = Appointment.objects.filter(counsellor=counsellors[login])
        assert {status: held.filter(status=status).exists() for status in Status} == dict.fromkeys(Status, True) | {
            "booked": False
        }
        paid = sum(held.filter(charge__state="settled").values_list("price_cents", flat=True))
        owed = counsellors[login].ledger.filter(kind="fee").aggregate(sum=Sum("net_cents", default=0))["sum"]
        assert owed == paid * bps // 10_000
    assert not any(client.has_usable_password() for client in demo_year.former_clients())
