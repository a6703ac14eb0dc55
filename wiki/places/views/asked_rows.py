"""The rows of a list, a table or a map in a page: each is kept by what it says of its place."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from markupsafe import Markup

from wiki.geography.communes import commune_today
from wiki.places.asking.columns import Column
from wiki.places.dependencies import STATE
from wiki.places.queries.answering import Found
from wiki.places.views.doubts import doubt_of
from wiki.places.views.figures import name_of
from wiki.schema.naming import values_of
from wiki.schema.sheet import Sheet
from wiki.site.queries import stamp
from wiki.web.language import number
from wiki.web.rendering import path_of
from wiki.web.rows import pieces
from wiki.web.said import Words
from wiki.web.said_inside import in_words

_TEMPLATE = "places/_asked_rows.html"
#: Types whose words are not in the sheet: the name of somebody, that of a file.
_ELSEWHERE = frozenset({"member", "file"})


def rows_of(
    found: Sequence[Found],
    columns: Sequence[Column],
    years: Mapping[int, str],
    *,
    is_table: bool,
) -> list[Markup]:
    """Places in words, a row each.

    `years` are those of the states that are to be checked again, by the id of a page.
    """
    macro, key = "in_table" if is_table else "in_list", _keys(columns)
    said = ((one, years.get(one.line.page_id, "")) for one in found)
    made = ((key(one, year), partial(_values, one, columns, year)) for one, year in said)
    return pieces(_TEMPLATE, macro, made)


def named_rows(found: Iterable[tuple[str, str]]) -> list[Markup]:
    """Places by their names and titles."""
    root = path_of("")
    return pieces(_TEMPLATE, "in_list", (((root, *one), partial(_named, *one)) for one in found))


def _named(name: str, title: str) -> tuple[Any, ...]:
    return name, path_of(title), ()


def _keys(columns: Sequence[Column]) -> Callable[[Found, str], Hashable | None]:
    """Makes the key of a place: what the row follows from, the settling of the fields included.

    None when a part of it is said elsewhere.
    """
    shared = (path_of(""), stamp(), tuple(one.id for one in columns))
    is_kept = not any(_is_elsewhere(one) for one in columns)

    def key(found: Found, year: str) -> Hashable | None:
        if not is_kept:
            return None
        line = found.line
        said = hashlib.blake2s(found.infobox.encode(), digest_size=16).digest()
        return (shared, line.name, line.title, line.insee, line.seats, year, said)

    return key


def _is_elsewhere(column: Column) -> bool:
    if column.meant is None:
        return False
    top = column.meant.top
    return not _ELSEWHERE.isdisjoint({top.type, *(one.type for one in top.fields)})


def _values(found: Found, columns: Sequence[Column], year: str) -> tuple[Any, ...]:
    """The name of a place, its address, its cells in words."""
    sheet = found.sheet({one.meant.top.id for one in columns if one.meant})
    cells = tuple(tuple(_cell(found, sheet, one, year)) for one in columns)
    return found.line.name, path_of(found.line.title), cells


def _cell(found: Found, sheet: Sheet, one: Column, year: str) -> Iterator[Words]:
    if one.meant is None:
        commune = commune_today(found.line.insee or "")
        if commune:
            yield Words(name_of(one, getattr(commune, one.id)))
    elif one.id == "seats":
        if found.line.seats is not None:
            yield Words(number(found.line.seats))
    elif one.meant.top.id in sheet.not_concerned:
        yield Words("ne s’applique pas")
    else:
        yield from in_words(one.meant, values_of(one.meant, sheet.values))
        if one.stored == STATE and year:
            yield Words(doubt_of(year))
