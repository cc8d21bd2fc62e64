"""Pages ask the database the same number of questions however much there is."""

from datetime import timedelta

import pytest
from django.urls import reverse

from booking.actions import appointments
from booking.models import Service
from lib.ids import to_text
from tests.booking.conftest import NINE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "listed")]
HOUR = timedelta(hours=1)


def more(talk, person, count=3):
    for n in range(1, count + 1):
        client = person(f"more{n}", "client")
        appointments.book(service=talk, client=client, start=NINE + n * HOUR, by=client)


@pytest.mark.parametrize(("page", "count"), [("/appointments/", 8), ("/api/v1/me/appointments", 3), ("/practice/", 17)])
def test_pages_of_the_counsellor(page, count, client, booked, talk, vera, person, django_assert_num_queries):
    client.force_login(vera)
    client.get(page)
    with django_assert_num_queries(count):
        client.get(page)
    more(talk, person)
    with django_assert_num_queries(count):
        client.get(page)


@pytest.mark.parametrize(("name", "count"), [("appointment", 8), ("door", 6)])
def test_pages_of_one_appointment(name, count, client, booked, talk, karl, person, django_assert_num_queries):
    client.force_login(karl)
    url = reverse(name, args=[booked.uid])
    client.get(url)
    with django_assert_num_queries(count):
        client.get(url)
    more(talk, person)
    with django_assert_num_queries(count):
        client.get(url)


def test_the_booking_page(client, booked, talk, vera, karl, person, django_assert_num_queries):
    client.force_login(karl)
    url = f"/appointments/book/{to_text(vera.uid)}/"
    client.get(url)
    with django_assert_num_queries(15):
        client.get(url)
    more(talk, person)
    Service.objects.create(counsellor=vera, name="More", minutes=25)
    with django_assert_num_queries(15):
        client.get(url)
