"""What a person changes in the sheet of a settings page: see `wiki.schema.settled`."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from wiki.schema.kinds import Choice, Field, Kind
from wiki.schema.settled import FIRST, rows_of
from wiki.schema.sheet import Sheet

#: What tells the rows of each field apart.
_KEYS = {
    "labels": ("language",),
    "groups": ("code",),
    "fields": ("id",),
    "columns": ("of", "id"),
    "choices": ("of", "code"),
}


def row_of(sheet: Sheet, name: str, *key: str) -> Mapping[str, Any]:
    """What a row says; nothing when there is none."""
    wanted = dict(zip(_KEYS[name], key, strict=True))
    rows = (row for _, row in rows_of(sheet, name, _KEYS[name][0]))
    return next((row for row in rows if wanted.items() <= row.items()), {})


def told(sheet: Sheet, name: str, *key: str, **said: Any) -> Sheet:
    """The sheet with a row that says this too; what is None or blank is said no more.

    A row that says nothing but its key goes, unless it is the only place where something is.
    """
    named = dict(zip(_KEYS[name], key, strict=True))
    before = row_of(sheet, name, *key)
    parts = {**before, **named, **said}
    row = {part: value for part, value in parts.items() if value not in (None, "", [])}
    rows = [dict(one) for _, one in rows_of(sheet, name, _KEYS[name][0])]
    at = next((place for place, one in enumerate(rows) if one == before), len(rows))
    rows[at : at + 1] = [row] if row != named else []
    values = {**sheet.values, name: rows}
    return replace(
        sheet, values={one: value for one, value in values.items() if value not in (None, [])}
    )


def without(sheet: Sheet, id_: str) -> Sheet:
    """The sheet that says nothing more of a field, or of its column `field/column`: neither what
    it is, nor its columns, nor their lists."""
    name, _, column = id_.partition("/")

    def stays(part: str, row: Mapping[str, Any]) -> bool:
        of = str(row.get("of", ""))
        match part:
            case "choices":
                return of != id_ and not of.startswith(f"{id_}/")
            case "columns":
                return of != name or bool(column and row.get("id") != column)
        return bool(column) or row.get("id") != name

    values = dict(sheet.values)
    for part in ("fields", "columns", "choices"):
        rows = values.get(part)
        if isinstance(rows, list):
            values[part] = [row for row in rows if not isinstance(row, dict) or stays(part, row)]
    return replace(sheet, values={name: value for name, value in values.items() if value != []})


def put_in_order(sheet: Sheet, name: str, wanted: Sequence[str], natural: Sequence[str]) -> Sheet:
    """The sheet by which some fields or groups come in the wanted order; as few as need be move.

    `natural` is the order of those that the package has.
    """
    return _arranged(sheet, name, (), wanted, natural)


def put_choices_in_order(
    sheet: Sheet, of: str, wanted: Sequence[str], natural: Sequence[str]
) -> Sheet:
    """The same for the entries of the list of a field."""
    return _arranged(sheet, "choices", (of,), wanted, natural)


def put_columns_in_order(
    sheet: Sheet, of: str, wanted: Sequence[str], natural: Sequence[str]
) -> Sheet:
    """The same for the columns of a field."""
    return _arranged(sheet, "columns", (of,), wanted, natural)


def _arranged(
    sheet: Sheet, name: str, prefix: tuple[str, ...], wanted: Sequence[str], natural: Sequence[str]
) -> Sheet:
    places = {one: place for place, one in enumerate(wanted)}
    first = [one for one in natural if one in places]
    # What the package has not stands in the order of its rows, which is made that of `wanted`.
    start = first + [one for one in wanted if one not in first]
    stay = _rising([start.index(one) for one in wanted])
    for place, one in enumerate(wanted):
        after = None if place in stay else wanted[place - 1] if place else FIRST
        sheet = told(sheet, name, *prefix, one, after=after)
    key = _KEYS[name]
    whole = sheet.values.get(name, [])
    mine = [row for row in whole if row.get(key[-1]) in places and _is_in(row, key, prefix)]
    others = [row for row in whole if row not in mine]
    rows = others + sorted(mine, key=lambda row: places[row[key[-1]]])
    return replace(sheet, values={**sheet.values, name: rows}) if rows else sheet


def _is_in(row: Mapping[str, Any], key: Sequence[str], prefix: Sequence[str]) -> bool:
    return all(row.get(part) == said for part, said in zip(key, prefix, strict=False))


def _rising(numbers: Sequence[int]) -> set[int]:
    """The places of a longest run of numbers that rise: what need not move."""
    ends: list[int] = []
    before: list[int] = []
    at: list[int] = []
    for place, number in enumerate(numbers):
        length = bisect_left(ends, number)
        before.append(at[length - 1] if length else -1)
        ends[length : length + 1] = [number]
        at[length : length + 1] = [place]
    found, place = set(), at[-1] if at else -1
    while place >= 0:
        found.add(place)
        place = before[place]
    return found


def said_otherwise(text: str, known: Mapping[str, str] | None) -> str | None:
    """A French name as a row says it: None when it is what the package says already."""
    text = " ".join(text.split())
    return None if not text or (known and known.get("fr") == text) else text


def words_of(
    french: str, english: str, known: Mapping[str, str] | None, part: str = ""
) -> dict[str, str | None]:
    """The two names of something as a row says them, from what was typed."""
    fr = said_otherwise(french, known)
    en = " ".join(english.split()) or None
    if known and fr is None and known.get("en") == en:
        en = None
    return {f"{part}fr": fr, f"{part}en": None if en == (fr or french) else en}


def core_field(kind: Kind, id_: str) -> Field | None:
    """The field of the package, or its column `field/column`; None for one of the network."""
    name, _, column = id_.partition("/")
    whole = kind.by_id.get(name)
    return whole.columns.get(column) if whole and column else whole


def core_choices(kind: Kind, of: str) -> Mapping[str, Choice]:
    """The entries that the package has for the list of a field."""
    one = core_field(kind, of)
    return one.choices if one else {}
