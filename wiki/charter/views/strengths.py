"""The strengths of a network: what its places answered, summed up while it is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from flask import Response, url_for

from wiki.charter.queries import annexes as queries
from wiki.charter.queries import charters
from wiki.charter.rules import strengths as rules
from wiki.charter.rules.strengths import NO, YES, Said, said
from wiki.charter.views import annex_words
from wiki.charter.views.annex_words import Named
from wiki.charter.views.blueprint import blueprint
from wiki.pages.models import Page
from wiki.pages.queries import pages
from wiki.pages.queries.kinds import kind_of
from wiki.places.geojson import point
from wiki.places.tiles import tiles
from wiki.schema.kinds import Field
from wiki.web import charts
from wiki.web.contradicted import in_words
from wiki.web.language import gettext, in_language, ngettext
from wiki.web.templates import answer


class Counted(NamedTuple):
    """A thing that places say, and which ones."""

    label: str
    places: tuple[str, ...]


class Strength(NamedTuple):
    """A question, what the places together say to it, and the articles that it is for."""

    id: str
    label: str
    shape: str
    told: str
    figures: tuple[tuple[str, str], ...]
    counts: tuple[Counted, ...]
    chart: charts.Bars | None
    #: Each place with what it says.
    words: tuple[tuple[str, str], ...]
    articles: tuple[Named, ...]


@blueprint.get("/charters/<slug>/strengths", endpoint="strengths")
def show(slug: str) -> Response:
    """What they are, today."""
    charter = charters.by_slug(slug)
    form, found = queries.form(charter.id), queries.answered(charter)
    known = annex_words.articles(charter)
    written = [(one.place.title, one.sheet) for one in found if one.annex]
    places = {one.place.id: one.place for one in found if one.annex}
    kind = kind_of("place")
    told = [said(one, written) for one in form.fields] if form else []
    return answer(
        "charter/strengths.html",
        charter=charter,
        network=pages.titles([charter.network_id])[charter.network_id],
        places=len(found),
        written=len(written),
        listed=list(places.values()),
        points=_points(slug, places),
        tiles=tiles(),
        statuses=_names(kind.field("status")),
        families=_names(kind.field("families")),
        strengths=[
            _shown(one, annex_words.named(form.articles.get(one.field.id, ()), known))
            for one in told
            if form and one.answered
        ],
        silent=[in_language(one.field.labels) for one in told if written and not one.answered],
    )


def _points(slug: str, places: Mapping[int, Page]) -> dict[str, Any]:
    """The places that answered, for a map: each leads to its annex."""
    features = [
        point(one, url_for(".annex", slug=slug, uid=places[one.page_id].uid))
        for one in queries.located(places)
    ]
    return {"type": "FeatureCollection", "features": features}


def _names(field: Field) -> dict[str, str]:
    return {code: in_language(choice.labels) for code, choice in field.choices.items()}


def _shown(told: Said, articles: Sequence[Named]) -> Strength:
    counts = tuple(Counted(_thing(told.field, code), titles) for code, titles in told.counts)
    drawn = [
        (one.label, float(len(one.places)), _places(len(one.places))) for one in counts if one.label
    ]
    return Strength(
        told.field.id,
        in_language(told.field.labels),
        told.shape,
        _sentence(told),
        _figures(told.field, told.figures),
        counts,
        charts.bars(drawn) if told.shape == rules.COUNTS and drawn else None,
        tuple((title, in_words(told.field, value)) for title, value in told.words),
        tuple(articles),
    )


def _thing(field: Field, code: str) -> str:
    if field.type == "boolean":
        return {YES: gettext("Oui"), NO: gettext("Non")}.get(code, code)
    return in_language(field.choices[code].labels) if code in field.choices else code


def _places(count: int) -> str:
    return ngettext("%(n)s lieu", "%(n)s lieux", count)


def _sentence(told: Said) -> str:
    """How many places answered."""
    words = ngettext("%(n)s lieu a répondu", "%(n)s lieux ont répondu", told.answered)
    if told.away:
        away = gettext("pour %(n)s, cela ne s’applique pas", n=told.away)
        words = gettext(" ; ").join((words, away))
    return f"{words}."


def _figures(field: Field, figures: Mapping[str, float]) -> tuple[tuple[str, str], ...]:
    names = {
        "total": gettext("En tout"),
        "least": gettext("Le moins"),
        "median": gettext("Médiane"),
        "most": gettext("Le plus"),
    }
    unbounded = Field(field.id, field.labels, field.type, unit=field.unit)
    if field.type == "integer":
        unbounded = Field(field.id, field.labels, "number", unit=field.unit)

    def shown(value: float) -> str:
        kept = {"cents": round(value)} if field.type == "money" else value
        return in_words(unbounded, kept)

    return tuple((names[name], shown(value)) for name, value in figures.items())
