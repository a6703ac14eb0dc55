"""The numbers of a chart: a row for each group, a column for each of its series."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import NamedTuple

from wiki.places.asking.columns import Column
from wiki.places.asking.question import Question
from wiki.places.queries import sums
from wiki.places.queries.sums import Sum
from wiki.places.views.figures import MOST_GROUPS, Figure, figure, found, in_order
from wiki.web.language import number

#: Most series of a table: a chart draws fewer.
MOST_SERIES = 12
#: What the tax bases are called.
TAXES = {"": "TVA non précisée", "excl": "HT", "incl": "TTC", "exempt": "exonéré de TVA"}


class Row(NamedTuple):
    """A group: a number for each series, and that of all its places when there are several."""

    name: str
    cells: tuple[Figure, ...]
    whole: Figure | None = None


class Series(NamedTuple):
    """What a chart draws: `names` are those of its series, none when there is only one.

    `left_out` are the series that have no column.
    """

    names: tuple[str, ...]
    rows: tuple[Row, ...]
    left_out: int = 0

    def by_year(self, most: int, nothing: Figure, *, is_added_up: bool) -> Series:
        """Every year, at most so many, up to the last one; each with those before if wished.

        A year that has no group says `nothing`.
        """
        known = {int(row.name): row for row in self.rows if row.name.isdecimal()}
        if not known:
            return self._replace(rows=())
        last = max(known)
        cells, whole = (nothing,) * len(self.rows[0].cells), self.rows[0].whole and nothing
        rows = [
            known.get(year, Row(str(year), cells, whole))
            for year in range(max(min(known), last - most), last + 1)
        ]
        return self._replace(rows=tuple(_added_up(rows) if is_added_up else rows))


def series_of(question: Question, group: Column, by: Column | None) -> Series:
    """The numbers that a question asks for by group, for each of its fields or value of `by`."""
    if by is not None:
        return _of_values(question, group, by)
    if len(question.measures) < 2:
        rows = {name: [one] for name, one in _groups(question, group).items()}
        return _laid_out(question, [""], rows, {name: one for name, (one,) in rows.items()})
    columns = [_groups(replace(question, measures=(one,)), group) for one in question.measures]
    rows = {name: [column[name] for column in columns] for name in columns[0]}
    wholes = {name: _whole(cells) for name, cells in rows.items()}
    return _laid_out(question, [one.label for one in question.measures], rows, wholes)


def _of_values(question: Question, group: Column, by: Column) -> Series:
    """A series for each value of a field, the greatest first, and what they are together."""
    _, crossed = found(question, [group, by])
    wholes = _each(question, [group, by], crossed, 0)
    columns = _each(question, [group, by], crossed, 1)
    ordered = in_order(
        replace(question, group=by), (figure(name, question, columns[name]) for name in columns)
    )
    names = [one.name for one in ordered]
    rows = {
        name: [crossed.get((name, one), Sum()) for one in names[:MOST_SERIES]] for name in wholes
    }
    made = _laid_out(question, names[:MOST_SERIES], rows, wholes, has_whole=True)
    return made._replace(left_out=max(0, len(names) - MOST_SERIES))


def _groups(question: Question, group: Column) -> Mapping[str, Sum]:
    return {names[0]: one for names, one in found(question, [group])[1].items()}


def _each(
    question: Question, by: Sequence[Column], crossed: Mapping[tuple[str, ...], Sum], at: int
) -> Mapping[str, Sum]:
    """What the groups of one of two columns add up to, whatever the other one says."""
    if sums.has_several(by[1 - at]):
        return _groups(question, by[at])  # a place may be in several: it counts for one
    each: dict[str, Sum] = {}
    for names, one in crossed.items():
        each[names[at]] = each.get(names[at], Sum()).plus(one)
    return each


def _whole(cells: Sequence[Sum]) -> Sum:
    whole = Sum()
    for one in cells:
        whole = whole.plus(one)
    return whole


def _laid_out(
    question: Question,
    names: Sequence[str],
    rows: Mapping[str, Sequence[Sum]],
    wholes: Mapping[str, Sum],
    *,
    has_whole: bool = False,
) -> Series:
    """The rows in their order; money before tax and after it in series of their own."""
    taxes = sorted({one.tax for row in rows.values() for cell in row for one in cell.amounts})
    if len(taxes) > 1:
        names = [", ".join(filter(None, (name, TAXES[tax]))) for name in names for tax in taxes]
        rows = {
            name: [_on(tax, cell) for cell in row for tax in taxes] for name, row in rows.items()
        }
    ordered = in_order(question, (figure(name, question, one) for name, one in wholes.items()))
    return Series(
        tuple(names) if names != [""] else (),
        tuple(
            Row(
                one.name,
                tuple(figure(one.name, question, cell) for cell in rows[one.name]),
                one if has_whole else None,
            )
            for one in ordered[: min(question.limit, MOST_GROUPS)]
        ),
    )


def _on(tax: str, one: Sum) -> Sum:
    return Sum(one.places, tuple(amount for amount in one.amounts if amount.tax == tax))


def _added_up(rows: Sequence[Row]) -> list[Row]:
    columns = zip(*(row.cells for row in rows), strict=True)
    cells = zip(*map(_sums_of, columns), strict=True)
    wholes = [row.whole for row in rows if row.whole]
    whole = _sums_of(wholes) if wholes else [None] * len(rows)
    return [
        Row(row.name, tuple(each), one) for row, each, one in zip(rows, cells, whole, strict=True)
    ]


def _sums_of(figures: Sequence[Figure]) -> list[Figure]:
    added = accumulate(one.value or 0 for one in figures)
    return [
        Figure(one.name, value, number(round(value, 1)), one.places)
        for one, value in zip(figures, added, strict=True)
    ]
