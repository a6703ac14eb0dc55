"""The places over the API: the same questions as the directory's."""

from __future__ import annotations

from typing import Any

from flask import Response

from wiki.kernel.slugs import LONGEST_READ
from wiki.places.geojson import where
from wiki.places.queries import directory as queries
from wiki.places.queries.directory import FACETS, ORDERS, PlaceLine
from wiki.places.rules import LARGEST_RADIUS
from wiki.places.views import points
from wiki.places.views.blueprint import places_asked
from wiki.places.views.directory import key_read, key_written, order_of
from wiki.places.views.download import FOR_ALL, points_of, table_of
from wiki.places.views.forms_given import MOST_POINTS
from wiki.web import api
from wiki.web.api_schema import component, integer, list_of, maybe, number, record, text
from wiki.web.api_shapes import LIMIT
from wiki.web.outside import outside
from wiki.web.templates import page_url

blueprint = api.faces("places_api")

_FACETS = {
    "region": "Code INSEE de la région.",
    "departement": "Code du département.",
    "status": "Code de l’état.",
    "family": "Code d’une famille.",
    "management": "Code du mode de gestion.",
}
ASKED = {
    "q": text("Une partie du nom, ou des mots de la fiche ou de la page.", most=LONGEST_READ),
    **{name: text(_FACETS[name], most=40) for name in FACETS},
    "with": text(
        "Ce que le lieu a, champ et code, séparés par des virgules.",
        most=600,
        examples=["services:training,wifi:true"],
    ),
    "on": text("Les lieux comme ils étaient à cette date.", most=10, examples=["2013-12-31"]),
    "known": text("Ce qui en était écrit à cette date.", most=10, examples=["2013-12"]),
    "near": text(
        "Autour d’une commune (code INSEE, nom, code postal) ou d’une position « 44.93,-0.2 ».",
        most=100,
        examples=["33328"],
    ),
    "radius": text(f"Kilomètres autour, {LARGEST_RADIUS} au plus.", most=4, examples=["30"]),
}
PLACE = component(
    "Place",
    record(
        {
            "uid": text("Identifiant de la page."),
            "title": text("Titre de la page."),
            "url": text("Adresse de la page."),
            "name": text("Nom du lieu."),
            "status": maybe(text("Code de son état, à la date demandée.")),
            "families": list_of(text("Code."), "Ses familles."),
            "insee": maybe(text("Code INSEE de sa commune.")),
            "commune": text("Nom de sa commune, avec son département."),
            "department": maybe(text("Code de son département.")),
            "lat": maybe(number("Latitude (WGS 84).")),
            "lon": maybe(number("Longitude (WGS 84).")),
            "precision": maybe(text("Comment sa position est connue.")),
            "seats": maybe(integer("Nombre de postes.")),
            "opened_on": maybe(text("Date d’ouverture, comme elle est connue.")),
        }
    ),
)
PLACES = component(
    "Places",
    record(
        {
            "places": list_of(PLACE),
            "total": integer("Combien de lieux répondent."),
            "next_after": maybe(text("À donner comme `after` pour la suite.")),
        }
    ),
)
#: Not bounded by what is wanted of it: RFC 7946 says its shape.
POINTS = component(
    "Points",
    {"type": "object", "description": "Une `FeatureCollection` de points (RFC 7946)."},
)


@api.operation(
    blueprint,
    "GET",
    "/places",
    "Lister les lieux",
    parameters={
        **ASKED,
        "sort": text(
            "Ordre ; `distance` n’en est un qu’avec `near`.", enum=list(ORDERS), default=ORDERS[0]
        ),
        "after": text("Valeur de `next_after` de la liste d’avant.", most=LONGEST_READ),
        "limit": LIMIT,
    },
    answers={200: PLACES},
)
def listing(parameters: dict[str, Any]) -> api.Answer:
    """The places that are asked for, some at a time."""
    wanted = places_asked(_given(parameters))
    order = order_of(wanted, parameters["sort"])
    after = key_read(parameters["after"] or "", order)
    found = queries.places(wanted, order=order, after=after, size=parameters["limit"])
    told = {
        "places": [_shown(line) for line in found.rows],
        "total": queries.count(wanted),
        "next_after": key_written(found.next_key),
    }
    return told, 200, FOR_ALL


@api.operation(
    blueprint,
    "GET",
    "/places.geojson",
    "Lister les lieux comme des points",
    parameters={**ASKED, "limit": integer("Combien, au plus.", 1, MOST_POINTS, default=5_000)},
    answers={200: POINTS},
    media=points.MEDIA_TYPE,
)
def geojson(parameters: dict[str, Any]) -> Response:
    """Those whose position is known."""
    return points_of(places_asked(_given(parameters)), parameters["limit"])


@api.operation(
    blueprint,
    "GET",
    "/places.csv",
    "Lister les lieux comme un tableau",
    parameters=ASKED,
    answers={200: text("Une ligne par lieu, une colonne par champ.")},
    media="text/csv",
)
def csv(parameters: dict[str, Any]) -> Response:
    """All of them, with their sheets."""
    return table_of(places_asked(_given(parameters)))


def _given(parameters: dict[str, Any]) -> dict[str, str]:
    return {name: parameters[name] for name in ASKED if parameters[name] is not None}


def _shown(line: PlaceLine) -> dict[str, Any]:
    return {
        "uid": line.uid,
        "title": line.title,
        "url": outside(page_url(line.title)),
        "name": line.name,
        "status": line.status,
        "families": line.family_codes,
        "insee": line.insee,
        "commune": where(line.insee),
        "department": line.department,
        "lat": line.lat,
        "lon": line.lon,
        "precision": line.precision,
        "seats": line.seats,
        "opened_on": line.opened_on,
    }
