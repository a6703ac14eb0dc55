"""Sheets that several tests look at."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck

from wiki.schema import Sheet, core_kinds

#: For laws drawn at random, on a machine that may be busy.
CALM: dict[str, Any] = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
PLACE = core_kinds()["place"]
ENOUGH: dict[str, Any] = {
    "name": "Le Moulin",
    "commune": "33328",
    "status": "open",
    "families": ["coworking"],
}


def place(**values: Any) -> Sheet:
    """A place that says enough to be published, and `values`; one that is None is unknown."""
    said = {name: value for name, value in {**ENOUGH, **values}.items() if value is not None}
    return Sheet("place", said)
