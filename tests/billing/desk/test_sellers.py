"""The yearly report: by quarter, at home's midnight, without what went back, and nobody's tax number unasked."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from accounts.models import AuditEvent
from billing.actions import refunds
from billing.enums import RefundState
from billing.models import OperatorDetails, TaxProfile
from billing.queries import sellers
from tests.billing.desk.conftest import owed, owed_to_us, paid


def moment(*given):
    return datetime(*given, tzinfo=UTC)


def report(desk) -> list[dict]:
    file = desk.post(reverse("billing_sellers"), {"year": "2027"})
    return list(csv.DictReader(io.StringIO(file.content.decode().removeprefix("\ufeff"))))


def test_a_quarter_holds_what_came_went_back_and_was_charged(vera, karl, time):
    paid(karl, vera, 10_000)  # 15.00 are the operator's
    payment = paid(karl, vera, 8000)  # 12.00
    time(moment(2027, 5, 2, 9))
    refunds.apply(refunds.request(payment, 3000, by=vera), RefundState.DONE)  # -4.50
    (seller,) = sellers.report(2027)
    first, second = seller.quarters[1], seller.quarters[2]
    assert (first.received, first.given_back, first.shares, first.activities) == (18_000, 0, 2700, 2)
    assert (second.received, second.given_back, second.shares, second.activities) == (0, 3000, -450, 0)
    assert (first.consideration, second.consideration, seller.consideration) == (15_300, -2550, 12_750)


def test_fees_of_plans_stand_beside_the_consideration_and_are_not_taken_off_it(vera, karl):
    paid(karl, vera, 10_000)
    owed(vera, 14_900)
    (seller,) = sellers.report(2027)
    assert (seller.year("shares"), seller.year("fixed"), seller.consideration) == (1500, 14_900, 8500)


def test_what_went_back_in_full_is_no_activity(vera, karl, time):
    refunds.apply(refunds.request_rest(paid(karl, vera, 8000), by=vera), RefundState.DONE)
    paid(karl, vera, 8000)
    assert sellers.report(2027)[0].activities == 1


def test_quarters_and_years_change_at_midnight_where_the_portal_is_at_home(vera, karl, time):
    time(moment(2027, 3, 31, 21, 59))  # 23:59 in Vienna
    paid(karl, vera, 1000)
    time(moment(2027, 3, 31, 22, 1))
    paid(karl, vera, 2000)
    time(moment(2027, 12, 31, 23, 1))  # 2028 in Vienna
    paid(karl, vera, 4000)
    (seller,) = sellers.report(2027)
    assert [seller.quarters[number].received for number in sellers.QUARTERS] == [1000, 2000, 0, 0]
    assert sellers.report(2028)[0].received == 4000
    assert sellers.years() == [2028, 2027]


def test_only_who_was_paid_in_earnest_is_in_it(vera, ada, karl):
    paid(karl, ada, 8000, provider="test")
    owed(ada, 1900)
    owed_to_us(vera, 1900)
    assert sellers.report(2027) == []


def test_tax_number_and_birth_are_in_the_file_only_where_the_operator_asks_for_them(desk, operator, vera, karl):
    paid(karl, vera, 8000)
    TaxProfile.objects.filter(counsellor=vera).update(tin="12-345/6789", born_on=date(1980, 5, 4))
    (row,) = report(desk)
    assert "12-345/6789" not in row.values()
    assert "1980-05-04" not in row.values()
    assert row["Q1: consideration"] == "68.00"
    OperatorDetails.objects.update(reports_sellers=True)
    (row,) = report(desk)
    assert row["tax identification number"] == "12-345/6789"
    assert row["date of birth"] == "1980-05-04"
    assert row["Missing"] == ""


def test_what_is_missing_is_named_and_making_the_file_is_noted(desk, bruno, ada, karl):
    paid(karl, ada, 8000)
    assert "town" in report(desk)[0]["Missing"]
    event = AuditEvent.objects.get(kind="billing.sellers_exported")
    assert (event.actor, event.data["year"]) == (bruno, 2027)


def test_a_name_is_no_formula_in_a_spreadsheet(desk, vera, karl):
    TaxProfile.objects.filter(counsellor=vera).update(legal_name="=HYPERLINK(1)", city="Graz;=1+1", street="\t@SUM(A1)")
    paid(karl, vera, 8000)
    (line,) = report(desk)
    assert line["name on invoices"] == "'=HYPERLINK(1)"
    assert (line["town"], line["street and number"]) == ("Graz;'=1+1", "'\t@SUM(A1)")  # some split at semicolons too


@pytest.mark.parametrize("year", ["1999", "x", "", "2027 "])
def test_a_year_nothing_is_known_of_is_not_asked_for(desk, year):
    assert desk.get(reverse("billing_sellers"), {"year": year}).status_code == 200


def test_the_number_of_queries_does_not_grow_with_sellers(vera, ada, karl, django_assert_num_queries):
    for user in (vera, ada):
        paid(karl, user, 8000)
        owed(user, 100)
    with django_assert_num_queries(6):
        assert len(sellers.report(2027)) == 2
