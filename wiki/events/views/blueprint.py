"""The blueprint that the screens of the events share, and the events that an address asks for."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request

from wiki.events.queries.listing import Asked
from wiki.events.views.words import types
from wiki.geography.communes import departments

blueprint = Blueprint("events", __name__)


def wanted_events() -> Asked:
    """Which events the address asks for; what names nothing asks for nothing."""
    departement, type_ = (request.args.get(name, "") for name in Asked._fields)
    return Asked(
        departement if departement in departments() else "", type_ if type_ in types() else ""
    )


def kept(wanted: Asked) -> dict[str, Any]:
    """What an address says to ask for the same events."""
    return {name: value for name, value in wanted._asdict().items() if value}
