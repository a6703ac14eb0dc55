"""Communes offered while one types in a form."""

from __future__ import annotations

from flask import Response, jsonify, request

from wiki.geography.communes import departments
from wiki.geography.finding import Match, search, written
from wiki.places.views.blueprint import blueprint
from wiki.web.language import gettext


@blueprint.get("/communes", endpoint="communes")
def offered() -> Response:
    """Communes whose name or postcode begins as `?q=`, in JSON; at most ten."""
    return jsonify([_as_json(match) for match in search(request.args.get("q", ""))])


def _as_json(match: Match) -> dict[str, str | float | None]:
    one = match.commune
    of = departments()[one.department].name
    where = ", ".join((*one.postcodes[:1], of))
    label = f"{one.name} ({where})"
    if match.former:
        label = gettext("%(commune)s, autrefois %(former)s", commune=label, former=match.former)
    return {
        "insee": one.insee,
        "name": one.name,
        "label": label,
        "text": written(one),
        "lat": one.lat,
        "lon": one.lon,
    }
