"""A territory: its places, their numbers, who is there, what is to come, what one may follow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from flask import Response, redirect, url_for
from werkzeug import Response as AnyResponse

from wiki.geography.communes import commune_today, departments, epcis
from wiki.kernel.slugs import title_key
from wiki.language.folding import fold
from wiki.members.queries.directory import Wanted, directory
from wiki.pages.queries import links, pages
from wiki.pages.queries.kinds import kind_of
from wiki.places.geojson import point, where
from wiki.places.rules import KIND
from wiki.places.tiles import tiles
from wiki.territories import queries, rules
from wiki.territories.queries import Held
from wiki.territories.rules import DEPARTMENT, Territory
from wiki.territories.views.blueprint import blueprint
from wiki.territories.views.lists import Line, url_of
from wiki.web.actors import current_actor
from wiki.web.language import in_language
from wiki.web.templates import answer, page_url

#: Members and pages named on the screen.
_NAMED = 20
#: Inhabitants to whom places are compared.
_MANY = 100_000


@blueprint.get("/<territory>", endpoint="one")
def show(territory: str) -> AnyResponse:
    """A department by its code, an EPCI by its SIREN number."""
    of = rules.territory(territory)
    if of.code != territory:
        return redirect(url_of(of.code), 301)
    return _screen(of)


def _screen(of: Territory) -> Response:
    held, sums = queries.places(of), queries.indicators(of)
    is_department = of.sort == DEPARTMENT
    inhabitants = rules.inhabitants(of)
    actor = current_actor()
    members = directory(Wanted(department=of.code), actor).rows if is_department else []
    page = pages.led_to(of.name)
    return answer(
        "territories/one.html",
        of=of,
        is_department=is_department,
        parents=_parents(of),
        held=[_shown(one) for one in held],
        titles=[one.title for one in held],
        is_cut=len(held) == queries.SIZE,
        sums=sums,
        inhabitants=inhabitants,
        rate=round(sums.open * _MANY / inhabitants, 2) if inhabitants else 0,
        families=_families(held),
        source=_source(of, held),
        located=sum(one.lat is not None for one in held),
        statuses=_words("status"),
        family_names=_words("families"),
        tiles=tiles(),
        bodies=_bodies(held) if is_department else [],
        organisations=[(one.title, where(one.insee)) for one in queries.organisations(of)],
        members=members[:_NAMED],
        page_title=page.title if page else "",
        linking=links.backlinks_to_title(title_key(of.name), _NAMED),
    )


def _parents(of: Territory) -> list[tuple[str, str]]:
    if of.sort == DEPARTMENT:
        return []
    return [(url_of(code), departments()[code].full_name) for code in of.departments]


def _shown(one: Held) -> dict[str, Any]:
    status = _words("status").get(one.status or "", "")
    return {"title": one.title, "name": one.name, "where": where(one.insee), "status": status}


def _words(field: str) -> dict[str, str]:
    """The words of the codes of a field of places."""
    found = kind_of(KIND).by_id.get(field)
    return {one.code: in_language(one.labels) for one in (found.offered if found else ())}


def _families(held: Sequence[Held]) -> list[tuple[str, int]]:
    """How many places there are of each family, most first."""
    names = _words("families")
    found = Counter(code for one in held for code in one.families.split(",") if code)
    return [(names.get(code, code), number) for code, number in found.most_common(8)]


def _source(of: Territory, held: Sequence[Held]) -> str | dict[str, Any]:
    if of.sort == DEPARTMENT:
        return url_for("wiki.places.geojson", departement=of.code)
    located = [one for one in held if one.lat is not None]
    features = [point(one, page_url(one.title)) for one in located]
    return {"type": "FeatureCollection", "features": features}


def _bodies(held: Sequence[Held]) -> list[Line]:
    """The EPCI where its places are."""
    communes = (commune_today(one.insee or "") for one in held)
    found = Counter(one.epci for one in communes if one and one.epci)
    lines = [Line(epcis()[code], url_of(code), n) for code, n in found.items() if code in epcis()]
    return sorted(lines, key=lambda one: fold(one.name))
