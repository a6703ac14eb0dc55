"""Charts as geometry, on plain values: a template turns it into SVG (`macros/charts.html`).

What nobody has said is a gap: no bar, a line that stops. Every chart begins at zero.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil, floor, log10
from typing import NamedTuple

from wiki.web.language import number

#: Width of a chart, in units of its drawing.
WIDTH = 640
#: Most bars and most lines that can be told apart.
MOST_BARS, MOST_LINES = 60, 6
#: Of a row of bars, in pixels: its height, where the middle of its words is, where its bar begins.
_ROW, _WORDS, _UNDER = 40, 10, 20
#: Of bars of several series, in pixels: their label, each of them, its thickness, the blank below;
#: how far they may reach, in per cent.
_LABEL, _SERIES, _THIN, _APART, _ROOM = 24, 18, 12, 12, 68
_LEFT, _RIGHT, _TOP, _HEIGHT, _FOOT = 68, 24, 12, 240, 36
_LONGEST = 30
#: Digits of the marks beside the vertical axis, and the least height that they tell apart.
_DIGITS, _LEAST = 9, 1e-7
#: Most marks under the horizontal axis.
_MARKS = 9


class Bar(NamedTuple):
    """A bar under its words: `x` and `width` in per cent of the chart; without value it is a gap.

    `words` is where the middle of the words stands, `y` where the bar begins, both in pixels.
    """

    label: str
    text: str
    x: float
    width: float
    words: float
    y: float
    is_gap: bool


class Bars(NamedTuple):
    """Horizontal bars, one under the other, as wide as there is room.

    `zero` is where they begin, in per cent; `height` and `thickness` are pixels.
    """

    height: int
    zero: float
    thickness: int
    bars: tuple[Bar, ...]


class Cluster(NamedTuple):
    """Bars under one label, one for each series, in their order.

    `words` is where the middle of the label stands; the bars say their own, `Bar.words`.
    """

    label: str
    words: float
    bars: tuple[Bar, ...]


class Clusters(NamedTuple):
    """Bars of several series, label by label. Their words stand right of what they may reach.

    `room` is that, in per cent; the rest is as in `Bars`.
    """

    height: int
    zero: float
    thickness: int
    room: float
    series: tuple[str, ...]
    clusters: tuple[Cluster, ...]


class Tick(NamedTuple):
    """A mark of an axis: where it is, and the value or the words that stand there."""

    at: float
    label: str


class Dot(NamedTuple):
    """A point of a line."""

    x: float
    y: float
    text: str


class Line(NamedTuple):
    """A line in pieces, interrupted where there is no value; `points` are those of a polyline."""

    name: str
    pieces: tuple[str, ...]
    dots: tuple[Dot, ...]


class Lines(NamedTuple):
    """Lines over the same marks, with both axes."""

    width: int
    height: int
    left: float
    right: float
    bottom: float
    rows: tuple[Tick, ...]
    columns: tuple[Tick, ...]
    lines: tuple[Line, ...]


def bars(items: Sequence[tuple[str, float | None, str]]) -> Bars:
    """Bars of (label, value, the value in words); the first `MOST_BARS`."""
    items = items[:MOST_BARS]
    known = [value for _, value, _ in items if value is not None]
    low, high = min([0.0, *known]), max([0.0, *known])
    scale = 100 / ((high - low) or 1)
    zero = -low * scale
    drawn = []
    for place, (label, value, text) in enumerate(items):
        length = 0.0 if value is None else abs(value) * scale
        top = place * _ROW
        drawn.append(
            Bar(
                shortened(label),
                text,
                _round(zero - length if value is not None and value < 0 else zero),
                _round(length),
                top + _WORDS,
                top + _UNDER,
                value is None,
            )
        )
    return Bars(max(1, len(items)) * _ROW, _round(zero), _ROW // 4, tuple(drawn))


def clusters(
    labels: Sequence[str], series: Sequence[tuple[str, Sequence[tuple[float | None, str]]]]
) -> Clusters:
    """Bars of several series: for each, its name and (value, the value in words) by label."""
    series = series[:MOST_LINES]
    labels = labels[: max(1, MOST_BARS // max(1, len(series)))]
    shown = [points[: len(labels)] for _, points in series]
    known = [value for points in shown for value, _ in points if value is not None]
    low, high = min([0.0, *known]), max([0.0, *known])
    scale = _ROOM / ((high - low) or 1)
    zero = -low * scale
    height = _LABEL + len(series) * _SERIES + _APART
    drawn = []
    for place, label in enumerate(labels):
        top = place * height
        each = []
        for n, ((name, _), points) in enumerate(zip(series, shown, strict=True)):
            value, text = points[place]
            length = 0.0 if value is None else abs(value) * scale
            x = zero - length if value is not None and value < 0 else zero
            at = top + _LABEL + n * _SERIES
            middle, above = at + _SERIES / 2, at + (_SERIES - _THIN) / 2
            each.append(Bar(name, text, _round(x), _round(length), middle, above, value is None))
        drawn.append(Cluster(shortened(label), top + _LABEL / 2, tuple(each)))
    names = tuple(name for name, _ in series)
    whole = max(1, len(labels)) * height
    return Clusters(whole, _round(zero), _THIN, _ROOM, names, tuple(drawn))


def lines(
    columns: Sequence[str], series: Sequence[tuple[str, Sequence[tuple[float | None, str]]]]
) -> Lines:
    """Lines over named columns: for each, its name and (value, the value in words) by column."""
    series = series[:MOST_LINES]
    known = [value for _, points in series for value, _ in points if value is not None]
    marks = ticks(min([0.0, *known]), max([0.0, *known]))
    bottom = _TOP + _HEIGHT
    scale = _HEIGHT / ((marks[-1] - marks[0]) or 1)
    step = (WIDTH - _LEFT - _RIGHT) / max(1, len(columns) - 1)
    every = max(1, ceil(len(columns) / _MARKS))

    def at(value: float) -> float:
        return _round(bottom - (value - marks[0]) * scale)

    return Lines(
        WIDTH,
        bottom + _FOOT,
        _LEFT,
        WIDTH - _RIGHT,
        bottom,
        tuple(Tick(at(value), number(value)) for value in marks),
        tuple(
            Tick(_round(_LEFT + place * step), shortened(label))
            for place, label in enumerate(columns)
            if place % every == 0
        ),
        tuple(
            _line(name, [(_round(_LEFT + n * step), point) for n, point in enumerate(points)], at)
            for name, points in series
        ),
    )


def _line(
    name: str,
    placed: Sequence[tuple[float, tuple[float | None, str]]],
    at: Callable[[float], float],
) -> Line:
    pieces: list[list[str]] = [[]]
    dots = []
    for x, (value, text) in placed:
        if value is None:
            pieces.append([])
            continue
        y = at(value)
        pieces[-1].append(f"{x:g},{y:g}")
        dots.append(Dot(x, y, text))
    return Line(name, tuple(" ".join(one) for one in pieces if len(one) > 1), tuple(dots))


def ticks(low: float, high: float, most: int = 5) -> list[float]:
    """Round numbers from at most `low` to at least `high`, about `most` of them."""
    high = high if high - low > _LEAST else low + 1
    span = high - low
    power = 10.0 ** floor(log10(span / most))
    step = next(power * by for by in (1, 2, 5, 10) if span / (power * by) <= most)
    first, last = floor(low / step), ceil(high / step)
    return [round(place * step, _DIGITS) for place in range(first, last + 1)]


def shortened(text: str) -> str:
    """A label that fits; the table beside the chart has the whole of it."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"


def _round(value: float) -> float:
    return round(value, 2)
