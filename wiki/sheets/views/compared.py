"""What changed from the sheet of one revision to that of another, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from wiki.pages.queries.kinds import kinds
from wiki.schema.audience import cut
from wiki.schema.difference import Difference, RowDifference, State, differences
from wiki.schema.kinds import Field
from wiki.schema.rows import same
from wiki.schema.sheet import Sheet, Source, Value
from wiki.schema.spoken import Spoken, spoken
from wiki.web.language import gettext, in_language
from wiki.web.said import Words, checkers, sourced, words


class Said(NamedTuple):
    """One line of what a side says: words, under a label of their own when several are said."""

    label: str
    words: tuple[Words, ...]


Side = tuple[Said, ...]


class Change(NamedTuple):
    """A field, or a row of one, that changed: what each side says of it."""

    label: str
    before: Side
    after: Side


class Table(NamedTuple):
    """What changed in a sheet, or the whole of one that came or went."""

    title: str
    changes: tuple[Change, ...]


def tables(before: Sheet, after: Sheet, audience: str) -> tuple[Table, ...]:
    """What an audience sees of what changed: one table, or two when the kind is another."""
    if before.kind == after.kind:
        compared = [_table(gettext("Fiche : %(kind)s"), before, after, audience)]
    else:
        nothing = Sheet(before.kind), Sheet(after.kind)
        compared = [
            _table(gettext("Fiche retirée : %(kind)s"), before, nothing[0], audience),
            _table(gettext("Fiche ajoutée : %(kind)s"), nothing[1], after, audience),
        ]
    return tuple(table for table in compared if table.changes)


def _table(title: str, before: Sheet, after: Sheet, audience: str) -> Table:
    kind = kinds().get(before.kind)
    if kind is None:
        return Table("", ())
    seen = cut(kind, before, audience), cut(kind, after, audience)
    changes = (change for one in differences(kind, *seen) for change in _changes(one))
    return Table(title % {"kind": in_language(kind.labels)}, tuple(changes))


def _changes(one: Difference) -> Iterator[Change]:
    label = in_language(one.field.labels) if one.field else one.id
    if one.value_changed:
        yield from _of_value(label, one)
    if one.state_after != State.UNKNOWN and not same(one.source_before, one.source_after):
        sides = _source(one.source_before), _source(one.source_after)
        yield Change(gettext("%(field)s : source", field=label), *sides)


def _of_value(label: str, one: Difference) -> Iterator[Change]:
    sides = (one.state_before, one.before), (one.state_after, one.after)
    if one.field and one.rows:
        if State.NOT_CONCERNED in (one.state_before, one.state_after):
            yield Change(label, *(side(one.field, *said) for said in sides))
        yield from (_of_row(label, one.field, row) for row in one.rows)
    elif one.field and (one.added or one.removed):
        removed = _items(one.field, gettext("Retiré :"), one.removed, gettext("Rien de retiré"))
        added = _items(one.field, gettext("Ajouté :"), one.added, gettext("Rien d’ajouté"))
        yield Change(
            label,
            removed if one.state_before == State.KNOWN else side(one.field, *sides[0]),
            added if one.state_after == State.KNOWN else side(one.field, *sides[1]),
        )
    else:
        yield Change(label, *(side(one.field, *said) for said in sides))


def side(field: Field | None, state: State, value: Value) -> Side:
    """What a sheet says of a field, in words; of rows, what tells one from another."""
    if state == State.NOT_CONCERNED:
        return _told(gettext("Ne s’applique pas"))
    if state == State.UNKNOWN:
        return _told(gettext("On ne sait pas"))
    said = spoken(field, value)
    if field is None or said.shape != "rows":
        return (Said("", tuple(words(said))),)
    return tuple(Said("", _named(field, row)) for row in said.rows)


def _items(field: Field, label: str, items: Sequence[str], none: str) -> Side:
    if not items:
        return _told(none)
    return (Said(label, tuple(words(spoken(field, list(items))))),)


def _of_row(label: str, field: Field, row: RowDifference) -> Change:
    before, after = _cells(field, row.before), _cells(field, row.after)
    named = ", ".join(word.text for word in _named(field, after or before))
    changed = [cell.column for cell in row.cells if cell.column not in field.identity]
    shown = changed or [cell.column for cell in row.cells]
    return Change(
        f"{label} : {named}" if named else label,
        _row(field, before, shown) if before else _told(gettext("Pas de ligne")),
        _row(field, after, shown) if after else _told(gettext("Pas de ligne")),
    )


def _cells(field: Field, row: Mapping[str, Any] | None) -> Mapping[str, Spoken]:
    return spoken(field, [row]).rows[0] if row else {}


def _named(field: Field, cells: Mapping[str, Spoken]) -> tuple[Words, ...]:
    """What tells a row from the others."""
    return tuple(word for name in field.identity if name in cells for word in words(cells[name]))


def _row(field: Field, cells: Mapping[str, Spoken], shown: Sequence[str]) -> Side:
    return tuple(
        Said(
            gettext("%(field)s :", field=_label(field, name)),
            tuple(words(cells[name])) if name in cells else (Words(gettext("On ne sait pas")),),
        )
        for name in shown
    )


def _label(field: Field, name: str) -> str:
    column = field.columns.get(name)
    return in_language(column.labels) if column else name


def _source(source: Source | None) -> Side:
    if not source or not (text := sourced(source, checkers([source]))):
        return _told(gettext("Aucune source"))
    return (Said("", (Words(text, source.get("url", "")),)),)


def _told(sentence: str) -> Side:
    return (Said("", (Words(sentence),)),)
