"""The forms in which places are taken away, for the menu that offers them and for the catalogue."""

from __future__ import annotations

from typing import Any, NamedTuple

from flask import url_for

from wiki.places.queries.asked import PlaceFilter
from wiki.web.language import gettext


class Form(NamedTuple):
    """A form: the view that gives it, its name, what it is for, its types."""

    endpoint: str
    label: str
    help: str
    media_type: str
    file_type: str


class Offered(NamedTuple):
    """A form of the places that are shown, and its address."""

    label: str
    help: str
    url: str


_JSON = "application/json"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MEDNUM_SCHEMA = "https://schema.data.gouv.fr/LaMednum/standard-mediation-num/"


def forms() -> tuple[Form, ...]:
    """All the forms, those that most people take first."""
    return (
        Form("xlsx", gettext("Tableur (XLSX)"), gettext("Pour lire et corriger"), XLSX, "XLSX"),
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
        ),
        Form("vcf", "vCard", gettext("Pour un carnet d’adresses"), "text/vcard", "TXT"),
        Form(
            "jsonld",
            "JSON-LD",
            gettext("Avec les mots de schema.org"),
            "application/ld+json",
            "JSON_LD",
        ),
        Form(
            "mednum",
            gettext("CSV au format La Mednum"),
            gettext("Standard de la médiation numérique"),
            "text/csv",
            "CSV",
        ),
        Form("data_inclusion", "data·inclusion", gettext("Structures d’insertion"), _JSON, "JSON"),
        Form("ftl", "France Tiers-Lieux", gettext("Recensement national"), _JSON, "JSON"),
        Form("osm", "OpenStreetMap", gettext("Positions exactes seulement"), _JSON, "JSON"),
    )


def offered(wanted: PlaceFilter) -> tuple[Offered, ...]:
    """Every form of some places."""
    given: dict[str, Any] = wanted.given
    return tuple(
        Offered(form.label, form.help, url_for(f".{form.endpoint}", **given)) for form in forms()
    )
