"""The table of who owes which VAT, and what lines come to."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from billing import money
from billing.documents import Line, Party, tax, totals
from billing.enums import Regime, VatState
from lib.denied import Denied

DAY = date(2026, 12, 1)
VALID, UNSURE, REFUSED = VatState.VALID.value, VatState.UNVERIFIED.value, VatState.INVALID.value


def seller(country, regime=Regime.STANDARD):
    return Party(country=country, regime=regime.value, vat_id="ATU13585627")


def buyer(country, vat_id="", state=VatState.NONE.value):
    return Party(country=country, vat_id=vat_id, vat_state=state)


@pytest.mark.parametrize(
    ("who", "whom", "category", "bps", "doubtful"),
    [
        (seller("AT"), buyer("AT"), "S", 2000, False),
        (seller("AT"), buyer("AT", "ATU13585627", VALID), "S", 2000, False),  # at home a number changes nothing
        (seller("AT"), buyer("DE", "DE136695976", VALID), "AE", 0, False),
        (seller("AT"), buyer("DE", "DE136695976", UNSURE), "S", 2000, True),
        (seller("AT"), buyer("DE", "DE136695976", REFUSED), "S", 2000, True),
        (seller("AT"), buyer("DE"), "S", 2000, True),
        (seller("AT"), buyer("DE", "", VALID), "S", 2000, True),  # a confirmation without a number is none
        (seller("AT"), buyer("CH"), "O", 0, False),
        (seller("AT"), buyer("GB"), "O", 0, False),
        (seller("AT"), buyer("US"), "O", 0, False),
        (seller("AT"), buyer("LI"), "O", 0, False),
        (seller("AT"), buyer(""), "S", 2000, True),  # nobody knows where
        (seller("AT", Regime.SMALL), buyer("AT"), "E", 0, False),
        (seller("AT", Regime.SMALL), buyer("DE", "DE136695976", VALID), "E", 0, False),
        (seller("AT", Regime.SMALL), buyer("CH"), "E", 0, False),
        (seller("DE"), buyer("DE"), "S", 1900, False),
        (seller("FR"), buyer("MC"), "S", 2000, False),  # Monaco shares the VAT of France
        (seller("FI"), buyer("FI"), "S", 2550, False),
        (seller("CH"), buyer("LI"), "S", 810, False),  # Liechtenstein shares that of Switzerland
        (seller("CH"), buyer("AT", "ATU13585627", VALID), "O", 0, False),
        (seller("GB"), buyer("GB"), "S", 2000, False),
        (seller("US"), buyer("AT"), "O", 0, False),
    ],
)
def test_the_table_says_who_owes_which_vat(who, whom, category, bps, doubtful):
    treatment = tax.of(who, whom, DAY)
    assert (treatment.category, treatment.bps, treatment.is_doubtful) == (category, bps, doubtful)
    assert bool(treatment.reason) == (category != "S")
    assert treatment.code == {"AE": "VATEX-EU-AE", "O": "VATEX-EU-O"}.get(category, "")


@pytest.mark.parametrize(
    ("country", "day", "bps"),
    [
        ("FI", "2024-08-31", 2400),
        ("FI", "2024-09-01", 2550),
        ("EE", "2025-06-30", 2200),
        ("EE", "2025-07-01", 2400),
        ("RO", "2025-07-31", 1900),
        ("RO", "2025-08-01", 2100),
        ("SK", "2024-12-31", 2000),
        ("SK", "2025-01-01", 2300),
        ("CH", "2023-12-31", 770),
        ("LI", "2024-01-01", 810),
    ],
)
def test_a_rate_is_that_of_the_day(country, day, bps):
    assert tax.rate(country, date.fromisoformat(day)) == bps


def test_every_country_of_the_union_has_a_rate_and_a_country_without_one_is_refused():
    assert len(tax.EU) == 27
    assert all(1700 <= tax.rate(country, DAY) <= 2700 for country in tax.EU)
    with pytest.raises(Denied, match="no_vat_rate"):
        tax.of(seller("US"), buyer("US"), DAY)
    with pytest.raises(Denied, match="no_vat_rate"):
        tax.rate("EE", date(2020, 1, 1))  # before the table begins: never a guess


@pytest.mark.parametrize(
    ("country", "regime", "words"),
    [
        ("AT", Regime.SMALL, "§ 6 Abs. 1 Z 27"),
        ("DE", Regime.SMALL, "§ 19"),
        ("FR", Regime.SMALL, "293 B"),
        ("SE", Regime.SMALL, "small business"),
        ("AT", Regime.MEDICAL, "Heilbehandlung"),
        ("LI", Regime.MEDICAL, "MWSTG"),
        ("SE", Regime.MEDICAL, "medical care"),
    ],
)
def test_an_exemption_is_named_as_the_law_of_the_seller_does(country, regime, words):
    treatment = tax.inside(seller(country, regime), 2000)
    assert (treatment.category, treatment.bps) == ("E", 0)
    assert words in treatment.reason
    assert treatment.code == ("VATEX-EU-132-1C" if regime == Regime.MEDICAL else "")


def test_a_counsellor_with_vat_has_the_rate_they_said():
    assert tax.inside(seller("AT"), 1300) == tax.Treatment("S", 1300)


def test_vat_is_computed_once_for_each_rate():
    lines = [
        Line("a", 333, "S", 2000),
        Line("b", 333, "S", 2000),
        Line("c", 334, "S", 1000),
        Line("d", -100, "S", 2000),
    ]
    sums = totals(lines)
    assert [(group.bps, group.net_cents, group.tax_cents) for group in sums.groups] == [
        (2000, 566, 113),
        (1000, 334, 33),
    ]
    assert (sums.net_cents, sums.tax_cents, sums.gross_cents) == (900, 146, 1046)  # line by line it were 147


@pytest.mark.parametrize(
    ("gross", "bps", "net"),
    [(8000, 2000, 6667), (8001, 2000, 6668), (1, 2000, 1), (11900, 1900, 10000), (5000, 0, 5000)],
)
def test_the_vat_inside_of_a_price_and_the_rest_are_the_price(gross, bps, net):
    assert money.part(gross, 10_000, 10_000 + bps) == net
    sums = totals([Line("Consultation", net, "S", bps)], gross)
    assert (sums.net_cents, sums.tax_cents, sums.gross_cents) == (net, gross - net, gross)


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 10**8), st.integers(0, 3000))
def test_every_price_can_be_written_with_its_vat_inside(gross, bps):
    sums = totals([Line("Consultation", money.part(gross, 10_000, 10_000 + bps), "S", bps)], gross)
    assert sums.gross_cents == gross


def test_a_sum_that_is_not_that_of_the_lines_is_refused():
    with pytest.raises(ValueError, match="not what is paid"):
        totals([Line("Consultation", 6600, "S", 2000)], 8000)
    with pytest.raises(ValueError, match="one rate"):
        totals([Line("a", 1000, "S", 2000), Line("b", 1000, "S", 1000)], 2300)


@pytest.mark.parametrize(
    ("cents", "numerator", "denominator", "part"),
    [(100, 1, 3, 33), (200, 1, 3, 67), (5, 1, 2, 3), (-5, 1, 2, -3), (1900, 17, 30, 1077), (0, 1, 7, 0)],
)
def test_a_part_is_rounded_half_away_from_zero(cents, numerator, denominator, part):
    assert money.part(cents, numerator, denominator) == part


def test_a_party_is_stored_and_read_as_it_was():
    party = replace(buyer("DE", "DE136695976", VALID), legal_name="Praxis", identifier="C17")
    assert Party.read(party.as_json()) == party
    assert Party.read(party.as_json() | {"of_a_later_version": "x"}) == party
