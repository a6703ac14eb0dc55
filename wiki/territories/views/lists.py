"""The territories where there are places, and those that are called as one types."""

from __future__ import annotations

from typing import NamedTuple

from flask import Response, request, url_for

from wiki.geography.communes import departments, epcis, regions
from wiki.language.folding import fold
from wiki.territories import rules
from wiki.territories.queries import counts
from wiki.territories.rules import Territory
from wiki.territories.views.blueprint import blueprint
from wiki.web.templates import answer_of

_LONGEST = 100


class Line(NamedTuple):
    """A territory in a list, and how many places it has."""

    name: str
    url: str
    places: int


@blueprint.get("", endpoint="listing")
def listing() -> Response:
    """The departments by region, then the EPCI, those that have places; or what is looked for."""
    words = request.args.get("q", "")[:_LONGEST].strip()
    found, known = counts(), departments()
    groups: dict[str, list[Line]] = {}
    for code, number in found.departments.items():
        if code in known:
            name = regions().get(known[code].region, "")
            groups.setdefault(name, []).append(Line(known[code].full_name, url_of(code), number))
    bodies = [
        Line(epcis()[code], url_of(code), number)
        for code, number in found.epcis.items()
        if code in epcis()
    ]
    return answer_of(
        "territories/listing.html",
        words=words,
        named=[_line(one, found.departments, found.epcis) for one in rules.named(words)],
        groups=[(name, _sorted(groups[name])) for name in sorted(groups, key=fold)],
        bodies=_sorted(bodies),
    )


def _line(one: Territory, *found: dict[str, int]) -> Line:
    return Line(one.name, url_of(one.code), sum(each.get(one.code, 0) for each in found))


def _sorted(lines: list[Line]) -> list[Line]:
    return sorted(lines, key=lambda one: fold(one.name))


def url_of(code: str) -> str:
    """Where a territory is shown."""
    return url_for("wiki.territories.one", territory=code)
