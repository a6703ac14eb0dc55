"""The REST API: one declaration for each operation, from which it is served, checked and described.

blueprint = api.faces("pages_api")

@api.operation(blueprint, "GET", "/pages/<path:title>", "Lire une page", answers={200: PAGE})
def read(title: str) -> api.Answer:
    return {"title": …}
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, jsonify, request
from werkzeug.exceptions import HTTPException, UnsupportedMediaType

from wiki.kernel.errors import Invalid, WikiError
from wiki.web import wording
from wiki.web.api_schema import LARGEST, Schema, faults, parsed, resolved
from wiki.web.language import gettext

PREFIX = "/api/v1"
#: Data to send as JSON, alone or with a status and headers; or an answer made by the view.
Answer = (
    dict[str, Any]
    | tuple[dict[str, Any], int]
    | tuple[dict[str, Any], int, dict[str, str]]
    | Response
)
#: A title as it stands in an address: `/` makes sub-pages, `_` is a space.
TITLE: Schema = {
    "type": "string",
    "minLength": 1,
    "maxLength": 200,
    "description": "Titre de la page ; une barre oblique y est un niveau, « _ » une espace.",
    "examples": ["Accueil"],
}
NUMBER: Schema = {
    "type": "integer",
    "minimum": 1,
    "maximum": 2**31 - 1,
    "description": "Numéro d’une version de la page.",
}
UID: Schema = {
    "type": "string",
    "minLength": 1,
    "maxLength": 40,
    "description": "Identifiant, qui ne change jamais.",
}
KIND: Schema = {
    "type": "string",
    "minLength": 1,
    "maxLength": 40,
    "description": "Code d’un genre de fiches, comme `place`.",
}
#: What stands in the addresses, by name.
IN_ADDRESSES: Mapping[str, Schema] = {
    "title": TITLE,
    "number": NUMBER,
    "uid": UID,
    "sheet_kind": KIND,
}

wording.register(
    {
        "api_json": "Le corps de la demande n’est pas du JSON lisible.",
        "api_fields": "Quelque chose est à corriger : %(list)s.",
        "api_changed": "La page a changé : elle en est à la version %(number)s.",
        "http_412": "La page n’est plus celle que vous avez lue.",
    }
)
_FAULTS = {
    "type": "%(name)s n’est pas du type attendu",
    "missing": "%(name)s manque",
    "unknown": "%(name)s n’est pas connu",
    "small": "%(name)s est trop court ou trop petit",
    "large": "%(name)s est trop long ou trop grand",
    "unreadable": "%(name)s contient des caractères illisibles",
    "deep": "%(name)s est emboîté trop profondément",
    "choice": "%(name)s n’est pas une des valeurs possibles",
}


class Stale(WikiError):
    """The thing is no more what `If-Match` says."""

    status = 412


@dataclass(frozen=True)
class Operation:
    """What one address does for one method, as the OpenAPI document tells it."""

    method: str
    summary: str
    answers: Mapping[int, Schema]
    parameters: Mapping[str, Schema] = field(default_factory=dict)
    headers: Mapping[str, Schema] = field(default_factory=dict)
    body: Schema | None = None
    #: Statuses of the problems that only this operation meets.
    problems: Mapping[int, Schema | None] = field(default_factory=dict)
    #: What an answer is, when it is not JSON made of a dictionary: the view gives it whole.
    media: str = "application/json"

    def statuses(self, names_a_thing: bool) -> set[int]:
        """Every status of a problem that this operation may answer with."""
        found = {400, 403, 422, *self.problems}
        if self.body is not None:
            found |= {413, 415, 429}
        return found | ({404} if names_a_thing else set())


def faces(name: str) -> Blueprint:
    """A blueprint for operations, under the prefix of the API."""
    return Blueprint(name, __name__, url_prefix=PREFIX)


def operation(
    blueprint: Blueprint,
    method: str,
    rule: str,
    summary: str,
    **how: Any,
) -> Callable[[Callable[..., Answer]], Callable[..., Response]]:
    """Declare and route an operation; `how` gives the other fields of `Operation`.

    The function gets what stands in the address, the declared parameters as `parameters` and the
    body as `body`, each checked, if it is declared to have them. It returns what becomes JSON.
    """
    declared = Operation(method, summary, **how)

    def decorate(view: Callable[..., Answer]) -> Callable[..., Response]:
        @wraps(view)
        def serve(**address: Any) -> Response:
            given = dict(address)
            _check(address, {name: IN_ADDRESSES[name] for name in address})
            parameters = _parameters(declared)
            if declared.parameters:
                given["parameters"] = parameters
            if declared.body is not None:
                given["body"] = _body(declared.body)
            return _response(view(**given))

        serve.operation = declared  # type: ignore[attr-defined]
        blueprint.add_url_rule(rule, view_func=serve, methods=[method], merge_slashes=False)
        return serve

    return decorate


def _response(answer: Answer) -> Response:
    if isinstance(answer, Response):
        return answer
    data, status, *headers = answer if isinstance(answer, tuple) else (answer, 200)
    response = jsonify(data)
    response.status_code = status
    response.headers.update(*headers)
    return response


def _parameters(declared: Operation) -> dict[str, Any]:
    given = {
        name: parsed(raw, resolved(declared.parameters[name]))
        if name in declared.parameters
        else raw
        for name, raw in request.args.items()
    }
    _check(given, declared.parameters)
    defaults = {name: schema.get("default") for name, schema in declared.parameters.items()}
    return defaults | given


def _body(schema: Schema) -> dict[str, Any]:
    if not request.is_json:
        raise UnsupportedMediaType
    try:
        given = request.get_json()
    except HTTPException as error:
        if error.code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            raise
        raise WikiError("api_json") from error
    except (RecursionError, ValueError) as error:  # nested without end, endless numbers
        raise WikiError("api_json") from error
    _refuse(list(faults(given, schema)))
    properties = resolved(schema)["properties"]
    return {name: prop.get("default") for name, prop in properties.items()} | dict(given)


def _check(given: Mapping[str, Any], schemas: Mapping[str, Schema]) -> None:
    required = [name for name, schema in schemas.items() if schema.get("required") is True]
    plain = {name: _without_required(schema) for name, schema in schemas.items()}
    shape = {"type": "object", "properties": plain, "required": required}
    _refuse(list(faults(dict(given), shape | {"additionalProperties": False})))


def _without_required(schema: Schema) -> Schema:
    return {name: value for name, value in schema.items() if name != "required"}


def _refuse(found: list[tuple[str, str]]) -> None:
    if found:
        names = [(path or gettext("le corps"), code) for path, code in found[:20]]
        sentences = [gettext(_FAULTS[code], name=f"« {name[:100]} »") for name, code in names]
        public = {"fields": [{"name": name[:100], "problem": code} for name, code in names]}
        raise Invalid("api_fields", list=", ".join(sentences), public=public)


def etag_number(header: str) -> int | None:
    """The number that an `If-Match` names: `"12"` or `12`; None when it names none."""
    bare = header.strip().removeprefix("W/").strip('"')
    return int(bare) if bare.isascii() and bare.isdecimal() and int(bare) <= LARGEST else None
