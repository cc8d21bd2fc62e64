"""Charts: where a bar and a point lie, what they say, and that names stay text."""

import re
from xml.etree import ElementTree

import pytest

from lib import charts
from lib.charts import Place, Series

MONTHS = [Place("Jan", "January 2027"), Place("Feb", "February 2027"), Place("Mar", "March 2027")]


def drawn(chart, what: str) -> list[dict]:
    """The elements of a class, in order; a browser's parser would be kinder than this one."""
    return [it.attrib for it in ElementTree.fromstring(chart.picture).iter() if it.get("class") == what]


def test_a_bar_is_as_high_as_its_value_and_nothing_is_drawn_for_nothing():
    first, last = drawn(charts.bars("k", "Talks", MONTHS, [Series("Talks", [10, 0, 5])]), "chart__bar1")
    assert int(first["height"]) == 2 * int(last["height"])
    assert int(first["y"]) + int(first["height"]) == int(last["y"]) + int(last["height"])
    assert int(first["x"]) < int(last["x"])


def test_series_stand_on_each_other_and_losses_hang_below_the_line():
    chart = charts.bars("k", "Money", MONTHS[:1], [Series("In", [60]), Series("Out", [-20]), Series("More", [20])])
    (into,), (out,), (more,) = (drawn(chart, f"chart__bar{n}") for n in (1, 2, 3))
    assert int(more["y"]) + int(more["height"]) == int(into["y"])
    assert int(out["y"]) == int(into["y"]) + int(into["height"])


def test_a_line_breaks_where_nothing_is_known():
    chart = charts.lines("k", "Answers", MONTHS, [Series("Minutes", [4, None, 6])])
    (line,) = drawn(chart, "chart__line1")
    assert re.sub(r"[\d ]+", "", line["d"]) == "MM"
    assert len(drawn(chart, "chart__point1")) == 2
    assert chart.rows == [("January 2027", ["4"]), ("February 2027", ["–"]), ("March 2027", ["6"])]


@pytest.mark.parametrize(("low", "high", "steps"), [
    (0, 0, [0, 1]),
    (0, 3, [0, 1, 2, 3]),
    (0, 38, [0, 10, 20, 30, 40]),
    (0, 120_000, [0, 50_000, 100_000, 150_000]),
    (-30, 90, [-50, 0, 50, 100]),
])  # fmt: skip
def test_the_axis_has_round_numbers_and_zero(low, high, steps):
    chart = charts.bars("k", "t", MONTHS[:2], [Series("s", [low, high])])
    words = [it.text for it in ElementTree.fromstring(chart.picture).iter("text")]
    assert words[: len(steps)] == [str(step) for step in steps]


def test_names_are_left_out_where_there_is_no_room_but_never_the_last():
    places = [Place(f"long {n}", f"place {n}") for n in range(24)]
    chart = charts.bars("k", "t", places, [Series("s", [1] * 24)])
    words = [it.text for it in ElementTree.fromstring(chart.picture).iter("text") if it.text.startswith("long")]
    assert 1 < len(words) < 10
    assert words[-1] == "long 23"
    assert len(chart.rows) == 24


def test_a_chart_says_what_it_is_and_shows_no_legend_for_one_series():
    one = charts.bars("k", "Talks", MONTHS, [Series("Talks", [1, 2, 3])], about="Most in March.")
    root = ElementTree.fromstring(one.picture)
    names = {it.get("id"): it.text for it in root.iter() if it.get("id")}
    assert [names[key] for key in root.get("aria-labelledby").split()] == ["Talks", "Most in March."]
    assert "March 2027, Talks: 3" in [it.text for it in root.iter("title")]
    assert one.legend == []
    assert [name for _, name in charts.lines("k", "t", MONTHS, [Series("a", [1, 2, 3])] * 2).legend] == ["a", "a"]


def test_a_name_stays_text():
    bad = '"><script>alert(1)</script>'
    chart = charts.bars("k", bad, [Place(bad, bad)], [Series(bad, [1]), Series(bad, [2])], about=bad)
    assert "<script" not in chart.picture + chart.legend[0][0]


def test_without_places_there_is_an_empty_frame():
    assert charts.bars("k", "t", [], [Series("s", [])]).rows == []
    assert charts.lines("k", "t", [], [Series("s", [])]).rows == []
