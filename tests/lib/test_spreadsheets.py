"""What people typed is text in a spreadsheet."""

import pytest

from lib.spreadsheets import harmless


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1+1", "@x", "\tx", " =1", "\r=1", "＝1"])
def test_no_cell_is_a_formula(cell):
    assert harmless(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["a;=1+1", "a, =1+1", 'a";+1', "a\n-x"])
def test_no_part_of_a_cell_is_one_where_it_is_split_at_another_mark(cell):
    assert harmless(cell).count("'") == 1
    assert not any(
        part.strip().startswith(("=", "+", "-"))
        for part in harmless(cell).replace(",", ";").replace("\n", ";").split(";")
    )


@pytest.mark.parametrize("cell", ["-12.50", "0", "Saint-Denis", "A+B", "10 % = a tenth", "a, b"])
def test_numbers_and_words_stay_as_they_are(cell):
    assert harmless(cell) == cell
