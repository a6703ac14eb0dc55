"""Who sees what of a sheet: the public, the members, the stewards of the sheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wiki.schema.kinds import VISIBILITIES, Field, Kind
from wiki.schema.rows import Row, are_rows, identity
from wiki.schema.sheet import Sheet, Value


def cut(kind: Kind, sheet: Sheet, audience: str) -> Sheet:
    """What an audience may see of a sheet; ValueError for an audience that does not exist.

    What a field that is gone held is for the stewards alone: it may have been theirs.
    """
    rank = VISIBILITIES.index(audience)
    values = {}
    for name, value in sheet.values.items():
        field = kind.by_id.get(name)
        if rank >= _rank(field) and (seen := _seen(field, value, rank)) is not None:
            values[name] = seen
    away = {name for name in sheet.not_concerned if rank >= _rank(kind.by_id.get(name))}
    sources = {name: source for name, source in sheet.sources.items() if name in {*values, *away}}
    return Sheet(sheet.kind, values, frozenset(away), sources)


def restored(kind: Kind, whole: Sheet, written: Sheet, audience: str) -> Sheet:
    """What somebody of an audience wrote, with what they could not see of `whole` as it was.

    What they wrote where they cannot see is left out: nobody changes blindly.
    """
    rank = VISIBILITIES.index(audience)

    def seen(name: str) -> bool:
        return rank >= _rank(kind.by_id.get(name))

    values = {name: value for name, value in written.values.items() if seen(name)}
    values |= {name: value for name, value in whole.values.items() if not seen(name)}
    for name in filter(seen, whole.values):
        field = kind.by_id.get(name)
        if field is not None and (hidden := _unseen(field, whole.values[name], rank)):
            values[name] = _put_back(field, whole.values[name], hidden, values.get(name))
    away = {name for name in written.not_concerned if seen(name) and name not in values}
    away |= {name for name in whole.not_concerned if not seen(name)}
    sources = {name: source for name, source in written.sources.items() if seen(name)}
    sources |= {name: source for name, source in whole.sources.items() if not seen(name)}
    return Sheet(written.kind, values, frozenset(away), sources)


def visible(kind: Kind, audience: str) -> frozenset[str]:
    """The fields of the kind that an audience may see."""
    rank = VISIBILITIES.index(audience)
    return frozenset(one.id for one in kind.fields if rank >= _rank(one))


def _rank(field: Field | None) -> int:
    return len(VISIBILITIES) - 1 if field is None else VISIBILITIES.index(field.visibility)


def _row_is_seen(field: Field, row: Row, rank: int) -> bool:
    """A row that says for whom it is in words that mean nothing is for the stewards."""
    said = row.get(field.row_visibility) or VISIBILITIES[0]
    return rank >= (VISIBILITIES.index(said) if said in VISIBILITIES else len(VISIBILITIES) - 1)


def _seen(field: Field | None, value: Value, rank: int) -> Value | None:
    if field is None or not field.row_visibility or not are_rows(value):
        return value
    return [row for row in value if _row_is_seen(field, row, rank)] or None


def _unseen(field: Field, value: Value, rank: int) -> list[int]:
    """The places of the rows that an audience does not see."""
    if not field.row_visibility or not are_rows(value):
        return []
    return [place for place, row in enumerate(value) if not _row_is_seen(field, row, rank)]


def _put_back(field: Field, whole: Sequence[Row], hidden: list[int], written: Value) -> Value:
    """The written rows and the hidden ones, each of these after the row it followed, or first."""
    if written is not None and not are_rows(written):
        return written
    rows: list[Any] = list(written or ())
    for place in hidden:
        before = [identity(field, row) for row in whole[:place]][-1:]
        after = [n for n, row in enumerate(rows, 1) if identity(field, row) in before]
        rows.insert(after[-1] if after else len(rows) if before else 0, whole[place])
    return rows
