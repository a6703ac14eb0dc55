"""The places that a page asks for: which ones, what they say, what that adds up to.

What is read is what everybody may read: rows that say they are for some are left out.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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

#: Types of the fields whose facts are numbers.
NUMBERED = ("integer", "number", "money", "boolean")
#: A value of a place, as it is compared: a code, a date, a number.
Compared = str | float


class Found(NamedTuple):
    """A place with its infobox as it is kept, in JSON, when it was asked for."""

    line: PlaceLine
    infobox: str = ""

    def sheet(self, fields: Collection[str]) -> Sheet:
        """These fields of its sheet, as everybody may see them: reading all of it takes longer."""
        infobox = json.loads(self.infobox) if self.infobox else None
        if not infobox:
            return Sheet(KIND)
        held = {name: value for name, value in infobox["values"].items() if name in fields}
        some = {"values": held, "not_concerned": infobox.get("not_concerned", [])}
        return cut(kind_of(KIND), Sheet.from_json(KIND, some), AUDIENCE)


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


def names(question: Question, *, is_located: bool = False) -> list[tuple[str, str]]:
    """The names and the titles of the places, in the order that is asked for."""
    query = sa.select(Place.page_id, Place.name, Page.title).join(Page, Page.id == Place.page_id)
    return [(name, title) for _, name, title in _in_order(query, question, is_located)]


def places(question: Question, *, has_sheet: bool = False, is_located: bool = False) -> list[Found]:
    """The places themselves, in the order that is asked for, those without a value last."""
    query = sa.select(*line_of(PlaceFilter())).select_from(Place)
    query = query.join(Page, Page.id == Place.page_id)
    if has_sheet:
        head = sa.and_(Revision.page_id == Page.id, Revision.number == Page.head)
        query = query.join(Revision, head).add_columns(sa.cast(Revision.infobox, sa.Text))
    size = len(PlaceLine._fields) - 1  # nothing of it is ordered here
    return [
        Found(PlaceLine(*row[:size]), *row[size:]) for row in _in_order(query, question, is_located)
    ]


def _in_order(query: Any, question: Question, is_located: bool) -> Iterator[Sequence[Any]]:
    """The lines of a query of places, whose first column is the id of the page, in the order."""
    where = clauses(question.conditions)
    if is_located:
        where.append(Place.lat.is_not(None))
    column = question.sort
    if column is None or column.stored:
        query = query.where(*_first(where, column, question) if question.conditions else where)
        yield from reading().execute(_ordered(query, column, question).limit(question.limit))
        return
    said = values(column, where)
    last = (1, 0.0) if column.is_number else (1, "")

    def key(page_id: int) -> tuple[Any, ...]:
        found = said.get(page_id)
        return (0, min(found)) if found else last

    all_ids = list(reading().scalars(_BY_NAME.where(*where)))
    known = sorted((one for one in all_ids if said.get(one)), key=key, reverse=question.descending)
    unknown = [one for one in all_ids if not said.get(one)]
    wanted = [*known, *unknown][: question.limit]
    found: dict[int, Sequence[Any]] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        some = query.where(Place.page_id.in_(wanted[start : start + _AT_ONCE]))
        found |= {row[0]: row for row in reading().execute(some)}
    yield from (found[one] for one in wanted if one in found)


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
    found = _facts(column, where).items()
    return {page_id: tuple(value for _, value, _ in said) for page_id, said in found}


def amounts(
    column: Column, where: Sequence[sa.ColumnElement[bool]] = ()
) -> Mapping[int, Sequence[tuple[str, float]]]:
    """The numbers that the places say in a column, each with its tax basis; "" for none."""
    if column.stored:
        stored = values(column, where).items()
        return {page_id: [("", float(one)) for one in said] for page_id, said in stored}
    rows = rows_said(column, where).items()
    return {page_id: [(tax, number) for _, tax, number in said] for page_id, said in rows}


def rows_said(
    column: Column, where: Sequence[sa.ColumnElement[bool]] = ()
) -> Mapping[int, Sequence[tuple[str, str, float]]]:
    """The same with the row of each number, before its tax basis."""
    is_money = column.type == "money"
    return {
        page_id: [(row, tax or "" if is_money else "", float(value)) for row, value, tax in said]
        for page_id, said in _facts(column, where).items()
    }


#: A fact: its row, what it says, its text.
_Fact = tuple[str, Compared, str | None]


def _facts(
    column: Column, where: Sequence[sa.ColumnElement[bool]]
) -> Mapping[int, Sequence[_Fact]]:
    """What the places say in a column that is not stored: page by page, what counts."""
    fact = aliased(Fact)
    query = (
        sa.select(fact.page_id, fact.row, fact.text, fact.number, fact.date)
        .join(Place, Place.page_id == fact.page_id)
        .where(*where, *said_now(fact, column))
    )
    found: dict[int, list[_Fact]] = {}
    for page_id, row, text, number, date in reading().execute(query):
        value = next(one for one in (number, date, text) if one is not None)
        found.setdefault(page_id, []).append((row, value, text))
    return {page_id: _newest(column, said) for page_id, said in found.items()}


def _newest(column: Column, said: list[_Fact]) -> list[_Fact]:
    meant = column.meant
    if meant is None or not is_yearly(column):
        return said
    at = meant.top.identity.index(YEAR)
    newest = max(row.split(",")[at] for row, _, _ in said)
    return [one for one in said if one[0].split(",")[at] == newest]


def is_yearly(column: Column) -> bool:
    """Whether what a place says of its newest year is what counts."""
    meant = column.meant
    return meant is not None and YEAR in meant.top.identity and YEAR not in meant.rows


def said_now(fact: Any, column: Column) -> list[sa.ColumnElement[bool]]:
    """The facts that say something of a column, now and to everybody."""
    says = fact.number.is_not(None) if column.type in NUMBERED else _says(fact)
    return [*_of(fact, column), says]


#: Places looked for at once.
_AT_ONCE = 500
_BY_NAME = sa.select(Place.page_id).order_by(Place.name_key, Place.page_id)


def _first(
    where: Sequence[sa.ColumnElement[bool]], column: Column | None, question: Question
) -> list[sa.ColumnElement[bool]]:
    """The places that come first, found before they are described: no more is read of the rest."""
    found = _ordered(sa.select(Place.page_id).where(*where), column, question)
    return [Place.page_id.in_(found.limit(question.limit))]


def _ordered(query: sa.Select[Any], column: Column | None, question: Question) -> sa.Select[Any]:
    """The query, in the order of a column of `wiki_place`."""
    order: list[Any] = [Place.name_key, Place.page_id]
    if column is not None:
        stored = Place.name_key if column.stored == "name" else getattr(Place, column.stored)
        order = [stored.is_(None), stored.desc() if question.descending else stored, *order]
    return query.order_by(*order)


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
    if column.type in NUMBERED:
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
