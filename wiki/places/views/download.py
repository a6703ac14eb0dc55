"""The places to take away: as a spreadsheet, as points, in the standard of digital mediation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flask import Response, jsonify, request

from wiki.pages.queries.kinds import kind_of
from wiki.places.queries import directory as queries
from wiki.places.queries.described import described
from wiki.places.rules import KIND
from wiki.places.views import mediation, points, spreadsheet
from wiki.places.views.blueprint import blueprint, wanted_places
from wiki.web.outside import outside
from wiki.web.templates import page_url

#: Points given at most.
MOST_POINTS = 50_000


@blueprint.get("/places.csv")
def csv() -> Response:
    """The places that the address asks for, a column for each field."""
    kind = kind_of(KIND)
    lines = spreadsheet.lines(described(wanted_places(), _root()), kind)
    return _table("lieux.csv", spreadsheet.columns(kind), lines)


@blueprint.get("/places/mednum.csv")
def mednum() -> Response:
    """Those that have what the standard of digital mediation requires."""
    kind = kind_of(KIND)
    found = (mediation.line(place, kind) for place in described(wanted_places(), _root()))
    return _table("lieux-mednum.csv", mediation.COLUMNS, (line for line in found if line))


@blueprint.get("/places.geojson")
def geojson() -> Response:
    """Those whose position is known, as points."""
    limit = max(1, min(request.args.get("limit", MOST_POINTS, type=int), MOST_POINTS))
    found = queries.places(wanted_places(), size=limit, is_located=True)
    response = jsonify(points.feature_collection(found.rows, _root()))
    response.content_type = points.MEDIA_TYPE
    return _for_all(response)


def _table(name: str, header: Sequence[str], lines: Iterable[Sequence[str]]) -> Response:
    text = "".join(spreadsheet.written(header, lines))
    # With a mark at its beginning, spreadsheets read it as UTF-8.
    response = Response(f"\ufeff{text}", content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return _for_all(response)


def _for_all(response: Response) -> Response:
    """Other sites may read what is public."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _root() -> str:
    """What the addresses of pages begin with, from anywhere."""
    return outside(page_url(""))
