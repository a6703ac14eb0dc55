"""The resources to take away: in a table, as a feed. Other sites may read them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from flask import Response, url_for

from wiki.kernel import clock
from wiki.places.exports.columns import neutral
from wiki.places.queries.changes import made_at
from wiki.resources.queries import library as queries
from wiki.resources.queries.library import Line
from wiki.resources.rules import Wanted, codes_of
from wiki.resources.views.blueprint import blueprint, wanted_resources
from wiki.resources.views.library import cards_of
from wiki.web.outside import outside
from wiki.web.templates import page_url, render

#: Entries of the feed; lines that are read at once for the table.
_ENTRIES, _READ = 40, 500
_COLUMNS = (
    "title",
    "page_url",
    "summary",
    "theme",
    "stage",
    "audience",
    "format",
    "date",
    "author",
    "url",
    "file",
    "licence",
    "territory",
)


@blueprint.get("/resources.csv", endpoint="csv")
def table() -> Response:
    """The resources that the address asks for, by the codes of their fields."""
    response = Response(_written(wanted_resources()), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="ressources.csv"'
    return _for_all(response)


def _written(wanted: Wanted) -> str:
    piece = io.StringIO()
    writer = csv.writer(piece)
    writer.writerow(_COLUMNS)
    for line in _all(wanted):
        writer.writerow([neutral(cell) for cell in _cells(line)])
    return piece.getvalue()


def _all(wanted: Wanted) -> Iterator[Line]:
    found = queries.resources(wanted, size=_READ)
    yield from found.rows
    while found.next_key is not None:
        found = queries.resources(wanted, after=found.next_key, size=_READ)
        yield from found.rows


def _cells(line: Line) -> tuple[str, ...]:
    return (
        line.title,
        outside(page_url(line.title)),
        line.summary,
        *("|".join(codes_of(said)) for said in (line.themes, line.stages, line.audiences)),
        line.format,
        line.date,
        line.author,
        line.url,
        line.file,
        line.licence,
        line.territory,
    )


@blueprint.get("/resources.atom", endpoint="feed")
def feed() -> Response:
    """The resources that the address asks for, the sheet that changed last first."""
    wanted = wanted_resources()
    found = queries.resources(wanted, order="changed", size=_ENTRIES).rows
    dates = made_at([line.seq for line in found])
    given: dict[str, Any] = wanted.given
    text = render(
        "resources/resources.atom",
        entries=[
            (line.uid, outside(page_url(line.title)), card, *dates[line.seq])
            for line, card in zip(found, cards_of(found), strict=True)
        ],
        updated=max((dates[line.seq][0] for line in found), default=clock.NEVER),
        own_url=outside(url_for(".feed", **given)),
        list_url=outside(url_for(".library", **given)),
    )
    return _for_all(Response(text, content_type="application/atom+xml; charset=utf-8"))


def _for_all(response: Response) -> Response:
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
