"""The blueprint that the views of the places share, and the places that an address asks for."""

from __future__ import annotations

from flask import Blueprint, request

from wiki.kernel.slugs import LONGEST_READ
from wiki.places.queries.directory import FACETS, PlaceFilter

blueprint = Blueprint("places", __name__)

#: Longest code of a facet that is read.
_CODE = 40


def wanted_places() -> PlaceFilter:
    """Which places the address asks for."""
    codes = {name: request.args.get(name, "")[:_CODE] for name in FACETS}
    return PlaceFilter(**codes, words=request.args.get("q", "")[:LONGEST_READ].strip())
