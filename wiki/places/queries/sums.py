"""The numbers that a page asks for, counted by the database: a line for each group."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from wiki.kernel.db import reading
from wiki.places.asking.columns import Column
from wiki.places.asking.question import Question
from wiki.places.models import Place
from wiki.places.queries.answering import NUMBERED, Compared, clauses, is_yearly, said_now
from wiki.schema.types import SETS
from wiki.sheets.models import Fact

#: Letters of the year of a date.
_YEAR = 4
#: A column that `wiki_place` has otherwise than the others: several codes at once.
FAMILIES = "families"
#: What some places have in common, thing by thing; None where they say nothing.
Common = tuple[Compared | None, ...]


class Amount(NamedTuple):
    """What some places say that can be added up: how many say it, their sum.

    Amounts of money are apart by their `tax`, a code of `schema.types.TAXES`, or "".
    """

    tax: str
    said: int
    total: float


class Sum(NamedTuple):
    """How many places there are, and what they say."""

    places: int = 0
    amounts: tuple[Amount, ...] = ()

    def plus(self, other: Sum) -> Sum:
        """These places and others."""
        return Sum(self.places + other.places, added((*self.amounts, *other.amounts)))


def added(amounts: Iterable[Amount]) -> tuple[Amount, ...]:
    """Amounts of different places, one for each tax basis."""
    found: dict[str, Amount] = {}
    for one in amounts:
        known = found.get(one.tax, Amount(one.tax, 0, 0))
        found[one.tax] = Amount(one.tax, known.said + one.said, known.total + one.total)
    return tuple(found[tax] for tax in sorted(found))


def is_counted(question: Question, by: Sequence[Column]) -> bool:
    """Whether the database can count it: what is of the newest year of each place, it cannot."""
    return not any(is_yearly(one) for one in (question.measured, *by) if one)


def has_several(column: Column) -> bool:
    """Whether a place may say several things of a column."""
    meant = column.meant
    if meant is None or column.stored:
        return False
    return bool(meant.column) or column.type in SETS


def counted(question: Question, by: Sequence[Column] = ()) -> tuple[Sum, Mapping[Common, Sum]]:
    """The number of all the places, and of those of each group, which have the same of `by`.

    A place that has several things of a column is in the group of each.
    """
    found: dict[Common, Sum] = {}
    whole = Sum()
    for common, one in _counted(question, by):
        whole = whole.plus(one)
        apart = (_apart(*each) for each in zip(by, common, strict=True))
        for each in product(*apart):
            found[each] = found.get(each, Sum()).plus(one)
    if any(has_several(column) and not _is_stored(column) for column in by):
        whole, _ = counted(question)  # each place counts for one
    return whole, found


def _apart(column: Column, value: Compared | None) -> Sequence[Compared | None]:
    """The families of a place are stored together: it is in each of its own."""
    if column.id == FAMILIES:
        return [code for code in str(value or "").split(",") if code] or [None]
    return [value]


def _counted(question: Question, by: Sequence[Column]) -> Iterator[tuple[Common, Sum]]:
    places = sa.select().select_from(Place)
    for column in by:
        value, said = _said(column)
        places = places.add_columns(value)
        if said is not None:
            places = places.outerjoin(said, said.c.page_id == Place.page_id)
    places = places.where(*clauses(question.conditions))
    if by:
        places = places.group_by(*(sa.text(str(place)) for place in range(1, len(by) + 1)))
    measured = None if question.shape == "count" else question.measured
    if measured is None:
        rows = reading().execute(places.add_columns(sa.func.count()))
        yield from ((tuple(common), Sum(count)) for *common, count in rows)
    elif measured.stored:
        number = getattr(Place, measured.stored)
        sums = (sa.func.count(), sa.func.count(number), sa.func.sum(number))
        for *common, count, known, total in reading().execute(places.add_columns(*sums)):
            amounts = (Amount("", known, float(total)),) if known else ()
            yield tuple(common), Sum(count, amounts)
    else:
        amounts_of = _amounts(places, measured, len(by))
        for *common, count in reading().execute(places.add_columns(sa.func.count())):
            yield tuple(common), Sum(count, added(amounts_of.get(tuple(common), ())))


def _amounts(
    places: sa.Select[Any], measured: Column, keys: int
) -> Mapping[Common, Sequence[Amount]]:
    """What stands in facts, of which a place may have several; the text of money is its basis."""
    fact: Any = aliased(Fact)
    pages = fact.page_id if _is_of_one_row(measured) else fact.page_id.distinct()
    tax = fact.text if measured.type == "money" else sa.literal_column("''")
    query = places.join(fact, fact.page_id == Place.page_id)
    query = query.where(*said_now(fact, measured))
    query = query.add_columns(tax, sa.func.count(pages), sa.func.sum(fact.number))
    if measured.type == "money":
        query = query.group_by(sa.text(str(keys + 1)))
    found: dict[Common, list[Amount]] = {}
    for *common, basis, known, total in reading().execute(query):
        if known:
            found.setdefault(tuple(common), []).append(Amount(basis or "", known, float(total)))
    return found


def _is_of_one_row(column: Column) -> bool:
    """Whether a place has at most one fact of a column."""
    meant = column.meant
    return meant is None or meant.column is None or {*meant.rows} >= {*meant.top.identity}


def _is_stored(column: Column) -> bool:
    return bool(column.stored) or column.id == FAMILIES


def _said(column: Column) -> tuple[Any, sa.Subquery | None]:
    """What a place has of a column: where it is stored, or what it says, each thing once."""
    if column.id == FAMILIES:
        return Place.families, None
    if column.stored:
        stored = getattr(Place, column.stored)
        return (sa.func.substr(stored, 1, _YEAR) if _is_date(column) else stored), None
    fact: Any = aliased(Fact)
    value: Any = fact.text
    if _is_date(column):
        value = sa.func.substr(fact.date, 1, _YEAR)
    elif column.type in NUMBERED:
        value = fact.number
    query = sa.select(fact.page_id, value.label("value")).where(*said_now(fact, column))
    is_of_rows = column.meant is not None and column.meant.column is not None
    said = (query.distinct() if is_of_rows else query).subquery()
    return said.c.value, said


def _is_date(column: Column) -> bool:
    return column.type == "date"
