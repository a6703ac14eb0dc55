"""What changed between two sheets."""

from __future__ import annotations

from dataclasses import replace

from tests.schema.sheets import PLACE, place
from wiki.schema.difference import (
    CellDifference,
    Difference,
    RowDifference,
    State,
    differences,
    state_of,
)


def only(before: object, after: object) -> Difference:
    (found,) = differences(PLACE, before, after)  # type: ignore[arg-type]
    return found


def test_equal_sheets_do_not_differ() -> None:
    assert differences(PLACE, place(), place()) == ()


def test_a_value_that_changed_is_told_with_both() -> None:
    found = only(place(parking="Devant"), place(parking="Derrière"))
    assert (found.id, found.field, found.before, found.after) == (
        "parking",
        PLACE.field("parking"),
        "Devant",
        "Derrière",
    )
    assert found.value_changed


def test_unknown_zero_and_not_concerned_differ() -> None:
    not_concerned = replace(place(), not_concerned=frozenset({"nearest_station_min"}))
    found = only(place(nearest_station_min=0), not_concerned)
    assert (found.state_before, found.state_after) == (State.KNOWN, State.NOT_CONCERNED)
    found = only(place(), place(nearest_station_min=0))
    assert (found.state_before, found.state_after) == (State.UNKNOWN, State.KNOWN)
    assert state_of(not_concerned, "nearest_station_min") is State.NOT_CONCERNED


def test_a_list_tells_what_came_and_went() -> None:
    found = only(place(families=["coworking", "fablab"]), place(families=["culture", "coworking"]))
    assert (found.added, found.removed) == (("culture",), ("fablab",))


def test_rows_are_told_by_their_identity() -> None:
    before = place(
        seats=[
            {"kind": "permanent", "count": 5},
            {"kind": "drop_in", "count": 2},
            {"kind": "meeting", "count": 6},
        ]
    )
    after = place(
        seats=[
            {"kind": "training", "count": 1},
            {"kind": "permanent", "count": 5},
            {"kind": "drop_in", "count": 3},
        ]
    )
    assert only(before, after).rows == (
        RowDifference(
            {"kind": "drop_in"},
            {"kind": "drop_in", "count": 2},
            {"kind": "drop_in", "count": 3},
            (CellDifference("count", 2, 3),),
        ),
        RowDifference(
            {"kind": "meeting"},
            {"kind": "meeting", "count": 6},
            None,
            (CellDifference("kind", "meeting", None), CellDifference("count", 6, None)),
        ),
        RowDifference(
            {"kind": "training"},
            None,
            {"kind": "training", "count": 1},
            (CellDifference("kind", None, "training"), CellDifference("count", None, 1)),
        ),
    )


def test_another_order_is_a_change_without_rows() -> None:
    seats = [{"kind": "permanent", "count": 5}, {"kind": "drop_in", "count": 2}]
    found = only(place(seats=seats), place(seats=seats[::-1]))
    assert found.value_changed
    assert found.rows == ()


def test_a_source_that_changed_is_told_apart_from_the_value() -> None:
    found = only(place(), replace(place(), sources={"name": {"text": "Affiche"}}))
    assert not found.value_changed
    assert (found.source_before, found.source_after) == (None, {"text": "Affiche"})


def test_fields_come_in_the_order_of_the_kind_and_those_gone_at_the_end() -> None:
    found = differences(PLACE, place(), place(colour="red", parking="Devant", tagline="Ici"))
    assert [one.id for one in found] == ["tagline", "parking", "colour"]
    assert found[-1].field is None


def test_rows_that_fit_no_more_are_told_whole() -> None:
    found = only(place(seats="huit"), place(seats=[{"kind": "permanent", "count": 8}]))
    assert (found.before, found.rows) == ("huit", ())
    found = only(place(seats=[{"colour": "red"}]), place(seats=[{"colour": "blue"}]))
    assert found.rows[0].cells == (CellDifference("colour", "red", "blue"),)
