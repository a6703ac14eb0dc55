"""Distances between positions, and the boxes that an index looks into."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.geography.distance import box_around, distance_km

LATITUDES = st.floats(-90, 90)
LONGITUDES = st.floats(-180, 180)


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [
        ((48.8566, 2.3522), (44.8378, -0.5792), 499),  # Paris, Bordeaux
        ((44.9333, -0.2), (44.9145, -0.2419), 3.9),  # Pomerol, Libourne
        ((-20.8789, 55.4481), (48.8566, 2.3522), 9_400),  # Saint-Denis, Paris
        ((0, 179.5), (0, -179.5), 111.2),
        ((10, 20), (10, 20), 0),
    ],
)
def test_distances_that_are_known(
    one: tuple[float, float], other: tuple[float, float], km: float
) -> None:
    assert distance_km(*one, *other) == pytest.approx(km, rel=0.01, abs=0.05)


@given(LATITUDES, LONGITUDES, LATITUDES, LONGITUDES, st.floats(0.1, 20_000))
def test_a_box_holds_all_that_is_near(
    lat: float, lon: float, other_lat: float, other_lon: float, km: float
) -> None:
    box = box_around(lat, lon, km)
    if distance_km(lat, lon, other_lat, other_lon) <= km * 0.999:
        assert box.south <= other_lat <= box.north
        assert box.west <= other_lon <= box.east


def test_a_box_is_no_wider_than_it_must() -> None:
    box = box_around(45, 0, 30)
    assert box.north - box.south == pytest.approx(60 / 111.2, rel=0.01)
    assert box.east - box.west == pytest.approx(60 / 111.2 / 0.7071, rel=0.02)
