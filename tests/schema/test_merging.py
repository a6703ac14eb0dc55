"""Two people fill the same sheet: what both wrote is there, or asked for."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.schema.sheets import CALM, PLACE, place
from wiki.schema import Sheet
from wiki.schema.merging import NOT_CONCERNED, Conflict, SheetMerge, merged
from wiki.schema.rows import Row, identity, keyed

PERMANENT = {"kind": "permanent", "count": 5}
DROP_IN = {"kind": "drop_in", "count": 2}
TRAINING = {"kind": "training", "count": 1}


def merge(base: Sheet, head: Sheet, mine: Sheet, **choices: str) -> SheetMerge:
    return merged(PLACE, base, head, mine, choices)


def asked(result: SheetMerge) -> list[str]:
    return [one.key for one in result.conflicts]


def test_two_fields_are_both_kept() -> None:
    result = merge(place(), place(parking="Devant"), place(transport="Bus"))
    assert result == SheetMerge(place(parking="Devant", transport="Bus"), ())


def test_one_field_written_differently_is_asked_for() -> None:
    result = merge(place(), place(parking="Devant"), place(parking="Derrière"))
    assert result.sheet is None
    assert result.conflicts == (Conflict("parking", "parking", None, "Devant", "Derrière"),)
    settled = merge(place(), place(parking="Devant"), place(parking="Derrière"), parking="mine")
    assert settled == SheetMerge(place(parking="Derrière"), ())


def test_a_value_removed_by_one_and_changed_by_the_other_is_asked_for() -> None:
    result = merge(place(parking="Devant"), place(), place(parking="Derrière"))
    assert asked(result) == ["parking"]


def test_not_concerned_against_a_value_is_asked_for() -> None:
    away = replace(place(), not_concerned=frozenset({"parking"}))
    result = merge(place(), away, place(parking="Devant"))
    assert result.conflicts[0].head is NOT_CONCERNED
    assert result.conflicts[0].to_json() == {
        "key": "parking",
        "field": "parking",
        "base": {},
        "head": {"not_concerned": True},
        "mine": {"value": "Devant"},
    }
    assert merge(place(), away, place(parking="Devant"), parking="head").sheet == away


def test_items_of_a_list_are_put_together() -> None:
    base = place(families=["coworking", "fablab"])
    head = place(families=["coworking", "fablab", "culture"])
    mine = place(families=["fablab", "foodlab"])
    assert merge(base, head, mine).sheet == place(families=["fablab", "culture", "foodlab"])


def test_rows_are_put_together_in_the_order_of_both() -> None:
    base = place(seats=[PERMANENT, DROP_IN])
    head = place(seats=[PERMANENT, TRAINING, DROP_IN])
    mine = place(seats=[{"kind": "event", "count": 50}, DROP_IN, {**PERMANENT, "count": 6}])
    result = merge(base, head, mine)
    assert result.sheet is not None
    assert result.sheet.values["seats"] == [
        {"kind": "event", "count": 50},
        DROP_IN,
        {**PERMANENT, "count": 6},
        TRAINING,
    ]


def test_rows_added_at_one_point_come_with_the_earlier_save_first() -> None:
    head, mine = place(seats=[PERMANENT, TRAINING]), place(seats=[PERMANENT, DROP_IN])
    result = merge(place(seats=[PERMANENT]), head, mine)
    assert result.sheet == place(seats=[PERMANENT, TRAINING, DROP_IN])


def test_two_cells_of_a_row_are_both_kept() -> None:
    row = {"kind": "open_space", "count": 1}
    result = merge(
        place(spaces=[row]),
        place(spaces=[{**row, "count": 2}]),
        place(spaces=[{**row, "desks_each": 4}]),
    )
    assert result.sheet == place(spaces=[{"kind": "open_space", "count": 2, "desks_each": 4}])


def test_one_cell_written_differently_is_asked_for() -> None:
    base, head, mine = (
        place(seats=[{"kind": "permanent", "count": count}, DROP_IN]) for count in (5, 6, 7)
    )
    result = merge(base, head, mine)
    assert result.conflicts == (
        Conflict(
            "seats/permanent/count", "seats", 5, 6, 7, row={"kind": "permanent"}, column="count"
        ),
    )
    assert result.conflicts[0].to_json()["row"] == {"kind": "permanent"}
    assert merged(PLACE, base, head, mine, {"seats/permanent/count": "head"}).sheet == head


def test_a_row_removed_by_one_and_changed_by_the_other_is_asked_for() -> None:
    base, mine = place(seats=[PERMANENT]), place(seats=[{**PERMANENT, "count": 6}])
    result = merge(base, place(), mine)
    assert asked(result) == ["seats/permanent"]
    assert merged(PLACE, base, place(), mine, {"seats/permanent": "head"}).sheet == place()
    assert merged(PLACE, base, place(), mine, {"seats/permanent": "mine"}).sheet == mine


def test_the_same_row_added_by_both_is_one_row() -> None:
    head = place(funding=[{"funder": "Région", "documents": ["Délibération"]}])
    mine = place(funding=[{"funder": "Région", "documents": ["Annexe"], "year": None}])
    result = merge(place(), head, mine)
    assert result.sheet == place(
        funding=[{"funder": "Région", "documents": ["Délibération", "Annexe"]}]
    )


def test_rows_that_nothing_tells_apart_are_counted() -> None:
    garden = {"kind": "garden"}
    result = merge(
        place(spaces=[garden]),
        place(spaces=[garden, garden]),
        place(spaces=[garden, {"kind": "cafe"}, {"kind": "cafe"}]),
    )
    assert result.sheet == place(spaces=[garden, garden, {"kind": "cafe"}, {"kind": "cafe"}])


def test_refuses_a_choice_that_is_no_side() -> None:
    with pytest.raises(ValueError, match="theirs"):
        merge(place(), place(), place(), parking="theirs")


# -- Where values come from

POSTER, LEAFLET = {"text": "Affiche"}, {"text": "Dépliant"}


def sourced(source: Mapping[str, str], **values: Any) -> Sheet:
    return replace(place(**values), sources={"parking": source} if source else {})


def test_a_source_follows_the_value_it_is_given_for() -> None:
    base = sourced(POSTER, parking="Devant")
    mine = sourced(LEAFLET, parking="Derrière")
    assert merge(base, base, mine).sheet == mine
    assert merge(base, mine, sourced(POSTER, parking="Devant", transport="Bus")).sheet == sourced(
        LEAFLET, parking="Derrière", transport="Bus"
    )


def test_a_check_of_the_former_value_goes() -> None:
    base = sourced(POSTER, parking="Devant")
    checked = sourced({**POSTER, "checked": "2026-11-26", "by": "m1"}, parking="Devant")
    moved = sourced(LEAFLET, parking="Derrière")
    assert merge(base, checked, moved).sheet == moved
    assert merge(base, moved, checked).sheet == moved


def test_a_source_of_the_former_value_is_asked_for() -> None:
    base = sourced({}, parking="Devant")
    said, moved = sourced(POSTER, parking="Devant"), sourced({}, parking="Derrière")
    result = merge(base, said, moved)
    assert asked(result) == ["sources/parking"]
    assert result.conflicts[0].of_source
    assert merged(PLACE, base, said, moved, {"sources/parking": "mine"}).sheet == moved
    assert merged(PLACE, base, said, moved, {"sources/parking": "head"}).sheet == sourced(
        POSTER, parking="Derrière"
    )


def test_of_two_checks_the_later_is_kept() -> None:
    base, early, late = (
        sourced({**POSTER, **check}, parking="Devant")
        for check in ({}, {"checked": "2026-11-25", "by": "m2"}, {"checked": "2026-11-26"})
    )
    assert merge(base, early, late).sheet == late == merge(base, late, early).sheet


def test_two_sources_of_one_value_are_asked_for() -> None:
    base = sourced({}, parking="Devant")
    result = merge(base, sourced(POSTER, parking="Devant"), sourced(LEAFLET, parking="Devant"))
    assert asked(result) == ["sources/parking"]


def test_one_answer_settles_a_value_and_its_source() -> None:
    base = sourced({}, parking="Devant")
    head, mine = sourced(POSTER, parking="Derrière"), sourced(LEAFLET, parking="À côté")
    assert asked(merge(base, head, mine)) == ["parking"]
    assert merge(base, head, mine, parking="head").sheet == head
    assert merge(base, head, mine, parking="mine").sheet == mine


# -- The laws, on sheets drawn at random

texts = st.sampled_from(["a", "b", "c"])
counts = st.sampled_from([0, 1, 2])
spaces = st.fixed_dictionaries(
    {"kind": st.sampled_from(["garden", "cafe"])},
    optional={"name": st.sampled_from(["x/y", "~2"]), "count": counts, "gone": texts},
)
funding = st.fixed_dictionaries(
    {"funder": texts}, optional={"year": counts, "documents": st.lists(texts, unique=True)}
)


def _row_of(name: str) -> Callable[[Row], str]:
    return lambda row: identity(PLACE.field(name), row)


FIELDS: Mapping[str, st.SearchStrategy[Any]] = {
    "parking": texts,
    "nearest_station_min": counts,
    "wifi": st.booleans(),
    "families": st.lists(
        st.sampled_from(["coworking", "fablab", "culture"]), min_size=1, unique=True
    ),
    "spaces": st.lists(spaces, min_size=1, max_size=3, unique_by=_row_of("spaces")),
    "funding": st.lists(funding, min_size=1, max_size=3, unique_by=_row_of("funding")),
    "colour": texts | counts | st.lists(texts),
    "seats": st.just("huit")
    | st.lists(st.builds(dict, kind=texts, count=counts), max_size=2, unique_by=_row_of("seats")),
}
source = st.fixed_dictionaries(
    {}, optional={"text": texts, "checked": st.sampled_from(["2026-11-25", "2026-11-26"])}
)


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    values: dict[str, Any] = {}
    away = set()
    for name, strategy in FIELDS.items():
        match draw(st.sampled_from(["known", "known", "unknown", "not concerned"])):
            case "known":
                values[name] = draw(strategy)
            case "not concerned":
                away.add(name)
    sources = {name: told for name in ("parking", "spaces") if (told := draw(source))}
    return Sheet("place", values, frozenset(away), sources)


@st.composite
def edited(draw: st.DrawFn, base: Sheet) -> Sheet:
    """What somebody makes of a sheet: some fields, and the rows of some, are another's."""
    other = draw(sheets())
    values, away, sources = {}, set(), {}
    for name in FIELDS:
        chosen = draw(st.sampled_from([base, base, other]))
        if name in chosen.not_concerned:
            away.add(name)
        elif name in chosen.values:
            values[name] = chosen.values[name]
        told = draw(st.sampled_from([base, base, other])).sources.get(name)
        if told:
            sources[name] = told
    return Sheet("place", values, frozenset(away), sources)


