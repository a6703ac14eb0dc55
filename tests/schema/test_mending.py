"""What becomes of a value that fits no more is what a person says, and nothing else changes."""

from __future__ import annotations

from typing import Any

import pytest

from tests.schema.sheets import PLACE, place
from wiki.schema import Sheet
from wiki.schema.mending import at, mended
from wiki.schema.types import Unfit


def done(sheet: Sheet, *what: str) -> dict[str, Any]:
    return dict(mended(PLACE, sheet, *what).values)


def test_a_choice_is_replaced_where_it_is() -> None:
    sheet = place(
        families=["sofa", "fablab"], seats=[{"kind": "sofa", "count": 2}], mobility="ship"
    )
    assert done(sheet, "families", "replace_choice", "fablab")["families"] == ["fablab"]
    assert done(sheet, "mobility", "replace_choice", "fixed")["mobility"] == "fixed"
    rows = done(sheet, "seats/0/kind", "replace_choice", "permanent")["seats"]
    assert rows == [{"kind": "permanent", "count": 2}]


def test_a_value_moves_to_a_field_that_takes_it() -> None:
    sheet = Sheet("place", {**place().values, "minutes": "12"}, sources={"minutes": {"text": "Vu"}})
    found = mended(PLACE, sheet, "minutes", "move_value", "nearest_station_min")
    assert found.values["nearest_station_min"] == 12
    assert "minutes" not in found.values
    assert found.sources == {"nearest_station_min": {"text": "Vu"}}


def test_a_value_goes_with_its_source() -> None:
    sheet = Sheet("place", {**place().values, "nap": True}, sources={"nap": {"text": "Vu"}})
    assert mended(PLACE, sheet, "nap", "remove_value") == place()


@pytest.mark.parametrize(
    ("path", "remedy", "to", "code"),
    [
        ("colour", "remove_value", "", "nothing_there"),
        ("seats/9/kind", "remove_value", "", "nothing_there"),
        ("seats/²/kind", "remove_value", "", "nothing_there"),
        ("seats/0/0/0", "remove_value", "", "nothing_there"),
        ("nap", "burn", "", "no_remedy"),
        ("nap", "replace_choice", "x", "unknown_choice"),
        ("seats/0/kind", "move_value", "purpose", "no_remedy"),
        ("nap", "move_value", "name", "said_already"),
        ("nap", "move_value", "nowhere", "unknown_field"),
        ("nap", "move_value", "seats", "unknown_field"),
        ("nap", "move_value", "opened_on", "not_date"),
    ],
)
def test_refuses_what_cannot_be_done(path: str, remedy: str, to: str, code: str) -> None:
    sheet = place(nap="longue", seats=[{"kind": "sofa"}])
    with pytest.raises(Unfit) as refused:
        mended(PLACE, sheet, path, remedy, to)
    assert refused.value.code == code


def test_finds_nothing_where_there_is_nothing() -> None:
    assert at(place(), "name/0/x") is None
