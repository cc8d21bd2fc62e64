from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import iso11649

from billing import money, references


@pytest.mark.parametrize(
    ("cents", "shown"),
    [(8000, "€80"), (5, "€0.05"), (0, "€0"), (-450, "-€4.50"), (163900, "€1,639")],
)
def test_money_is_shown_in_one_way(cents, shown):
    assert money.show(cents, "EUR") == shown


@pytest.mark.parametrize(("text", "cents"), [("80", 8000), ("80.5", 8050), (" 80,50 ", 8050), ("0", 0), ("0.05", 5)])
def test_amounts_are_read_as_people_type_them(text, cents):
    assert money.parse(text) == cents


@pytest.mark.parametrize("text", ["", "-1", "1.234", "1,234.50", "eighty", "1e3", "80 EUR", "٣", "9999999"])
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(ValueError, match="not an amount"):
        money.parse(text)


def test_a_share_of_79_90_is_rounded_half_away_from_zero():
    assert money.share(7990, 1500) == 1199  # exactly 11.985
    assert money.share(-7990, 1500) == -1199


@given(st.integers(-(10**9), 10**9), st.integers(0, 10_000))
def test_a_share_agrees_with_decimal(cents, bps):
    exact = Decimal(cents) * bps / 10000
    assert money.share(cents, bps) == int(exact.quantize(Decimal(1), ROUND_HALF_UP))


@given(st.integers(0, 10**8 - 1))
def test_what_is_shown_reads_back(cents):
    assert money.parse(money.plain(cents)) == cents


def test_references_are_valid_and_differ():
    made = {references.new() for _ in range(50)}
    assert len(made) == 50
    assert all(iso11649.is_valid(reference) for reference in made)


def test_the_reference_of_the_standard():
    assert references.of("539007547034") == "RF18539007547034"
    assert references.spaced("RF18539007547034") == "RF18 5390 0754 7034"
