"""Two people fill a sheet for a while, each from what they last read: nothing goes unsaid."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.schema.sheets import CALM, ENOUGH, PLACE, place
from wiki.pages.sheets import merged_sheets
from wiki.schema import Kind, Sheet, core_kinds, validated
from wiki.schema.settled import SCHEMA, settled


class Step(NamedTuple):
    """Somebody reads the sheet again, or not, then writes or removes one thing and saves."""

    who: str
    reads: bool
    where: str
    removes: bool
    yields: bool

    def at(self, where: str) -> Step:
        """The same somewhere else."""
        return self._replace(where=where)


steps = st.builds(
    Step,
    st.sampled_from(["alice", "bob"]),
    st.booleans(),
    st.sampled_from(["parking", "transport", "alt_names", "role", "kind", "partner", "becomes"]),
    st.booleans(),
    st.booleans(),
)


KINDS = {code: core_kinds()[code] for code in ("place", "organisation")}


def become(sheet: Sheet, mark: str | None) -> Sheet:
    """The sheet of the other kind, with what both have fields for; the rest knowingly goes."""
    (other,) = (kind for code, kind in KINDS.items() if code != sheet.kind)
    values = {name: value for name, value in sheet.values.items() if name in other.by_id}
    if mark:
        values["alt_names"] = [*values.get("alt_names", ()), mark]
    needed = ENOUGH if other is PLACE else {"name": "Le Moulin"}
    made, problems = validated(other, Sheet(other.code, {**needed, **values}))
    wrong = {one.path.partition("/")[0] for one in problems}
    kept = {name: value for name, value in made.values.items() if name not in wrong}
    return Sheet(other.code, {**needed, **kept})


def edited(sheet: Sheet, where: str, mark: str | None) -> Sheet:
    """The sheet with a mark nobody else writes at one place, or with that place emptied."""
    if where == "becomes":
        return become(sheet, mark)
    where = where if sheet.kind == "place" else "alt_names"
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
    return validated(KINDS[sheet.kind], Sheet(sheet.kind, values))[0]


def marks(value: Any) -> set[str]:
    """The marks that a value holds."""
    text = json.dumps(value, ensure_ascii=False)
    return {word for word in text.replace('"', " ").split() if word.startswith(("alice", "bob"))}


@settings(max_examples=100, **CALM)
@given(st.lists(steps, max_size=20))
def test_any_sequence_of_edits_loses_nothing_unsaid(sequence: Sequence[Step]) -> None:
    """Some of which make another kind of thing of it."""
    _lose_nothing(KINDS, place(), edited, sequence)


def _lose_nothing(
    kinds: Mapping[str, Kind],
    head: Sheet,
    edited_: Callable[[Sheet, str, str | None], Sheet],
    sequence: Sequence[Step],
) -> None:
    begun = head
    read = {"alice": head, "bob": head}
    alive = marks(head.values)
    for number, step in enumerate(sequence):
        base = head if step.reads else read[step.who]
        mark = None if step.removes else f"{step.who}{number}"
        mine = edited_(base, step.where, mark)
        result = merged_sheets(kinds, base, head, mine)
        if result is None:  # of two kinds: nothing is written, and the one who saves is told
            assert head.kind != mine.kind
            read[step.who] = head
            continue
        said: set[str] = set()
        if result.conflicts:
            winner = "head" if step.yields else "mine"
            said = marks([[one.head, one.mine] for one in result.conflicts])
            answers = {one.key: winner for one in result.conflicts}
            result = merged_sheets(kinds, base, head, mine, answers)
        assert result is not None
        assert result.sheet is not None
        knowingly = marks(base.values) - marks(mine.values)
        alive = (alive | marks(mine.values) - marks(base.values)) - knowingly - said
        head = result.sheet
        alive |= said & marks(head.values)
        read[step.who] = head
        assert alive <= marks(head.values)
        before = begun if begun.kind == head.kind else None
        problems = validated(kinds[head.kind], head, before=before)[1]
        assert not [one for one in problems if one.blocking]


#: A place of a network that added a field of rows, a column and a field, and hid another one.
OURS, _WRONG = settled(
    PLACE,
    Sheet(
        SCHEMA,
        {
            "fields": [
                {"id": "machines", "type": "rows", "fr": "Machines"},
                {"id": "motto", "type": "text", "fr": "Devise"},
                {"id": "parking", "hidden": True},
            ],
            "columns": [
                {"of": "machines", "id": "name", "type": "text", "fr": "Nom", "identity": True},
                {"of": "machines", "id": "state", "type": "text", "fr": "État"},
                {"of": "partners", "id": "mood", "type": "text", "fr": "Humeur"},
            ],
        },
    ),
)
#: What is written, each in a row that there is from the start or in one more.
OF_OURS = ["motto", "parking", "machine", "state", "mood", "gone", "lost"]
BEGUN = place(
    machines=[{"name": "Laser", "gone": "alice_gone"}],
    partners=[{"name": "Kokerboom"}],
    lost="bob_lost",
)


def edited_as_ours(sheet: Sheet, where: str, mark: str | None) -> Sheet:
    """The same for a sheet of the network's kind; what has no field any more can but be removed."""
    values = json.loads(json.dumps(sheet.values))
    machines, partners = values.get("machines", []), values.get("partners", [])
    if where == "machine":
        values["machines"] = [*machines, {"name": mark}] if mark else machines[:1] + machines[2:]
    elif where in ("state", "gone") and machines:
        machines[0][where] = mark if where == "state" else None
    elif where == "mood" and partners:
        partners[0]["mood"] = mark
    elif where == "lost":
        values.pop("lost", None)
    elif where in ("motto", "parking"):
        values[where] = mark
    return validated(OURS, Sheet("place", values), before=sheet)[0]


@settings(max_examples=100, **CALM)
@given(st.lists(steps.flatmap(lambda one: st.sampled_from(OF_OURS).map(one.at)), max_size=20))
def test_nor_in_the_fields_and_columns_of_a_network(sequence: Sequence[Step]) -> None:
    assert _WRONG == ()
    _lose_nothing({"place": OURS}, BEGUN, edited_as_ours, sequence)
