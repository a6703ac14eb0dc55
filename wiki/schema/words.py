"""The words of a sheet that everybody may read: for the search."""

from __future__ import annotations

from collections.abc import Iterator

from wiki.schema.audience import cut
from wiki.schema.kinds import VISIBILITIES, Field, Kind
from wiki.schema.sheet import Sheet, Value

#: Types whose values are words.
_WORDY = frozenset({"text", "longtext", "texts", "link", "links"})


def words_of(kind: Kind, sheet: Sheet) -> list[str]:
    """What it says in texts, and the French names of its choices; a piece for each value."""
    seen = cut(kind, sheet, VISIBILITIES[0])
    return [
        piece
        for field in kind.fields
        if field.id in seen.values
        for piece in _words(field, seen.values[field.id])
    ]


def _words(field: Field, value: Value) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            yield from _words(field, one)
    elif isinstance(value, dict):
        for name, cell in value.items():
            if column := field.columns.get(name):
                yield from _words(column, cell)
    elif isinstance(value, str) and field.vocabulary:
        choice = field.choices.get(value)
        yield choice.labels["fr"] if choice else value
    elif isinstance(value, str) and field.type in _WORDY:
        yield value
