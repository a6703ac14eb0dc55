"""What two people say differently of the same fields, in words."""

from __future__ import annotations

from collections.abc import Sequence

from wiki.schema.kinds import Field, Kind
from wiki.schema.merging import NOT_CONCERNED, Conflict, SheetMerge
from wiki.schema.sheet import Value
from wiki.schema.spoken import spoken
from wiki.sheets.views.screen import Contradiction
from wiki.web.language import gettext, in_language
from wiki.web.said import words


def contradictions(kind: Kind, merge: SheetMerge) -> Sequence[Contradiction]:
    """Each conflict of a merge: which field, what the page says, what was typed."""
    return [_contradiction(kind, conflict) for conflict in merge.conflicts]


def _contradiction(kind: Kind, conflict: Conflict) -> Contradiction:
    field = kind.by_id.get(conflict.field)
    if field is None:
        return Contradiction(
            conflict.key, _in_words(None, conflict.head), _in_words(None, conflict.mine)
        )
    label = [in_language(field.labels)]
    said: Field | None = field
    if conflict.row is not None:
        label += [_in_words(field.columns.get(name), one) for name, one in conflict.row.items()]
        said = field.columns.get(conflict.column or "")
    if conflict.column and said:
        label.append(in_language(said.labels))
    sides = (_in_words(said, conflict.head), _in_words(said, conflict.mine))
    return Contradiction(" — ".join(label), *sides)


def _in_words(field: Field | None, value: Value) -> str:
    if value is None:
        return gettext("rien")
    if value is NOT_CONCERNED:
        return gettext("ne s’applique pas")
    return ", ".join(word.text for word in words(spoken(field, value)))
