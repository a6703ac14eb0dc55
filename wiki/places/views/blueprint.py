"""The blueprint that the views of the places share, and the places that an address asks for."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, request

from wiki.kernel.slugs import LONGEST_READ
from wiki.places.queries.asked import PlaceFilter
from wiki.places.queries.directory import FACETS
from wiki.places.rules import centre_of, date_read, radius_read

blueprint = Blueprint("places", __name__)

#: Longest code of a facet that is read, and of all the tags together.
_CODE, _TAGS = 40, 600


def wanted_places() -> PlaceFilter:
    """Which places the address asks for. Raises `Invalid`."""
    return places_asked(request.args)


def places_asked(given: Mapping[str, str]) -> PlaceFilter:
    """Which places the values of an address ask for, by name. Raises `Invalid`."""
    codes = {name: given.get(name, "")[:_CODE] for name in FACETS}
    near = given.get("near", "")[:LONGEST_READ].strip()
    centre = centre_of(near, radius_read(given.get("radius", "").strip())) if near else None
    return PlaceFilter(
        **codes,
        words=given.get("q", "")[:LONGEST_READ].strip(),
        on=_date(given, "on"),
        known=_date(given, "known"),
        tags=given.get("with", "")[:_TAGS],
        near=(centre.insee or near) if centre else "",
        radius=str(centre.km) if centre else "",
        centre=centre,
    )


def _date(given: Mapping[str, str], name: str) -> str:
    text = given.get(name, "").strip()
    return date_read(text) if text else ""
