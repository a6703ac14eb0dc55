"""Distances on the Earth, in kilometres; positions in degrees (WGS 84)."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

_RADIUS = 6371.0088  # kilometres, the mean one
_DEGREE = 111.195  # kilometres of one degree of latitude on that sphere


class Box(NamedTuple):
    """What an index can look for before distances are computed."""

    south: float
    north: float
    west: float
    east: float


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """The length of the shortest way between two positions."""
    north, east = radians(other_lat - lat) / 2, radians(other_lon - lon) / 2
    chord = sin(north) ** 2 + cos(radians(lat)) * cos(radians(other_lat)) * sin(east) ** 2
    return 2 * _RADIUS * asin(min(1.0, sqrt(chord)))


def box_around(lat: float, lon: float, km: float) -> Box:
    """A box that holds every position within `km`; all longitudes near a pole or the date line."""
    reach = km / _DEGREE
    south, north = max(-90.0, lat - reach), min(90.0, lat + reach)
    narrowest = cos(radians(max(abs(south), abs(north))))
    wide = reach / narrowest if narrowest > 0.01 else 360.0
    if lon - wide < -180 or lon + wide > 180:
        return Box(south, north, -180.0, 180.0)
    return Box(south, north, lon - wide, lon + wide)
