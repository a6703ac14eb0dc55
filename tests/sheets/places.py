"""Sheets of places for the tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from wiki.pages.service.save import Saved
from wiki.schema.sheet import Sheet

#: What suffices to publish a place.
ESSENTIAL = {
    "name": "Arrêt Minute",
    "commune": "33328",
    "status": "open",
    "families": ["coworking"],
}

Describe = Callable[..., Saved]


def place(**values: Any) -> Sheet:
    """The sheet of a place: what suffices, and these values; None takes one away."""
    said = ESSENTIAL | values
    return Sheet("place", {name: value for name, value in said.items() if value is not None})
