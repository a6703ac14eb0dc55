"""Two people fill a sheet for a while, each from what they last read: nothing goes unsaid."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.schema.sheets import CALM, PLACE, place
from wiki.schema import Sheet, merged, validated


class Step(NamedTuple):
    """Somebody reads the sheet again, or not, then writes or removes one thing and saves."""

    who: str
    reads: bool
    where: str
    removes: bool
    yields: bool


steps = st.builds(
    Step,
    st.sampled_from(["alice", "bob"]),
    st.booleans(),
    st.sampled_from(["parking", "transport", "alt_names", "role", "kind", "partner"]),
    st.booleans(),
    st.booleans(),
)


def edited(sheet: Sheet, where: str, mark: str | None) -> Sheet:
    """The sheet with a mark nobody else writes at one place, or with that place emptied."""
    values = json.loads(json.dumps(sheet.values))
    if where == "alt_names":
        kept = values.get(where, [])
        values[where] = [*kept, mark] if mark else kept[1:]
    elif where == "partner":
        rows = values.get("partners", [])
        values["partners"] = [*rows, {"name": mark}] if mark else rows[1:]
    elif where in ("role", "kind"):
        rows = values.setdefault("partners", [{"name": "Kokerboom"}])
        if not rows:
            rows.append({"name": "Kokerboom"})
        rows[0] |= {"role": mark} if where == "role" else {"kind": "other" if mark else None}
    else:
        values[where] = mark
    return validated(PLACE, Sheet("place", values))[0]


def marks(value: Any) -> set[str]:
    """The marks that a value holds."""
    text = json.dumps(value, ensure_ascii=False)
    return {word for word in text.replace('"', " ").split() if word.startswith(("alice", "bob"))}


@settings(max_examples=100, **CALM)
@given(st.lists(steps, max_size=20))
def test_any_sequence_of_edits_loses_nothing_unsaid(sequence: Sequence[Step]) -> None:
    head = place()
    read = {"alice": head, "bob": head}
    alive: set[str] = set()
    for number, step in enumerate(sequence):
        base = head if step.reads else read[step.who]
        mark = None if step.removes else f"{step.who}{number}"
        mine = edited(base, step.where, mark)
        result = merged(PLACE, base, head, mine)
        said: set[str] = set()
        if result.conflicts:
            winner = "head" if step.yields else "mine"
            said = marks([[one.head, one.mine] for one in result.conflicts])
            answers = {one.key: winner for one in result.conflicts}
            result = merged(PLACE, base, head, mine, answers)
        assert result.sheet is not None
        knowingly = marks(base.values) - marks(mine.values)
        alive = (alive | marks(mine.values) - marks(base.values)) - knowingly - said
        head = result.sheet
        alive |= said & marks(head.values)
        read[step.who] = head
        assert alive <= marks(head.values)
        assert not [one for one in validated(PLACE, head)[1] if one.blocking]