@st.composite
def situations(draw: st.DrawFn) -> tuple[Sheet, Sheet, Sheet]:
    base = draw(sheets())
    return base, draw(edited(base)), draw(edited(base))


def leaves(sheet: Sheet) -> dict[tuple[str, ...], str]:
    """Everything a sheet says, piece by piece."""
    said: dict[tuple[str, ...], str] = {(name,): "not concerned" for name in sheet.not_concerned}
    for name, value in sheet.values.items():
        field = PLACE.by_id.get(name)
        if field is not None and field.type == "choices":
            said |= {(name, item): "there" for item in value}
        elif field is not None and field.type == "rows" and isinstance(value, list):
            for key, row in keyed(field, value).items():
                for column, cell in row.items():
                    if column == "documents":
                        said |= {(name, key, column, item): "there" for item in cell}
                    else:
                        said[name, key, column] = json.dumps(cell)
        else:
            said[name,] = json.dumps(value)
    return said


def same_but_for_order(one: Sheet, other: Sheet) -> bool:
    return leaves(one) == leaves(other) and one.sources == other.sources


@settings(max_examples=100, **CALM)
@given(sheets(), sheets())
def test_a_side_alone_is_taken_whole(base: Sheet, side: Sheet) -> None:
    for head, mine in ((base, side), (side, base), (side, side)):
        result = merge(base, head, mine)
        assert result.conflicts == ()
        assert result.sheet is not None
        assert json.dumps(result.sheet.to_json()) == json.dumps(side.to_json())


