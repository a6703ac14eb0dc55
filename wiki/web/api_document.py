"""The OpenAPI 3.1 document, put together from the declarations of the operations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from flask import Blueprint, Response, current_app, jsonify

from wiki import __version__
from wiki.kernel.db import state
from wiki.site.queries import setting
from wiki.web.api import IN_ADDRESSES, PREFIX, Operation
from wiki.web.api_schema import COMPONENTS, Schema, component, integer, list_of, record, text
from wiki.web.wording import title as title_of_status

blueprint = Blueprint("api", __name__)

PROBLEM = component(
    "Problem",
    {
        "type": "object",
        "description": "Un problème, selon la RFC 9457.",
        "properties": {
            "type": text("Nom du problème : `urn:wiki:<code>`."),
            "title": text("Ce que veut dire le statut."),
            "status": integer("Le statut HTTP.", 400, 599),
            "detail": text("Une phrase pour la personne."),
            "code": text("Le même nom, court."),
            "fields": list_of(
                record({"name": text("Chemin du champ."), "problem": text("Ce qui ne va pas.")}),
                "Ce qui est à corriger, champ par champ.",
            ),
        },
        "required": ["type", "title", "status", "detail", "code"],
    },
)
_CONVERTER = re.compile(r"<(?:\w+(?:\([^)]*\))?:)?(\w+)>")


@blueprint.get(f"{PREFIX}/openapi.json")
def openapi() -> Response:
    """What this wiki's API does, for programs."""
    return jsonify(document())


def document() -> dict[str, Any]:
    """The whole document, for the wiki of this application."""
    paths: dict[str, dict[str, Any]] = {}
    for path, declared, endpoint in operations():
        paths.setdefault(path, {})[declared.method.lower()] = _described(path, declared, endpoint)
    return {
        "openapi": "3.1.0",
        "info": {"title": setting("name"), "version": __version__},
        "servers": [{"url": state().url_prefix + PREFIX}],
        "security": [{}, {"token": []}],
        "paths": paths,
        "components": {
            "schemas": dict(sorted(COMPONENTS.items())),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def operations() -> Iterator[tuple[str, Operation, str]]:
    """Every operation: its path after the prefix, its declaration, the name of its endpoint."""
    start = state().url_prefix + PREFIX
    for rule in sorted(current_app.url_map.iter_rules(), key=lambda rule: rule.rule):
        declared = getattr(current_app.view_functions[rule.endpoint], "operation", None)
        if isinstance(declared, Operation) and rule.rule.startswith(start):
            path = _CONVERTER.sub(r"{\1}", rule.rule.removeprefix(start))
            yield path, declared, rule.endpoint


def _described(path: str, declared: Operation, endpoint: str) -> dict[str, Any]:
    names = re.findall(r"{(\w+)}", path)
    parameters = [_parameter("path", name, IN_ADDRESSES[name]) for name in names]
    parameters += [_parameter("query", *item) for item in declared.parameters.items()]
    parameters += [_parameter("header", *item) for item in declared.headers.items()]
    found = {
        "operationId": endpoint.removeprefix("wiki.").replace("_api.", "."),
        "summary": declared.summary,
        "parameters": parameters,
        "responses": _responses(declared, names_a_thing=bool(names)),
    }
    if declared.body is not None:
        found["requestBody"] = {"required": True, "content": _json(declared.body)}
    return found


def _parameter(place: str, name: str, schema: Schema) -> dict[str, Any]:
    shape = {word: value for word, value in schema.items() if word != "required"}
    return {
        "name": name,
        "in": place,
        "required": place == "path" or schema.get("required") is True,
        "description": shape.pop("description", ""),
        "schema": shape,
    }


def _responses(declared: Operation, *, names_a_thing: bool) -> Mapping[str, Any]:
    found: dict[str, Any] = {
        str(status): {
            "description": declared.summary,
            "content": {declared.media: {"schema": schema}},
        }
        for status, schema in declared.answers.items()
    }
    for status in sorted(declared.statuses(names_a_thing)):
        schema = declared.problems.get(status) or PROBLEM
        content = {"application/problem+json": {"schema": schema}}
        found[str(status)] = {"description": title_of_status(status), "content": content}
    return found


def _json(schema: Schema) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}
