"""What two sheets say differently, in words."""

from __future__ import annotations

from typing import NamedTuple

from wiki.schema.kinds import Field, Kind
from wiki.schema.merging import NOT_CONCERNED, Conflict
from wiki.schema.sheet import Source, Value
from wiki.schema.spoken import spoken
from wiki.web.language import gettext, in_language
from wiki.web.said import checkers, sourced, words


class Contradicted(NamedTuple):
    """What is asked, and what each side says of it."""

    label: str
    head: str
    mine: str


def contradicted(kind: Kind, conflict: Conflict) -> Contradicted:
    """A conflict of a merge: the field, with its row and its column, and what either side says."""
    field = kind.by_id.get(conflict.field)
    label = [in_language(field.labels) if field else conflict.field]
    if conflict.of_source:
        label.append(gettext("source"))
        return Contradicted(" — ".join(label), _source(conflict.head), _source(conflict.mine))
    said: Field | None = field
    if conflict.row is not None and field is not None:
        row = conflict.row.items()
        label += [in_words(field.columns.get(name), one) for name, one in row]
        said = field.columns.get(conflict.column or "")
    if conflict.column and said:
        label.append(in_language(said.labels))
    sides = (in_words(said, conflict.head), in_words(said, conflict.mine))
    return Contradicted(" — ".join(label), *sides)


def in_words(field: Field | None, value: Value) -> str:
    """What is said of a field, in a line; rows one after the other."""
    if value is None:
        return gettext("rien")
    if value is NOT_CONCERNED:
        return gettext("ne s’applique pas")
    said = spoken(field, value)
    if said.shape == "rows":
        return " ; ".join(
            ", ".join(word.text for cell in row.values() for word in words(cell))
            for row in said.rows
        )
    return ", ".join(word.text for word in words(said))


def _source(source: Source | None) -> str:
    return sourced(source or {}, checkers([source or {}])) or gettext("Aucune source")
