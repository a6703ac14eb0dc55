"""A sheet as cells of a table, and back."""

from __future__ import annotations

from typing import Any

import pytest

from wiki.schema.cells import Column, columns, is_not_concerned, with_cells
from wiki.schema.kinds import core_kinds
from wiki.schema.sheet import Sheet
from wiki.schema.validation import validated

KIND = core_kinds()["place"]
BY_NAME = {column.name: column for column in columns(KIND)}
FULL = Sheet(
    "place",
    {
        "name": "Arrêt Minute",
        "status": "open",
        "families": ["coworking", "fablab"],
        "commune": "33328",
        "opened_on": "2010-10",
        "wifi": True,
        "surface_built": 120.5,
        "house_rules": "Calme.\nRespect.",
        "position": {"lat": 44.93, "lon": -0.2, "precision": "pin"},
        "seats": [{"kind": "permanent", "count": 5}, {"kind": "drop_in", "count": 0}],
    },
    frozenset({"surface_outdoor"}),
)


def test_every_column_has_one_name_and_one_label() -> None:
    for language in ("fr", "en"):
        labels = [column.label(language) for column in BY_NAME.values()]
        assert len(set(labels)) == len(labels) == len(columns(KIND))


def test_only_what_all_may_see_has_a_column() -> None:
    assert not [name for name in BY_NAME if name.startswith(("lease_end", "income_lines"))]


@pytest.mark.parametrize("language", ["", "fr", "en"])
def test_what_is_written_is_read_back(language: str) -> None:
    cells = {column: column.written(FULL, language) for column in columns(KIND)}
    read = with_cells(Sheet("place"), cells)
    assert validated(KIND, read)[0] == FULL


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("status", "Ouvert", "open"),
        ("families", "Télécentre | fablab", ["telecentre", "fablab"]),
        ("opened_on", "octobre 2010", "2010-10"),
        ("wifi", "oui", True),
        ("surface_built", "1 200,5 m²", 1200.5),
        ("commune", "Pomerol (33328)", "33328"),
        ("name", "Le Quai", "Le Quai"),
        ("seats.permanent.count", "²", "²"),
    ],
)
def test_a_cell_is_read_as_people_write(name: str, text: str, value: Any) -> None:
    assert BY_NAME[name].read(text) == value


def change(**cells: str) -> Sheet:
    """The full sheet with what these cells say, `__` standing for a point."""
    return with_cells(FULL, {_column(name): text for name, text in cells.items()})


def _column(name: str) -> Column:
    return BY_NAME[name.replace("__", ".")]


def test_a_blank_cell_is_what_nobody_has_said() -> None:
    read = change(opened_on="", seats__drop_in__count="", position__lat="", position__lon="")
    assert "opened_on" not in read.values
    assert read.values["seats"] == [{"kind": "permanent", "count": 5}]
    assert "position" not in read.values


def test_zero_is_a_number_and_what_does_not_apply_a_third_thing() -> None:
    read = change(seats__training__count="0", surface_built="Sans objet", surface_outdoor="0")
    assert read.values["seats"][-1] == {"kind": "training", "count": 0}
    assert "surface_built" not in read.values
    assert read.not_concerned == {"surface_built"}
    assert read.values["surface_outdoor"] == 0
    assert not is_not_concerned("0")


def test_a_position_typed_by_hand_is_a_pin() -> None:
    sheet = Sheet("place", {"name": "Le Quai"})
    cells = {_column("position__lat"): "44,9", _column("position__lon"): "-0,2"}
    point = {"lat": 44.9, "lon": -0.2, "precision": "pin"}
    assert with_cells(sheet, cells).values["position"] == point
