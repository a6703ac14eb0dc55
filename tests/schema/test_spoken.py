"""Values in the parts that a face shows."""

from __future__ import annotations

from tests.schema.sheets import PLACE
from wiki.schema.spoken import Spoken, spoken


def said(name: str, value: object) -> Spoken:
    return spoken(PLACE.field(name), value)


def test_a_value_is_said_in_its_parts() -> None:
    assert said("name", "Le Moulin") == Spoken("text", "Le Moulin")
    assert said("surface_built", 120.5) == Spoken("number", number=120.5, unit="square_metre")
    assert said("nearest_station_min", 0) == Spoken("number", number=0, unit="minute")
    assert said("opened_on", "2010-10") == Spoken("date", date=(2010, 10))
    assert said("wifi", False) == Spoken("boolean", yes=False)
    assert said("commune", "33328") == Spoken("commune", "33328")
    assert said("holder", "Arrêt Minute") == Spoken("link", "Arrêt Minute")
    point = {"lat": 44.9, "lon": -0.2, "precision": "commune"}
    assert said("position", point) == Spoken("point", lat=44.9, lon=-0.2, precision="commune")


def test_a_choice_is_said_with_its_labels() -> None:
    status = said("status", "open")
    assert status.choice is not None
    assert status.choice.labels["fr"] == "Ouvert"
    families = said("families", ["coworking", "fablab"])
    assert [one.choice.code for one in families.items if one.choice] == ["coworking", "fablab"]
    assert said("networks", ["SoLozère"]).items == (Spoken("link", "SoLozère"),)


def test_rows_are_said_by_column() -> None:
    rows = said("offers", [{"formula": "day", "price": {"cents": 1250, "tax": "incl"}}])
    assert [column.id for column in rows.columns] == ["formula", "price"]
    assert rows.rows[0]["price"] == Spoken("money", number=1250, tax="incl")


def test_a_figure_has_the_unit_of_its_indicator() -> None:
    rows = said("metrics", [{"year": 2012, "indicator": "occupancy_rate", "value": 40}])
    assert rows.rows[0]["value"] == Spoken("number", number=40, unit="per_cent")
    assert rows.rows[0]["year"] == Spoken("year", number=2012)
    assert said("metrics", [{"value": 40}]).rows[0]["value"] == Spoken("number", number=40)


def test_what_fits_no_more_is_said_as_it_is() -> None:
    assert said("status", "moon") == Spoken("unfit", "moon")
    assert said("surface_built", "grand") == Spoken("unfit", "grand")
    assert said("families", ["coworking", "moon"]).items[1] == Spoken("unfit", "moon")
    assert said("seats", "huit") == Spoken("unfit", "huit")
    assert said("seats", [{"colour": "red"}]).rows[0]["colour"] == Spoken("unfit", "red")
    assert spoken(None, 8) == Spoken("unfit", "8")
    assert spoken(None, ["a", "b"]) == Spoken("unfit", "a, b")
    assert spoken(None, [{"kind": "a", "count": 2}]) == Spoken("unfit", "kind : a, count : 2")
