"""`{{champ}}` in a page: what its own sheet says in a field, in French as the page is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wiki.kernel.directives import Shown
from wiki.pages.queries.kinds import kinds
from wiki.schema.audience import cut, visible
from wiki.schema.kinds import Field, Kind
from wiki.schema.naming import Named, UnknownName, named, values_of
from wiki.schema.sheet import Sheet, Value
from wiki.schema.spoken import Spoken, spoken
from wiki.sheets.queries import shown_sheet
from wiki.sheets.views.said import Words, words
from wiki.web.rendering import path_of

#: A rendering is kept for all readers: it says what everybody may read.
AUDIENCE = "public"
_TEMPLATE = "sheets/page_field.html"


def schema_dependency(kind: str) -> str:
    """What depends on the fields that a kind of sheet has."""
    return f"schema:{kind}"


def show(name: str, page_id: int, number: int, within_link: bool) -> Shown:
    """The value in words; or why there is none."""
    found = shown_sheet(page_id, number)
    kind = kinds().get(found.kind) if found else None
    if found is None or kind is None:
        return _missing(name, "no_sheet")
    keys = (schema_dependency(kind.code),)
    try:
        meant = named(kind, name)
    except UnknownName as unknown:
        return _missing(name, "unknown", keys, nearest=unknown.nearest)
    if meant.top.id not in visible(kind, AUDIENCE):
        return _missing(name, "private", keys, label=meant.labels("fr"))
    return _value(name, meant, kind, found, keys, within_link)


def _value(
    name: str, meant: Named, kind: Kind, sheet: Sheet, keys: tuple[str, ...], within_link: bool
) -> Shown:
    seen = cut(kind, sheet, AUDIENCE)
    if meant.top.id in seen.not_concerned:
        return _missing(name, "not_concerned", keys, label=meant.labels("fr"))
    said = values_of(meant, seen.values)
    if not said:
        return _missing(name, "empty", keys, label=meant.labels("fr"))
    shown = [one._replace(url="") if within_link else one for one in in_words(meant, said)]
    separator = " ; " if meant.top.type == "rows" else ", "
    return Shown(_TEMPLATE, {"words": shown, "problem": "", "separator": separator}, keys)


def _missing(name: str, problem: str, keys: tuple[str, ...] = (), **told: str) -> Shown:
    values = {"nearest": "", "label": "", **told}
    return Shown(_TEMPLATE, {"words": (), "problem": problem, "name": name, **values}, keys)


def in_words(meant: Named, said: Iterable[Value]) -> list[Words]:
    """Values in words that stand in a kept rendering: their addresses hold no root."""
    if meant.column is None:
        return [one for value in said for one in inside(spoken(meant.top, value))]
    return [one for value in said for one in inside(spoken(_measured(meant), value))]


def _measured(meant: Named) -> Field:
    """The column with the unit that its row gives it."""
    column = meant.value_field
    code = meant.rows.get(meant.top.unit_from)
    named_by = meant.top.columns.get(meant.top.unit_from)
    choice = named_by.choices.get(code) if named_by and code else None
    if choice and choice.unit and not column.unit:
        return Field(column.id, column.labels, column.type, unit=choice.unit)
    return column


def inside(said: Spoken) -> Iterator[Words]:
    """A value in words, each of a list and each row apart."""
    if said.shape == "list":
        for item in said.items:
            yield from inside(item)
    elif said.shape == "rows":
        for row in said.rows:
            cells = (one.text for cell in row.values() for one in inside(cell))
            yield Words(", ".join(text for text in cells if text))
    elif said.shape == "link":
        yield Words(said.text, path_of(said.text))
    else:
        yield from words(said)
