"""What becomes of a value that fits no more is what a person says, and nothing else changes."""

from __future__ import annotations

from typing import Any

import pytest

from tests.schema.sheets import PLACE, place
from wiki.schema import Sheet
from wiki.schema.mending import Remedy, at, mended, mended_all
from wiki.schema.types import Unfit


def done(sheet: Sheet, path: str, remedy: str, to: str = "", **entries: str) -> dict[str, Any]:
    return dict(mended(PLACE, sheet, path, Remedy(remedy, to, entries)).values)


def test_entries_are_replaced_each_by_its_own() -> None:
    sheet = place(
        families=["sofa", "fablab", "bed"], seats=[{"kind": "sofa", "count": 2}], mobility="ship"
    )
    found = done(sheet, "families", "replace_choice", sofa="fablab")["families"]
    assert found == ["fablab", "bed"]
    found = done(sheet, "families", "replace_choice", sofa="", bed="coworking")["families"]
    assert found == ["fablab", "coworking"]
    assert done(sheet, "mobility", "replace_choice", ship="fixed")["mobility"] == "fixed"
    assert "mobility" not in done(sheet, "mobility", "replace_choice", ship="")
    rows = done(sheet, "seats/0/kind", "replace_choice", sofa="permanent")["seats"]
    assert rows == [{"kind": "permanent", "count": 2}]


def test_a_value_moves_to_a_field_that_takes_it() -> None:
    sheet = Sheet("place", {**place().values, "minutes": "12"}, sources={"minutes": {"text": "Vu"}})
    found = mended(PLACE, sheet, "minutes", Remedy("move_value", "nearest_station_min"))
    assert found.values["nearest_station_min"] == 12
    assert "minutes" not in found.values
    assert found.sources == {"nearest_station_min": {"text": "Vu"}}
    sheet = place(spaces=[{"colour": "rouge"}])
    rows = done(sheet, "spaces/0/colour", "move_value", "note")["spaces"]
    assert rows == [{"note": "rouge"}]


def test_a_value_goes_with_its_source_and_is_converted_with_it() -> None:
    sheet = Sheet("place", {**place().values, "nap": True}, sources={"nap": {"text": "Vu"}})
    assert mended(PLACE, sheet, "nap", Remedy("remove_value")) == place()
    said = {**place().values, "wifi": "oui"}
    sheet = Sheet("place", said, sources={"wifi": {"text": "Vu"}})
    found = mended(PLACE, sheet, "wifi", Remedy("convert_value"))
    assert (found.values["wifi"], found.sources) == (True, sheet.sources)


def test_what_cannot_be_mended_stays_beside_what_can() -> None:
    sheet = place(seats=[{"kind": "permanent", "count": "3"}, {"kind": "drop_in", "count": "3 ?"}])
    result = mended_all(PLACE, sheet, "seats/count", "not_integer", Remedy("convert_value"))
    assert (result.done, result.stays) == (True, True)
    assert [row["count"] for row in result.sheet.values["seats"]] == [3, "3 ?"]
    assert [(step.path, step.after) for step in result.steps if not step.why] == [
        ("seats/0/count", 3)
    ]
    nothing = mended_all(PLACE, sheet, "parking", "not_text", Remedy("remove_value"))
    assert (nothing.sheet, nothing.done, nothing.stays) == (sheet, False, False)


@pytest.mark.parametrize(
    ("path", "remedy", "to", "code"),
    [
        ("colour", "remove_value", "", "nothing_there"),
        ("seats/9/kind", "remove_value", "", "nothing_there"),
        ("seats/²/kind", "remove_value", "", "nothing_there"),
        ("seats/0/0/0", "remove_value", "", "nothing_there"),
        ("nap", "burn", "", "no_remedy"),
        ("nap", "convert_value", "", "no_remedy"),
        ("status", "convert_value", "", "no_remedy"),
        ("seats/0/kind", "replace_choice", "x", "unknown_choice"),
        ("seats/0/kind", "replace_choice", "", "entry_unsaid"),
        ("seats/0/kind", "move_value", "purpose", "unknown_field"),
        ("seats/0/kind", "move_value", "count", "said_already"),
        ("nap", "move_value", "name", "said_already"),
        ("nap", "move_value", "nowhere", "unknown_field"),
        ("nap", "move_value", "seats", "unknown_field"),
        ("nap", "move_value", "opened_on", "not_date"),
    ],
)
def test_refuses_what_cannot_be_done(path: str, remedy: str, to: str, code: str) -> None:
    sheet = place(nap="longue", seats=[{"kind": "sofa", "count": 1}])
    with pytest.raises(Unfit) as refused:
        mended(PLACE, sheet, path, Remedy(remedy, to, {"sofa": to} if to else {}))
    assert refused.value.code == code


def test_finds_nothing_where_there_is_nothing() -> None:
    assert at(place(), "name/0/x") is None
