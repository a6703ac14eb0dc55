"""What people call a field in a text: by its id or by a label, whatever the case and the accents.

A name may lead into rows: `postes.permanent`, `seats.permanent.count`, `indicateurs.2012.visites`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from wiki.schema.folding import folded
from wiki.schema.kinds import Field, Kind
from wiki.schema.rows import are_rows
from wiki.schema.sheet import Value

#: Types of the columns that a name means when it names none.
_MEASURES = ("integer", "number", "money")
#: The column that says of which year a row is.
YEAR = "year"


class UnknownName(Exception):
    """A kind has nothing of this name; `nearest` is what it has that looks most like it, or ""."""

    def __init__(self, name: str, nearest: str = "") -> None:
        super().__init__(name)
        self.name = name
        self.nearest = nearest


@dataclass(frozen=True)
class Named:
    """A field; for rows, which ones by the codes of their identity, and a column of them."""

    top: Field
    rows: Mapping[str, Any] = field(default_factory=dict)
    column: Field | None = None

    @property
    def value_field(self) -> Field:
        """The field that says what the values are."""
        return self.column or self.top

    def labels(self, language: str) -> str:
        """What it is called: « Postes : Permanent »."""
        parts = [_label(self.top, language)]
        for name, code in self.rows.items():
            choice = self.top.columns[name].choices.get(code)
            parts.append(choice.labels.get(language, code) if choice else str(code))
        return " : ".join(parts)


def named(kind: Kind, text: str) -> Named:
    """What a name means. Raises `UnknownName`."""
    text, fields = text.strip(), kind.fields
    whole = _find(fields, text)
    if whole is not None:
        return Named(whole)
    first, *rest = (part.strip() for part in text.split("."))
    top = _find(fields, first)
    if top is None:
        raise UnknownName(text, nearest(_names(fields), first))
    if rest and top.type != "rows":
        raise UnknownName(text, _label(top))
    rows: dict[str, Any] = {}
    column: Field | None = None
    for part in rest:
        if (key := _identity(top, part)) is not None:
            rows[key[0]] = key[1]
        elif (found := _find(top.fields, part)) is not None:
            column = found
        else:
            raise UnknownName(text, _nearest_within(top, part))
    return Named(top, rows, column or (_measure(top) if rows else None))


def values_of(name: Named, values: Mapping[str, Value]) -> list[Value]:
    """What the values of a sheet say under a name: one value, or one for each row it means.

    Of rows that have a year, those of the newest one that says something, unless it is named.
    """
    value = values.get(name.top.id)
    if value is None:
        return []
    if name.top.type != "rows" or not are_rows(value) or not (name.column or name.rows):
        return [value]
    rows = [
        row for row in value if all(row.get(column) == code for column, code in name.rows.items())
    ]
    if name.column is None:
        return [rows] if rows else []
    said = [row for row in rows if row.get(name.column.id) is not None]
    if YEAR in name.top.columns and YEAR not in name.rows and name.column.id != YEAR:
        newest = max((row.get(YEAR) or 0 for row in said), default=0)
        said = [row for row in said if (row.get(YEAR) or 0) == newest]
    return [row[name.column.id] for row in said]


@lru_cache(10_000)
def key_of(text: str) -> str:
    """A name without case, accents nor plurals: « Postes permanents » is « poste permanent »."""
    return " ".join(word.removesuffix("s") for word in folded(text).split())


def _code(column: Field, part: str) -> str | None:
    """The code of the choice that has this label, in the singular or not."""
    wanted = key_of(part)
    labelled = ((one.code, label) for one in column.vocabulary for label in one.labels.values())
    return next((code for code, label in labelled if key_of(label) == wanted), None)


def nearest(names: Mapping[str, str], text: str) -> str:
    """Of names by their folded form, the one that looks most like `text`; "" when none does."""
    found = get_close_matches(key_of(text)[:60], names, n=1, cutoff=0.6)
    return names[found[0]] if found else ""


def _names(fields: Sequence[Field]) -> dict[str, str]:
    """What fields are called, by each of their folded names: their French label."""
    found: dict[str, str] = {}
    for one in fields:
        for name in (one.id, *one.labels.values()):
            found.setdefault(key_of(name), _label(one))
    return found


def _find(fields: tuple[Field, ...], text: str) -> Field | None:
    return _by_name(fields).get(key_of(text))


def _by_name(fields: tuple[Field, ...]) -> Mapping[str, Field]:
    """Ids first: a label never hides one."""
    shown = [one for one in fields if not one.hidden]
    found = {key_of(label): one for one in reversed(shown) for label in one.labels.values()}
    return found | {key_of(one.id): one for one in shown}


def _identity(top: Field, part: str) -> tuple[str, Any] | None:
    """Which rows a part of a name means: a column of their identity, and its code."""
    for name in top.identity:
        column = top.columns[name]
        if column.type == "integer" and part.isascii() and part.isdecimal() and len(part) < 10:
            return name, int(part)
        code = part if part in column.choices else _code(column, part)
        if code is not None:
            return name, code
    return None


def _measure(top: Field) -> Field | None:
    """The column that says how much, when it is the only one."""
    shown = [one for one in top.fields if one.id not in top.identity and not one.hidden]
    found = [one for one in shown if one.type in _MEASURES]
    return found[0] if found else None


def _nearest_within(top: Field, part: str) -> str:
    names = {**_names(top.fields), **_names_of_choices(top)}
    found = nearest(names, part)
    return f"{_label(top)}.{found}" if found else _label(top)


def _names_of_choices(top: Field) -> dict[str, str]:
    return {
        key_of(label): choice.labels.get("fr", choice.code)
        for column in _identities(top)
        for choice in column.offered
        for label in choice.labels.values()
    }


def _identities(top: Field) -> Iterator[Field]:
    return (top.columns[name] for name in top.identity)


def _label(one: Field, language: str = "fr") -> str:
    return one.labels.get(language) or one.labels.get("fr", one.id)