@settings(max_examples=200, **CALM)
@given(situations())
def test_sides_exchanged_are_judged_alike(situation: tuple[Sheet, Sheet, Sheet]) -> None:
    base, head, mine = situation
    result, mirror = merge(base, head, mine), merge(base, mine, head)
    exchanged = {one.key: (one.base, one.mine, one.head) for one in result.conflicts}
    assert {one.key: (one.base, one.head, one.mine) for one in mirror.conflicts} == exchanged
    assert len(exchanged) == len(result.conflicts)
    if result.sheet is not None:
        assert mirror.sheet is not None
        assert same_but_for_order(result.sheet, mirror.sheet)


@settings(max_examples=200, **CALM)
@given(situations())
def test_no_value_is_lost_unsaid(situation: tuple[Sheet, Sheet, Sheet]) -> None:
    """What a side changed is in the sheet, or is in a conflict that the other side won."""
    base, head, mine = situation
    keys = asked(merge(base, head, mine))
    for winner in ("head", "mine"):
        result = merged(PLACE, base, head, mine, dict.fromkeys(keys, winner))
        assert result.conflicts == ()
        assert result.sheet is not None
        found, was = leaves(result.sheet), leaves(base)
        for name, side in (("head", head), ("mine", mine)):
            said = leaves(side)
            for leaf in {*was, *said}:
                if said.get(leaf) == was.get(leaf):
                    continue
                lost = any("/".join(leaf[:depth]) in keys for depth in range(1, len(leaf) + 1))
                assert found.get(leaf) == said.get(leaf) or (name != winner and lost), leaf


@settings(max_examples=100, **CALM)
@given(situations())
def test_nothing_is_invented(situation: tuple[Sheet, Sheet, Sheet]) -> None:
    base, head, mine = situation
    result = merge(base, head, mine)
    if result.sheet is not None:
        written = [leaves(head).items(), leaves(mine).items()]
        assert all(any(leaf in side for side in written) for leaf in leaves(result.sheet).items())


@settings(max_examples=100, **CALM)
@given(situations())
def test_a_settled_merge_sent_again_changes_nothing(situation: tuple[Sheet, Sheet, Sheet]) -> None:
    base, head, mine = situation
    first = merged(PLACE, base, head, mine, dict.fromkeys(asked(merge(base, head, mine)), "mine"))
    assert first.sheet is not None
    assert merge(head, first.sheet, first.sheet).sheet == first.sheet
