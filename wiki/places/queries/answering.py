"""The places that a page asks for: which ones, what they say, what that adds up to.

What is read is what everybody may read: rows that say they are for some are left out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from wiki.kernel.db import LAST_SIGN, begins, reading
from wiki.pages.models import Page, Revision
from wiki.pages.queries.kinds import kind_of
from wiki.places.asking.columns import AUDIENCE, Column
from wiki.places.asking.conditions import Comparison, Condition
from wiki.places.asking.question import Question
from wiki.places.models import Place
from wiki.places.queries.asked import PlaceFilter
from wiki.places.queries.directory import PlaceLine, line_of
from wiki.places.rules import KIND
from wiki.schema.audience import cut
from wiki.schema.naming import YEAR
from wiki.schema.sheet import Sheet
from wiki.sheets.models import Fact

#: A value of a place, as it is compared: a code, a date, a number.
Compared = str | float


class Found(NamedTuple):
    """A place with what its sheet tells everybody."""

    line: PlaceLine
    sheet: Sheet


def clauses(conditions: Iterable[Condition]) -> list[sa.ColumnElement[bool]]:
    """What makes a row of `wiki_place` one that is asked for."""
    found = []
    for one in conditions:
        if one.some:
            found.append(sa.or_(*(_holds(one.column, test) for test in one.some)))
        found += [_holds(one.column, test) for test in one.every]
    return found


def of_pages(ids: Sequence[int]) -> sa.ColumnElement[bool]:
    """The places of some pages."""
    return Place.page_id.in_(ids)


def count(question: Question) -> int:
    """How many places there are."""
    query = sa.select(sa.func.count()).select_from(Place).where(*clauses(question.conditions))
    return reading().scalar(query) or 0


def ids(question: Question) -> list[int]:
    """The ids of their pages, by name."""
    return list(reading().scalars(_BY_NAME.where(*clauses(question.conditions))))


def places(
    question: Question, fields: Collection[str] = (), *, is_located: bool = False
) -> list[Found]:
    """The places themselves, in the order that is asked for, those without a value last.

    Their sheets hold these `fields` alone.
    """
    where = clauses(question.conditions)
    if is_located:
        where.append(Place.lat.is_not(None))
    column = question.sort
    if column is None or column.stored:
        return _described(_ordered(where, column, question), fields)
    said = values(column, where)
    last = (1, 0.0) if column.is_number else (1, "")

    def key(page_id: int) -> tuple[Any, ...]:
        found = said.get(page_id)
        return (0, min(found)) if found else last

    all_ids = list(reading().scalars(_BY_NAME.where(*where)))
    known = sorted((one for one in all_ids if said.get(one)), key=key, reverse=question.descending)
    unknown = [one for one in all_ids if not said.get(one)]
    return _described([*known, *unknown][: question.limit], fields)


def values(
    column: Column, where: Sequence[sa.ColumnElement[bool]] = ()
) -> Mapping[int, tuple[Compared, ...]]:
    """What the places say in a column, by the id of their page; nothing for those that say nothing.

    Of rows that have a year, the newest one counts, unless it is named.
    """
    if column.stored:
        stored = getattr(Place, column.stored)
        rows = reading().execute(
            sa.select(Place.page_id, stored).where(*where, stored.is_not(None))
        )
        return {page_id: (value,) for page_id, value in rows}
    fact = aliased(Fact)
    query = (
        sa.select(fact.page_id, fact.row, fact.text, fact.number, fact.date)
        .join(Place, Place.page_id == fact.page_id)
        .where(*where, *said_now(fact, column))
    )
    found: dict[int, list[tuple[str, Compared]]] = {}
    for page_id, row, text, number, date in reading().execute(query):
        value = next(one for one in (number, date, text) if one is not None)
        found.setdefault(page_id, []).append((row, value))
    return {page_id: tuple(_newest(column, said)) for page_id, said in found.items()}


def _newest(column: Column, said: list[tuple[str, Compared]]) -> Iterable[Compared]:
    meant = column.meant
    if meant is None or not is_yearly(column):
        return (value for _, value in said)
    at = meant.top.identity.index(YEAR)
    years = [row.split(",")[at] for row, _ in said]
    return (value for year, (_, value) in zip(years, said, strict=True) if year == max(years))


def is_yearly(column: Column) -> bool:
    """Whether what a place says of its newest year is what counts."""
    meant = column.meant
    return meant is not None and YEAR in meant.top.identity and YEAR not in meant.rows


def said_now(fact: Any, column: Column) -> list[sa.ColumnElement[bool]]:
    """The facts that say something of a column, now and to everybody."""
    return [*_of(fact, column), _says(fact)]


_NOTHING = Sheet(KIND)
_BY_NAME = sa.select(Place.page_id).order_by(Place.name_key, Place.page_id)


def _ordered(
    where: Sequence[sa.ColumnElement[bool]], column: Column | None, question: Question
) -> list[int]:
    order: list[Any] = [Place.name_key, Place.page_id]
    if column is not None:
        stored = Place.name_key if column.stored == "name" else getattr(Place, column.stored)
        order = [stored.is_(None), stored.desc() if question.descending else stored, *order]
    query = sa.select(Place.page_id).where(*where).order_by(*order).limit(question.limit)
    return list(reading().scalars(query))


def _described(ids: Sequence[int], fields: Collection[str]) -> list[Found]:
    """Places by the ids of their pages, in that order."""
    query = sa.select(*line_of(PlaceFilter())).select_from(Place)
    query = query.join(Page, Page.id == Place.page_id)
    if fields:
        head = sa.and_(Revision.page_id == Page.id, Revision.number == Page.head)
        query = query.join(Revision, head).add_columns(Revision.infobox)
    found: dict[int, Found] = {}
    for start in range(0, len(ids), 500):
        some = query.where(Place.page_id.in_(ids[start : start + 500]))
        for row in reading().execute(some):
            line = PlaceLine(*row[: len(PlaceLine._fields)])
            sheet = _part(row.infobox, fields) if fields else _NOTHING
            found[line.page_id] = Found(line, sheet)
    return [found[one] for one in ids if one in found]


def _part(infobox: Any, fields: Collection[str]) -> Sheet:
    """These fields of a sheet, as everybody may see them: reading all of it takes longer."""
    held = {name: value for name, value in infobox["values"].items() if name in fields}
    some = {"values": held, "not_concerned": infobox.get("not_concerned", [])}
    return cut(kind_of(KIND), Sheet.from_json(KIND, some), AUDIENCE)


# -- Conditions


def _of(fact: Any, column: Column) -> list[sa.ColumnElement[bool]]:
    """The facts of a column that hold now, and that everybody may read."""
    meant = column.meant
    if meant is None:
        return [sa.false()]
    top, within = meant.top, meant.column
    name = f"{top.id}.{within.id}" if within else top.id
    found = [fact.field == name, fact.to_seq.is_(None)]
    if meant.rows:
        found.append(_row_is(fact.row, [meant.rows.get(one) for one in top.identity]))
    if top.row_visibility:
        hidden = aliased(Fact)
        found.append(
            ~sa.exists().where(
                hidden.page_id == fact.page_id,
                hidden.field == f"{top.id}.{top.row_visibility}",
                hidden.row == fact.row,
                hidden.to_seq.is_(None),
                hidden.text != AUDIENCE,
            )
        )
    return found


def _row_is(row: Any, codes: Sequence[Any]) -> sa.ColumnElement[bool]:
    """The rows whose identity has these parts; None for any."""
    parts = [None if code is None else quote(str(code), safe=" '()") for code in codes]
    if None not in parts:
        return row == ",".join(str(part) for part in parts)  # type: ignore[no-any-return]
    pattern = ",".join("%" if part is None else _literally(part) for part in parts)
    return row.like(pattern, escape="\\")  # type: ignore[no-any-return]


def _literally(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _says(fact: Any) -> sa.ColumnElement[bool]:
    return sa.or_(fact.text.is_not(None), fact.number.is_not(None), fact.date.is_not(None))


def _holds(column: Column, test: Comparison) -> sa.ColumnElement[bool]:
    if test.how in ("unknown", "known", "not_concerned"):
        return _is_said(column, test.how)
    if column.stored:
        return _compared(column, getattr(Place, column.stored), test)
    fact: Any = aliased(Fact)
    if column.type in ("integer", "number", "money", "boolean"):
        value = fact.number
    else:
        value = fact.date if column.type == "date" else fact.text
    if test.how == "is_not":  # of several values, none is this one
        return sa.and_(
            Place.page_id.in_(sa.select(fact.page_id).where(*_of(fact, column), _says(fact))),
            ~_holds(column, Comparison("is", test.value)),
        )
    chosen = sa.select(fact.page_id).where(*_of(fact, column), _compared(column, value, test))
    return Place.page_id.in_(chosen)


def _is_said(column: Column, how: str) -> sa.ColumnElement[bool]:
    if column.meant is None:
        stored = getattr(Place, column.stored)
        if how == "not_concerned":
            return sa.false()
        unknown: sa.ColumnElement[bool] = stored.is_(None)
        return unknown if how == "unknown" else ~unknown
    fact = aliased(Fact)
    if column.id == "seats":
        said = [fact.field == "seats.count", fact.to_seq.is_(None)]
    else:
        said = _of(fact, column)
    known = Place.page_id.in_(sa.select(fact.page_id).where(*said, _says(fact)))
    if how == "known":
        return known
    away = aliased(Fact)
    nothing = (away.text.is_(None), away.number.is_(None), away.date.is_(None))
    not_concerned = Place.page_id.in_(
        sa.select(away.page_id).where(
            away.field == column.meant.top.id, away.to_seq.is_(None), *nothing
        )
    )
    return not_concerned if how == "not_concerned" else sa.and_(~known, ~not_concerned)


def _compared(column: Column, value: Any, test: Comparison) -> sa.ColumnElement[bool]:
    wanted = test.value
    if column.type == "date":
        return _dated(value, test.how, str(wanted))
    found = {
        "is": lambda: value == wanted,
        "is_not": lambda: value != wanted,
        "ge": lambda: value >= wanted,
        "gt": lambda: value > wanted,
        "le": lambda: value <= wanted,
        "lt": lambda: value < wanted,
        "contains": lambda: value.icontains(str(wanted), autoescape=True),
    }
    return found[test.how]()  # type: ignore[no-any-return]


def _dated(value: Any, how: str, wanted: str) -> sa.ColumnElement[bool]:
    """« 2015 » is all of that year."""
    within = sa.or_(value == wanted, begins(value, f"{wanted}-"))
    found = {
        "is": lambda: within,
        "is_not": lambda: sa.and_(value.is_not(None), ~within),
        "ge": lambda: value >= wanted,
        "gt": lambda: value > f"{wanted}{LAST_SIGN}",
        "le": lambda: value < f"{wanted}{LAST_SIGN}",
        "lt": lambda: value < wanted,
    }
    return found[how]()  # type: ignore[no-any-return, no-untyped-call]
