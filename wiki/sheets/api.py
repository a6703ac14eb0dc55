"""The kinds of sheets over the API."""

from __future__ import annotations

from typing import Any

from wiki.kernel.errors import Missing
from wiki.pages.queries.kinds import kinds
from wiki.schema.json_schema import json_schema
from wiki.schema.settled import SCHEMA
from wiki.web import api
from wiki.web.api_schema import Schema, component, integer, list_of, record, text
from wiki.web.language import in_language, language

blueprint = api.faces("sheets_api")

_SHORT = component(
    "KindOfSheet",
    record(
        {
            "kind": text("Code du genre.", examples=["place"]),
            "label": text("Son nom."),
            "fields": integer("Combien de champs il demande."),
        }
    ),
)
_SCHEMA: Schema = {
    "type": "object",
    "description": "Schéma JSON (2020-12) de `values` dans une fiche de ce genre, tel que le "
    "réseau le règle : `x-unit`, `x-group`, `x-visibility`, `x-when`, `x-identity` et "
    "`x-freshness-months` disent ce que JSON Schema ne dit pas.",
}


@api.operation(
    blueprint,
    "GET",
    "/kinds",
    "Les genres de fiches",
    answers={200: record({"kinds": list_of(_SHORT, "Les genres, ceux du réseau après.")})},
)
def listing() -> api.Answer:
    """The kinds of sheets, with those of the network."""
    found = [
        {
            "kind": code,
            "label": in_language(kind.labels),
            "fields": sum(not one.hidden for one in kind.fields),
        }
        for code, kind in kinds().items()
        if code != SCHEMA
    ]
    return {"kinds": found}


@api.operation(
    blueprint,
    "GET",
    "/kinds/<sheet_kind>",
    "Le schéma d’un genre de fiches",
    answers={200: record({"kind": text("Code du genre."), "schema": _SCHEMA})},
    problems={404: None},
)
def schema(sheet_kind: str) -> dict[str, Any]:
    """A kind as JSON Schema."""
    kind = kinds().get(sheet_kind)
    if kind is None or sheet_kind == SCHEMA:
        raise Missing("kind_missing")
    return {"kind": sheet_kind, "schema": json_schema(kind, language())}
