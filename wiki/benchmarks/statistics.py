"""What figures say together: quartiles and their median, never of a small group."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import quantiles
from typing import NamedTuple

from wiki.benchmarks.measures import MIXED, Figure

#: Below so many figures, each would show through: nothing is said of the group.
FEWEST = 5
SMALL = "small"


class Summary(NamedTuple):
    """Quartiles of `known` figures; or `why` there are none: too few, or taxes that differ.

    The method is that of linear interpolation between ranks (type 7 of Hyndman and Fan, that of
    spreadsheets' QUARTILE.INC).
    """

    known: int
    low: float | None = None
    median: float | None = None
    high: float | None = None
    why: str = ""


def summary(figures: Iterable[Figure]) -> Summary:
    """What the figures that are known say together; gaps count for nothing."""
    known = [(one.value, one.tax) for one in figures if one.value is not None]
    values = [value for value, _ in known]
    if len(values) < FEWEST:
        return Summary(len(values), why=SMALL)
    if len({tax for _, tax in known}) > 1:
        return Summary(len(values), why=MIXED)
    low, median, high = quantiles(values, n=4, method="inclusive")
    return Summary(len(values), low, median, high)
