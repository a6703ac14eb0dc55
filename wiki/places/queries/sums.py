"""The numbers that a page asks for, counted by the database: a line for each group."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from wiki.kernel.db import reading
from wiki.places.asking.columns import Column
from wiki.places.asking.question import Question
from wiki.places.models import Place
from wiki.places.queries.answering import Compared, clauses, is_yearly, said_now
from wiki.schema.types import SETS
from wiki.sheets.models import Fact

#: Letters of the year of a date.
_YEAR = 4
_NUMBERS = ("integer", "number", "money", "boolean")


class Sum(NamedTuple):
    """Some places: what they have in common, how many they are, how many say a number, their sum.

    `value` is None when they say nothing of what groups them.
    """

    value: Compared | None
    places: int
    said: int
    total: float

    def plus(self, other: Sum) -> Sum:
        """These places and others, under one name."""
        return Sum(
            self.value,
            self.places + other.places,
            self.said + other.said,
            self.total + other.total,
        )


def is_counted(question: Question) -> bool:
    """Whether the database can count it: what is of the newest year of each place, it cannot."""
    return not any(is_yearly(one) for one in (question.measured, question.group) if one)


def has_several(column: Column) -> bool:
    """Whether a place may say several things of a column."""
    meant = column.meant
    if meant is None or column.stored:
        return False
    return bool(meant.column) or column.type in SETS


def whole(question: Question) -> Sum:
    """The number of all the places."""
    return _sums(question, sa.null())[0]


def by_group(question: Question) -> list[Sum]:
    """The number of the places of each group, by the value that they have in common."""
    group = question.group
    if group is None:
        return []
    if group.stored:
        stored = getattr(Place, group.stored)
        return _sums(question, sa.func.substr(stored, 1, _YEAR) if _is_date(group) else stored)
    if group.id == "families":
        return _by_family(_sums(question, Place.families))
    fact = aliased(Fact)
    says = Place.page_id.in_(sa.select(fact.page_id).where(*said_now(fact, group)))
    unknown = [one for one in _sums(question, sa.null(), ~says) if one.places]
    return [*_sums(question, None, said=_said(group)), *unknown]


def _sums(
    question: Question,
    common: Any,
    *where: sa.ColumnElement[bool],
    said: sa.Subquery | None = None,
) -> list[Sum]:
    """The sums of what has `common` in common, or what is `said`."""
    if said is None:
        places = sa.select().select_from(Place)
    else:
        places = sa.select().select_from(said).join(Place, Place.page_id == said.c.page_id)
        common = said.c.value
    places = places.where(*clauses(question.conditions), *where)
    if not isinstance(common, sa.Null):
        places = places.group_by(common)
    column = None if question.shape == "count" else question.measured
    if column is None:
        rows = reading().execute(places.add_columns(common, sa.func.count()))
        return [Sum(one, count, 0, 0.0) for one, count in rows]
    if not column.stored:
        return _sums_of_facts(places, common, column)
    number = getattr(Place, column.stored)
    sums = (sa.func.count(), sa.func.count(number), sa.func.sum(number))
    rows = reading().execute(places.add_columns(common, *sums))
    return [Sum(one, count, known, float(total or 0)) for one, count, known, total in rows]


def _by_family(found: Iterable[Sum]) -> list[Sum]:
    """Places by their families together, as they are stored: a place is in each of its own."""
    parts: dict[str, Sum] = {}
    for one in found:
        for code in str(one.value or "").strip(",").split(","):
            named = one._replace(value=code or None)
            known = parts.get(code)
            parts[code] = known.plus(named) if known else named
    return list(parts.values())


def _sums_of_facts(places: sa.Select[Any], common: Any, column: Column) -> list[Sum]:
    """The same of what stands in facts, of which a place may have several."""
    fact = aliased(Fact)
    facts = places.join(fact, fact.page_id == Place.page_id).where(*said_now(fact, column))
    sums = (sa.func.count(fact.page_id.distinct()), sa.func.sum(fact.number))
    said = {one: rest for one, *rest in reading().execute(facts.add_columns(common, *sums))}
    found = []
    for one, count in reading().execute(places.add_columns(common, sa.func.count())):
        known, total = said.get(one, (0, 0.0))
        found.append(Sum(one, count, known, float(total or 0)))
    return found


def _said(group: Column) -> sa.Subquery:
    """What each place says, each thing once."""
    fact = aliased(Fact)
    value: Any = fact.text
    if _is_date(group):
        value = sa.func.substr(fact.date, 1, _YEAR)
    elif group.type in _NUMBERS:
        value = fact.number
    found = sa.select(fact.page_id, value.label("value")).where(*said_now(fact, group))
    is_of_rows = group.meant is not None and group.meant.column is not None
    return (found.distinct() if is_of_rows else found).subquery()


def _is_date(column: Column) -> bool:
    return column.type == "date"
