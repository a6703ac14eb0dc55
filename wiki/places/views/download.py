"""The places to take away: in a table, as points, in the standards that others read.

Other sites may read them all: `Access-Control-Allow-Origin` is `*`, and no answer depends on who
asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlsplit

from flask import Response, jsonify, request, url_for

from wiki.pages.queries.kinds import kind_of
from wiki.places import subject
from wiki.places.exports import catalogue as catalogues
from wiki.places.exports import data_inclusion, ftl, osm, vcard
from wiki.places.queries import directory as queries
from wiki.places.queries.asked import PlaceFilter
from wiki.places.queries.described import described, the_place
from wiki.places.rules import KIND
from wiki.places.views import mediation, points, spreadsheet
from wiki.places.views.blueprint import blueprint, wanted_places
from wiki.places.views.doubts import doubts
from wiki.places.views.forms_given import MEDNUM_SCHEMA, MOST_POINTS, XLSX, forms
from wiki.sheets.schema_org import structured
from wiki.site.queries import licence_of, setting
from wiki.web.language import gettext, in_language, language
from wiki.web.outside import outside
from wiki.web.templates import page_url

#: What lets other sites read an answer.
FOR_ALL = {"Access-Control-Allow-Origin": "*"}


@blueprint.get("/places.csv")
def csv() -> Response:
    """The places that the address asks for, a column for each field."""
    return table_of(wanted_places())


def table_of(wanted: PlaceFilter) -> Response:
    """Some places as a spreadsheet."""
    kind = kind_of(KIND)
    lines = spreadsheet.lines(described(wanted, root()), kind)
    return _table("lieux.csv", spreadsheet.columns(kind), lines)


@blueprint.get("/places.xlsx")
def xlsx() -> Response:
    """The same for people: the names of the fields and of their choices, in a workbook.

    What writes it is loaded when somebody asks for one: the wiki starts sooner.
    """
    workbook = subject.load("exports.workbook:workbook")
    made = workbook(described(wanted_places(), root()), kind_of(KIND), language(), gettext("Lieux"))
    return for_all(_file(Response(made, content_type=XLSX), "lieux.xlsx"))


@blueprint.get("/places/mednum.csv")
def mednum() -> Response:
    """Those that have what the standard of digital mediation requires."""
    kind = kind_of(KIND)
    found = (mediation.line(place, kind) for place in described(wanted_places(), root()))
    return _table("lieux-mednum.csv", mediation.COLUMNS, (line for line in found if line))


@blueprint.get("/places.geojson")
def geojson() -> Response:
    """Those whose position is known, as points."""
    limit = max(1, min(request.args.get("limit", MOST_POINTS, type=int), MOST_POINTS))
    return points_of(wanted_places(), limit)


def points_of(wanted: PlaceFilter, limit: int) -> Response:
    """Some places as points."""
    found = queries.places(wanted, size=limit, is_located=True)
    years = doubts(found.rows, wanted)
    response = jsonify(points.feature_collection(found.rows, root(), years))
    response.content_type = points.MEDIA_TYPE
    return for_all(response)


@blueprint.get("/places.jsonld")
def jsonld() -> Response:
    """The places in the words of schema.org."""
    kind = kind_of(KIND)
    graph = [
        structured(kind, place.sheet, place.url, lambda choice: in_language(choice.labels))
        for place in described(wanted_places(), root())
    ]
    response = jsonify({"@context": "https://schema.org", "@graph": graph})
    response.content_type = catalogues.MEDIA_TYPE
    return for_all(response)


@blueprint.get("/places.vcf")
def vcf() -> Response:
    """The places as cards for an address book."""
    text = "".join(vcard.cards(described(wanted_places(), root()), kind_of(KIND)))
    return for_all(_file(Response(text, content_type=vcard.MEDIA_TYPE), "lieux.vcf"))


@blueprint.get("/places/<uid>.vcf")
def one_vcf(uid: str) -> Response:
    """The card of one place."""
    text = vcard.card(the_place(uid, root()), kind_of(KIND))
    return for_all(_file(Response(text, content_type=vcard.MEDIA_TYPE), "lieu.vcf"))


@blueprint.get("/places/data-inclusion.json", endpoint="data_inclusion")
def as_structures() -> Response:
    """The places as structures of data·inclusion."""
    kind, source = kind_of(KIND), urlsplit(root()).hostname or "wiki"
    found = described(wanted_places(), root())
    made = (data_inclusion.structure(place, kind, source) for place in found)
    return _json([one for one in made if one])


@blueprint.get("/places/ftl.json", endpoint="ftl")
def as_elements() -> Response:
    """The places as France Tiers-Lieux keeps them."""
    kind = kind_of(KIND)
    return _json([ftl.element(place, kind) for place in described(wanted_places(), root())])


@blueprint.get("/places/osm.json", endpoint="osm")
def as_nodes() -> Response:
    """The places whose position is exact, as nodes of OpenStreetMap with their tags."""
    return _json(osm.document(described(wanted_places(), root()), kind_of(KIND)))


@blueprint.get("/catalog.jsonld")
def catalogue() -> Response:
    """The catalogue of what can be taken away, for the portals of open data."""
    licence = licence_of("")
    home = outside(url_for("wiki.pages.home"))
    site = catalogues.Site(setting("name"), home, licence.url or licence.name)
    given = [
        catalogues.Distribution(
            form.label,
            outside(url_for(f".{form.endpoint}")),
            form.media_type,
            form.file_type,
            MEDNUM_SCHEMA if form.endpoint == "mednum" else "",
        )
        for form in forms()
    ]
    title = gettext("Lieux de %(site)s", site=site.name)
    said = gettext("Les tiers-lieux que les membres de « %(site)s » décrivent.", site=site.name)
    response = jsonify(
        catalogues.catalogue(site, outside(url_for(".catalogue")), title, said, given)
    )
    response.content_type = catalogues.MEDIA_TYPE
    return for_all(response)


def _table(name: str, header: Sequence[str], lines: Iterable[Sequence[str]]) -> Response:
    text = "".join(spreadsheet.written(header, lines))
    # With a mark at its beginning, spreadsheets read it as UTF-8.
    response = Response(f"\ufeff{text}", content_type="text/csv; charset=utf-8")
    return for_all(_file(response, name))


def _json(data: Any) -> Response:
    return for_all(jsonify(data))


def _file(response: Response, name: str) -> Response:
    """The answer as a file of that name, once it is kept."""
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def for_all(response: Response) -> Response:
    """The answer, which other sites may read: it is public."""
    response.headers.update(FOR_ALL)
    return response


def root() -> str:
    """What the addresses of pages begin with, from anywhere."""
    return outside(page_url(""))
