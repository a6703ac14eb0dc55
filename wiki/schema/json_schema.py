"""A kind as JSON Schema (2020-12): what the values of its sheets are, for programs."""

from __future__ import annotations

from typing import Any

from wiki.schema.kinds import Field, Kind
from wiki.schema.types import PRECISIONS, TAXES

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"


def json_schema(kind: Kind, language: str = "fr") -> dict[str, Any]:
    """The schema of the `values` of an infobox of this kind; hidden fields and columns
    have no place in it."""
    shown = [one for one in kind.fields if not one.hidden]
    return {
        "$schema": _DIALECT,
        "title": _in(kind.labels, language),
        "type": "object",
        "properties": {one.id: _described(one, language) for one in shown},
        "required": [one.id for one in shown if one.required and one.when is None],
    }


def _in(labels: Any, language: str) -> str:
    return str(labels.get(language) or labels.get("fr", ""))


def _described(one: Field, language: str) -> dict[str, Any]:
    said = {"title": _in(one.labels, language), **_typed(one, language)}
    if one.help:
        said["description"] = _in(one.help, language)
    if one.unit:
        said["x-unit"] = one.unit
    if one.group:
        said |= {"x-group": one.group, "x-visibility": one.visibility}
    if one.when:
        said["x-when"] = {"field": one.when.field, "in": list(one.when.codes)}
    if one.freshness:
        said["x-freshness-months"] = one.freshness
    return said


def _typed(one: Field, language: str) -> dict[str, Any]:
    match one.type:
        case "choice":
            return _choices(one, language)
        case "choices":
            return _list(one, _choices(one, language))
        case "texts" | "links":
            return _list(one, {"type": "string"} | _lengths(one))
        case "rows":
            shown = [part for part in one.fields if not part.hidden]
            columns = {part.id: _described(part, language) for part in shown}
            needed = [part.id for part in shown if part.required]
            return _list(one, _object(columns, needed)) | {"x-identity": list(one.identity)}
    return _simple(one)


def _simple(one: Field) -> dict[str, Any]:
    match one.type:
        case "integer" | "number":
            return {"type": one.type} | _bounds(one)
        case "money":
            cents = {"type": "integer"} | _bounds(one)
            return _object({"cents": cents, "tax": {"enum": list(TAXES)}}, ["cents"])
        case "boolean":
            return {"type": "boolean"}
        case "date":
            return {"type": "string", "pattern": _DATE}
        case "point":
            degrees = {
                "lat": {"type": "number", "minimum": -90, "maximum": 90},
                "lon": {"type": "number", "minimum": -180, "maximum": 180},
                "precision": {"enum": list(PRECISIONS)},
            }
            return _object(degrees, list(degrees))
        case "url":
            return {"type": "string", "format": "uri"}
    return {"type": "string"} | _lengths(one)


def _object(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": required}


def _list(one: Field, items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items} | ({"maxItems": int(one.max)} if one.max else {})


def _choices(one: Field, language: str) -> dict[str, Any]:
    """Each code with its name; one that is offered no more may stay where it was chosen."""
    return {
        "oneOf": [
            {"const": choice.code, "title": _in(choice.labels, language)}
            | ({"deprecated": True} if choice.hidden else {})
            for choice in one.vocabulary
        ]
    }


def _bounds(one: Field) -> dict[str, Any]:
    said = {"minimum": one.min, "maximum": one.max}
    return {name: value for name, value in said.items() if value is not None}


def _lengths(one: Field) -> dict[str, Any]:
    said = {
        "minLength": one.min_length or None,
        "maxLength": one.max_length,
        "pattern": f"^(?:{one.pattern})$" if one.pattern else None,
    }
    return {name: value for name, value in said.items() if value is not None}
