"""Values in words that stand in a kept rendering: their addresses hold no root."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wiki.schema.kinds import Field
from wiki.schema.naming import Named
from wiki.schema.sheet import Value
from wiki.schema.spoken import Spoken, spoken
from wiki.web.rendering import path_of
from wiki.web.said import Words, words


def in_words(meant: Named, said: Iterable[Value]) -> list[Words]:
    """Values in words that stand in a kept rendering: their addresses hold no root."""
    if meant.column is None:
        return [one for value in said for one in inside(spoken(meant.top, value))]
    return [one for value in said for one in inside(spoken(measured_field(meant), value))]


def measured_field(meant: Named) -> Field:
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
    elif said.shape in ("member", "file"):
        yield from (Words(one.text) for one in words(said))
    elif said.shape == "link":
        yield Words(said.text, path_of(said.text))
    else:
        yield from words(said)
