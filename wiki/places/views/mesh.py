"""« Maillage »: how near the places are to one another and to every commune; map and tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from flask import Response, request, url_for

from wiki.geography.communes import departments, regions
from wiki.geography.mesh import FARTHEST
from wiki.places.geojson import where
from wiki.places.queries import directory as queries
from wiki.places.queries import mesh
from wiki.places.queries.asked import PlaceFilter
from wiki.places.queries.mesh import CIRCLES, Around, Density, Uncovered
from wiki.places.rules import radius_read
from wiki.places.tiles import tiles
from wiki.places.views.blueprint import blueprint, wanted_places
from wiki.places.views.names import value_name, vocabulary_of
from wiki.places.views.times import times_of
from wiki.web.areas import Areas, areas
from wiki.web.language import gettext, number
from wiki.web.templates import answer_of

#: Kilometres within which a commune is said to have a place, when nothing is said.
_NEAR = 15
_TERRITORY = ("departement", "region")
#: Decimals of places for 100,000 inhabitants.
_DIGITS = 2
#: Steps of the map of the country, but that of none.
_STEPS = 4
#: Places of the table.
_PLACES = 200


class Row(NamedTuple):
    """A territory with its places and inhabitants."""

    name: str
    places: int
    people: int
    rate: float
    url: str


@blueprint.get("/places/mesh", endpoint="mesh")
def show() -> Response:
    """The mesh of the open places, of one department or of the country."""
    wanted = wanted_places()
    wanted = wanted if wanted.status else replace(wanted, status="open")
    chosen = wanted.departement if wanted.departement in departments() else ""
    wanted = replace(wanted, departement=chosen)
    raw = request.args.get("km", "").strip()
    km = radius_read(raw) if raw else _NEAR
    given: dict[str, Any] = wanted.given
    uncovered = mesh.uncovered(wanted, km) if chosen else None
    around = mesh.around(wanted) if chosen else ()
    return answer_of(
        "places/mesh.html",
        count=queries.count(wanted),
        chosen=chosen,
        name=value_name("departement", chosen) if chosen else "",
        km=km,
        farthest=FARTHEST,
        departments=[("", ""), *((one.code, one.full_name) for one in departments().values())],
        circles=CIRCLES,
        around=[_around(one) for one in around[:_PLACES]],
        hidden=max(0, len(around) - _PLACES),
        certain=_communes(uncovered.certain) if uncovered else [],
        uncertain=_communes(uncovered.uncertain) if uncovered else [],
        unknown=[one.full_name for one in uncovered.unknown] if uncovered else [],
        communes=uncovered.communes if uncovered else 0,
        spots=_spots(uncovered) if uncovered else [],
        areas=_density_map(mesh.by_department(replace(wanted, departement=""))),
        by_region=[
            _row(one, "region", regions().get(one.code, one.code), wanted)
            for one in mesh.by_region(replace(wanted, departement=""))
        ],
        by_department=[
            _row(one, "departement", value_name("departement", one.code), wanted)
            for one in mesh.by_department(wanted)
        ],
        source=url_for(".geojson", **given),
        statuses=vocabulary_of("status"),
        families=vocabulary_of("family"),
        tiles=tiles(),
        times=times_of(wanted, ".mesh"),
        kept={
            name: value for name, value in given.items() if name not in ("departement", "region")
        },
    )


def _around(one: Around) -> tuple[Any, ...]:
    near, spot = one.nearest, one.spot
    away = round(near.km, 1) if near else None
    nearest = near.thing.name if near else ""
    return spot.title, spot.name, where(spot.insee), nearest, away, one.counts


def _communes(found: Any) -> list[tuple[str, str, float | None]]:
    """Each commune, the place nearest to it and how far that is; the farthest first."""
    said = [
        (one.name, near.thing.name if near else "", round(near.km, 1) if near else None)
        for one, near in found
    ]
    return sorted(said, key=lambda one: (-(one[2] or 1e9), one[0]))


def _spots(found: Uncovered) -> list[tuple[float | None, float | None, str]]:
    """The communes that are far from all, for the map: where each is, and how sure that is."""
    groups = (("sure", found.certain), ("unsure", found.uncertain))
    return [(one.lat, one.lon, kind) for kind, group in groups for one, _ in group]


def _density_map(found: Sequence[Density]) -> Areas:
    """Places for 100,000 inhabitants by department, in four steps of as many departments each."""
    rates = sorted(round(one.rate, _DIGITS) for one in found if one.places)
    bounds = [rates[len(rates) * step // _STEPS] for step in range(1, _STEPS)] if rates else []
    told = {one.code: (_step(one, bounds), _density(one)) for one in found}
    legend: list[tuple[int | None, str]] = [(0, gettext("aucun lieu"))]
    if rates:
        ends = [*bounds, rates[-1]]
        legend += [
            (step, gettext("jusqu’à %(rate)s", rate=number(end)))
            for step, end in enumerate(ends, 1)
            if step == 1 or end > ends[step - 2]
        ]
    return areas(told, legend)


def _step(one: Density, bounds: Sequence[float]) -> int:
    return 1 + sum(round(one.rate, _DIGITS) > bound for bound in bounds) if one.places else 0


def _density(one: Density) -> str:
    return gettext(
        "%(name)s : %(rate)s pour 100 000 habitants",
        name=value_name("departement", one.code),
        rate=number(round(one.rate, _DIGITS)),
    )


def _row(one: Density, facet: str, name: str, wanted: PlaceFilter) -> Row:
    endpoint = ".mesh" if facet == "departement" else ".directory"
    given: dict[str, Any] = {**wanted.given, "departement": None, "region": None, facet: one.code}
    return Row(name, one.places, one.people, round(one.rate, _DIGITS), url_for(endpoint, **given))
