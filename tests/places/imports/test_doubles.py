"""Places that may be one are shown to a person; none is dropped."""

from __future__ import annotations

from typing import Any

import pytest

from wiki.places.imports import doubles as module
from wiki.places.imports.doubles import doubles
from wiki.places.imports.reading import Found, Remark
from wiki.schema.sheet import Sheet


def found(line: int, name: str, **values: Any) -> Found:
    sheet = Sheet("place", {"name": name, "commune": "64445", **values})
    return Found(line, str(line), f"{name} {line}", sheet)


def at(lat: float, lon: float, precision: str = "address") -> dict[str, Any]:
    return {"lat": lat, "lon": lon, "precision": precision}


def codes(*places: Found) -> list[tuple[int, str, int]]:
    return [(one.line, one.code, one.parameters["line"]) for one in doubles(places)]


def test_the_same_name_in_one_commune() -> None:
    assert codes(found(2, "Le Quai"), found(3, "LE  QUAÏ !")) == [(3, "double_name", 2)]


def test_the_same_name_elsewhere_is_another_place() -> None:
    assert codes(found(2, "Le Quai"), found(3, "Le Quai", commune="40088")) == []


def test_the_same_number_in_a_register() -> None:
    one = found(2, "Le Quai", siret="73282932000074", rna="W643000001")
    assert codes(one, found(3, "Le Pont", siret="73282932000074")) == [(3, "double_siret", 2)]
    assert codes(one, found(4, "Le Phare", rna="W643000001")) == [(4, "double_rna", 2)]


def test_the_same_door() -> None:
    one = found(2, "Le Quai", position=at(43.30001, -0.36999))
    near = found(3, "Le Pont", position=at(43.29999, -0.37001))
    far = found(4, "Le Phare", position=at(43.301, -0.37))
    assert codes(one, near, far) == [(3, "double_near", 2)]


def test_a_position_that_is_that_of_the_commune_is_no_door() -> None:
    one = found(2, "Le Quai", position=at(43.3, -0.37, "commune"))
    assert codes(one, found(3, "Le Pont", position=at(43.3, -0.37))) == []


def test_one_remark_names_the_first_of_them() -> None:
    alike = [found(line, "Le Quai", position=at(43.3, -0.37)) for line in (2, 3, 4)]
    assert list(doubles(alike)) == [
        Remark(3, "double_name", {"line": 2, "title": "Le Quai 2"}),
        Remark(4, "double_name", {"line": 2, "title": "Le Quai 2"}),
    ]


def test_a_file_of_places_at_one_spot_is_compared_with_the_first_ones(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared = []

    def far(*positions: float) -> float:
        compared.append(positions)
        return 1.0

    monkeypatch.setattr(module, "distance_km", far)
    spot = at(43.3, -0.37)
    assert codes(*(found(line, f"Lieu {line}", position=spot) for line in range(2, 402))) == []
    assert len(compared) < 400 * module._MOST
