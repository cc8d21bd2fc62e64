"""Revenue is the ledger added up: by month, plan and kind, without play money."""

import csv
import io
from datetime import date

import pytest
from django.urls import reverse

from billing.actions import refunds, subscriptions
from billing.enums import EntryKind, RefundState
from billing.models import Plan
from billing.queries import plans, revenue
from tests.billing.conftest import NOW
from tests.billing.desk.conftest import owed, paid
from tests.staff import browser, member

MARCH, APRIL = date(2027, 3, 1), date(2027, 4, 1)


@pytest.fixture
def basic(db):
    return Plan.objects.get(slug="basic")


@pytest.fixture
def plus(db):
    return Plan.objects.get(slug="basic-plus")


def test_a_share_belongs_to_the_plan_it_was_begun_under_and_to_the_default_one_if_none_was_chosen(
    vera, ada, karl, basic, plus, time
):
    subscriptions.choose(vera, "basic-plus", by=vera)
    paid(karl, vera, 8000)
    paid(karl, ada, 10_000)
    found = revenue.by_plan(MARCH, "EUR")
    assert found.of(month=MARCH, plan=plus, kind=EntryKind.FEE) == 800
    assert found.of(month=MARCH, plan=basic, kind=EntryKind.FEE) == 1500


def test_what_goes_back_after_a_change_of_plan_is_taken_from_the_plan_it_came_from(vera, karl, basic, plus, time):
    payment = paid(karl, vera, 10_000)
    time(NOW.replace(month=4))
    subscriptions.choose(vera, "basic-plus", by=vera)
    refunds.apply(refunds.request(payment, 10_000, by=vera), RefundState.DONE)
    found = revenue.by_plan(APRIL, "EUR")
    assert (found.of(month=MARCH, plan=basic), found.of(month=APRIL, plan=basic)) == (1500, -1500)
    assert found.of(plan=plus, kind=EntryKind.FEE) == 0


def test_play_money_other_currencies_and_older_months_are_left_out(vera, karl):
    paid(karl, vera, 8000, provider="test")
    owed(vera, 700, testmode=True)
    owed(vera, 900, currency="CHF")
    owed(vera, 1100, on=date(2026, 3, 31))
    owed(vera, 1300, on=date(2026, 4, 1))
    assert revenue.by_plan(MARCH, "EUR").of() == 1300
    assert revenue.by_plan(MARCH, "CHF").of() == 900
    assert revenue.currencies() == ["CHF", "EUR"]


def test_the_sum_of_all_parts_is_the_ledger(vera, ada, karl):
    for cents in (8000, 7990, 4550):
        paid(karl, vera, cents)
        paid(karl, ada, cents)
    owed(ada, -333)
    found = revenue.by_plan(plans.today(), "EUR")
    assert found.of() == sum(found.of(plan=plan) for plan in found.plans) == 2 * (1200 + 1199 + 683) - 333
    assert found.of() == sum(found.of(kind=kind) for kind in revenue.KINDS)


def test_the_page_shows_and_the_file_holds_the_same_numbers(desk, vera, karl):
    paid(karl, vera, 7990)
    page = desk.get(reverse("billing_revenue"))
    assert page.status_code == 200
    assert "€11.99" in page.content.decode()
    file = desk.get(reverse("billing_revenue"), {"as": "csv"})
    rows = list(csv.reader(io.StringIO(file.content.decode().removeprefix("\ufeff"))))
    assert rows[1:] == [["2027-03", "Basic", "Share", "11.99", "EUR"]]


def test_a_month_that_is_none_or_still_to_come_is_the_present_one(desk, vera):
    owed(vera, 500)
    for until in ("2027-13", "x", "9999-01", "2028-01"):
        assert "€5" in desk.get(reverse("billing_revenue"), {"until": until}).content.decode()
    assert "Nothing was owed" in desk.get(reverse("billing_revenue"), {"until": "2027-02"}).content.decode()


def test_the_number_of_queries_does_not_grow_with_entries(vera, ada, karl, django_assert_num_queries):
    for user in (vera, ada):
        for cents in (8000, 7990):
            paid(karl, user, cents)
    with django_assert_num_queries(2):
        revenue.by_plan(MARCH, "EUR")


@pytest.mark.parametrize(
    "name", ["billing_revenue", "billing_ledger", "billing_sellers", "billing_vat_ids", "billing_tasks"]
)
def test_other_staff_do_not_see_money(name):
    assert browser(member("Operators", login="odd")).get(reverse(name)).status_code == 302
