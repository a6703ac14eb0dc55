"""The forms in which places are taken away, for the menu that offers them and for the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from flask import url_for

from wiki.places.exports.columns import MOST_IN_WORKBOOK
from wiki.places.queries.asked import PlaceFilter
from wiki.places.queries.lacking import lacking
from wiki.web.language import gettext, ngettext, number


class Form(NamedTuple):
    """A form: the view that gives it, its name, what it is for, its types.

    `needs` are those of `queries.lacking.LACKS` without which a place is not in the file; more than
    `most` places are not given in it.
    """

    endpoint: str
    label: str
    help: str
    media_type: str
    file_type: str
    needs: tuple[str, ...] = ()
    most: int | None = None


class Offered(NamedTuple):
    """A form of the places that are shown, and its address; `held` says which of them it has."""

    label: str
    help: str
    held: str
    url: str


_JSON = "application/json"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Points given at most.
MOST_POINTS = 50_000
#: What is said of so many places that lack something, in the order in which it is said.
_LACKING = {
    "position": "sans position : %(n)s",
    "exact": "sans position exacte : %(n)s",
    "street": "sans rue : %(n)s",
    "postcode": "sans code postal : %(n)s",
    "commune": "sans commune : %(n)s",
    "name": "nom trop court : %(n)s",
}
MEDNUM_SCHEMA = "https://schema.data.gouv.fr/LaMednum/standard-mediation-num/"


def forms() -> tuple[Form, ...]:
    """All the forms, those that most people take first."""
    return (*_common(), *_of_others())


def _common() -> tuple[Form, ...]:
    return (
        Form(
            "xlsx",
            gettext("Tableur (XLSX)"),
            gettext("Pour lire et corriger"),
            XLSX,
            "XLSX",
            most=MOST_IN_WORKBOOK,
        ),
        Form(
            "csv",
            "CSV",
            gettext("En codes ; les tarifs et les espaces ne sont que dans le tableur"),
            "text/csv",
            "CSV",
        ),
        Form(
            "geojson",
            "GeoJSON",
            gettext("Des points, pour une carte"),
            "application/geo+json",
            "GEOJSON",
            ("position",),
            MOST_POINTS,
        ),
        Form("vcf", "vCard", gettext("Pour un carnet d’adresses"), "text/vcard", "TXT"),
        Form(
            "jsonld",
            "JSON-LD",
            gettext("Avec les mots de schema.org"),
            "application/ld+json",
            "JSON_LD",
        ),
    )


def _of_others() -> tuple[Form, ...]:
    """Those of other networks and registers."""
    return (
        Form(
            "mednum",
            gettext("CSV au format La Mednum"),
            gettext("Standard de la médiation numérique"),
            "text/csv",
            "CSV",
            ("street", "postcode", "commune"),
        ),
        Form(
            "data_inclusion",
            "data·inclusion",
            gettext("Structures d’insertion"),
            _JSON,
            "JSON",
            ("name",),
        ),
        Form("ftl", "France Tiers-Lieux", gettext("Recensement national"), _JSON, "JSON"),
        Form(
            "osm",
            "OpenStreetMap",
            gettext("Positions exactes seulement"),
            _JSON,
            "JSON",
            ("exact",),
        ),
    )


def offered(wanted: PlaceFilter) -> tuple[Offered, ...]:
    """Every form of some places."""
    given: dict[str, Any] = wanted.given
    lacks = lacking(wanted)
    return tuple(
        Offered(form.label, form.help, _held(form, lacks), url_for(f".{form.endpoint}", **given))
        for form in forms()
    )


def _held(form: Form, lacks: Mapping[frozenset[str], int]) -> str:
    """How many of the places a form has and why others are left out; "" when it has them all."""
    count = sum(lacks.values())
    held = sum(n for lacking_, n in lacks.items() if lacking_.isdisjoint(form.needs))
    if form.most is not None and held > form.most:
        return gettext("%(most)s lieux au plus : affinez d’abord", most=number(form.most))
    if held == count:
        return ""
    said = [
        gettext(text, n=number(n))
        for name, text in _LACKING.items()
        if name in form.needs and (n := sum(n for lacking_, n in lacks.items() if name in lacking_))
    ]
    of = ngettext("%(n)s lieu sur %(of)s", "%(n)s lieux sur %(of)s", held, of=number(count))
    return f"{of}, {', '.join(said)}"
