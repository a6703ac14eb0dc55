"""Charts: where bars and lines are, what is a gap, which numbers an axis says."""

from __future__ import annotations

import pytest

from wiki.web.charts import MOST_BARS, MOST_LINES, bars, clusters, lines, shortened, ticks


def test_bars_are_as_long_as_their_values_and_begin_at_zero() -> None:
    chart = bars([("Un", 10, "10"), ("Deux", 5, "5"), ("Zéro", 0, "0")])
    one, two, zero = chart.bars
    assert one.x == two.x == chart.zero
    assert one.width == 2 * two.width > 0
    assert (zero.width, zero.is_gap) == (0, False)
    assert one.width == 100


def test_what_nobody_has_said_is_a_gap() -> None:
    assert bars([("Un", None, "inconnu")]).bars[0].is_gap
    points = [(1.0, "1"), (2.0, "2"), (None, ""), (4.0, "4"), (3.0, "3")]
    (line,) = lines(["a", "b", "c", "d", "e"], [("x", points)]).lines
    assert len(line.pieces) == 2
    assert len(line.dots) == 4


def test_a_loss_goes_to_the_other_side() -> None:
    loss, gain = bars([("Perte", -5, "−5"), ("Gain", 5, "5")]).bars
    assert loss.x + loss.width == pytest.approx(gain.x)


def test_series_stand_under_one_another_in_their_order_and_within_their_room() -> None:
    points = [(10.0, "10"), (None, "inconnu")]
    chart = clusters(["Un", "Deux"], [("Ici", points), ("Là", [(-10.0, "−10"), (5.0, "5")])])
    one, two = chart.clusters
    assert [bar.label for bar in one.bars] == ["Ici", "Là"]
    assert one.bars[1].x + one.bars[1].width == pytest.approx(one.bars[0].x)
    assert one.bars[0].x + one.bars[0].width == pytest.approx(chart.room)
    assert (two.bars[0].is_gap, two.bars[1].is_gap) == (True, False)
    assert one.words < one.bars[0].y < one.bars[1].y < two.words < chart.height
    many = clusters(["x"] * 500, [("s", [(1.0, "1")] * 500)] * 50)
    assert len(many.series) == MOST_LINES
    assert len(many.clusters) * MOST_LINES <= MOST_BARS
    assert clusters([], []).height > 0


def test_lines_stay_in_their_frame() -> None:
    chart = lines(["2010", "2011"], [("x", [(0.0, "0"), (7.0, "7")])])
    low, high = chart.lines[0].dots
    assert low.y == chart.bottom
    assert 0 < high.y < low.y
    assert (low.x, high.x) == (chart.left, chart.right)


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (0, 10, [0, 2, 4, 6, 8, 10]),
        (0, 0, [0, 0.2, 0.4, 0.6, 0.8, 1.0]),
        (0, 130, [0, 50, 100, 150]),
        (-3, 4, [-4, -2, 0, 2, 4]),
        (0, 0.007, [0, 0.002, 0.004, 0.006, 0.008]),
        (0, 5e-324, [0, 0.2, 0.4, 0.6, 0.8, 1.0]),
        (0, 3e12, [0, 1e12, 2e12, 3e12]),
    ],
)
def test_an_axis_says_round_numbers(low: float, high: float, said: list[float]) -> None:
    assert ticks(low, high)[: len(said)] == said


def test_nothing_and_too_much_are_drawn_too() -> None:
    assert bars([]).height > 0
    assert lines([], []).lines == ()
    assert len(bars([("x", 1, "1")] * 500).bars) == MOST_BARS
    assert len(lines(["a"], [("x", [(1.0, "1")])] * 50).lines) == MOST_LINES
    assert shortened("a" * 99).endswith("…")
