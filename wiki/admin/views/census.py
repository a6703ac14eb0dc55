"""The census of members: how many, by organisation, department and skill; to take away."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from io import StringIO
from typing import Any, NamedTuple

from flask import Response, jsonify

from wiki.admin.views.blueprint import blueprint
from wiki.geography.communes import departments
from wiki.kernel import clock
from wiki.kernel.permissions import May, Role, require, why_not
from wiki.organisations.queries.census import Counted, census
from wiki.places.exports.columns import neutral
from wiki.site.queries import policy
from wiki.web.actors import current_actor
from wiki.web.language import gettext
from wiki.web.role_names import role_names
from wiki.web.templates import answer


class Line(NamedTuple):
    """How many members say something, and how many of them were active in the year."""

    name: str
    members: int
    active: int


def _asked() -> list[Counted]:
    """Everyone, as far as the one who asks may see."""
    require(current_actor(), May.SEE_MEMBERS, policy())
    return census(sees_all=why_not(current_actor(), May.MANAGE_PEOPLE, policy()) is None)


@blueprint.get("/admin/census", endpoint="census")
def screen() -> Response:
    """The counts."""
    found = _asked()
    there = [one for one in found if one.closed_at is None]
    told = [one for one in there if one.is_told]
    names = departments()
    return answer(
        "admin/census.html",
        total=len(there),
        active=sum(one.is_active for one in there),
        closed=len(found) - len(there),
        hidden=len(there) - len(told),
        tables=(
            (gettext("Par organisation"), _lines(told, lambda one: [one.organisation])),
            (
                gettext("Par département"),
                _lines(
                    told,
                    lambda one: [
                        names[one.department].full_name if one.department in names else ""
                    ],
                ),
            ),
            (gettext("Par compétence"), _lines(told, lambda one: one.skills)),
            (gettext("Par année d’entrée"), _lines(told, lambda one: [_year(one)])),
        ),
    )


def _year(one: Counted) -> str:
    return f"{one.joined_at:%Y}" if one.joined_at else ""


def _lines(found: Iterable[Counted], said: Callable[[Counted], Sequence[str]]) -> list[Line]:
    """What they say, what most say first; what nobody says is last."""
    members, active = Counter[str](), Counter[str]()
    for one in found:
        for words in said(one) or [""]:
            members[words] += 1
            active[words] += one.is_active
    order = sorted(members, key=lambda words: (not words, -members[words], words.casefold()))
    return [Line(words, members[words], active[words]) for words in order]


_COLUMNS = (
    *("nom", "rôle", "organisation", "lieu", "département", "compétences", "mandats"),
    *("entrée", "fermeture", "active ou actif dans l’année"),
)


@blueprint.get("/admin/census.csv")
def census_csv() -> Response:
    """Everyone in a table; one who hides is a line without a name."""
    piece = StringIO()
    writer = csv.writer(piece)
    writer.writerow(_COLUMNS)
    for one in _asked():
        writer.writerow([neutral(cell) for cell in _cells(one)])
    response = Response("\ufeff" + piece.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="recensement-des-membres.csv"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _cells(one: Counted) -> tuple[str, ...]:
    names = departments()
    return (
        one.name,
        role_names()[Role(one.role)] if one.is_told else "",
        one.organisation,
        one.place,
        names[one.department].full_name if one.department in names else "",
        ", ".join(one.skills),
        " | ".join(one.mandates),
        *(f"{day:%Y-%m-%d}" if day else "" for day in (one.joined_at, one.closed_at)),
        "oui" if one.is_active else "non",
    )


@blueprint.get("/admin/census.json")
def census_json() -> Response:
    """The same for programs."""
    response = jsonify(
        {"date": clock.now().date().isoformat(), "members": [_object(one) for one in _asked()]}
    )
    response.headers["Content-Disposition"] = 'attachment; filename="recensement-des-membres.json"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _object(one: Counted) -> dict[str, Any]:
    said = {
        "uid": one.uid,
        "name": one.name,
        "role": Role(one.role).name.lower(),
        "organisation": one.organisation,
        "place": one.place,
        "department": one.department,
        "skills": one.skills,
        "mandates": one.mandates,
        "joined_on": f"{one.joined_at:%Y-%m-%d}" if one.joined_at else None,
    }
    closed = f"{one.closed_at:%Y-%m-%d}" if one.closed_at else None
    return (said if one.is_told else {}) | {"closed_on": closed, "is_active": one.is_active}
