"""JSON Schemas of what the API takes and gives: plain dictionaries, and what is checked of them.

Only the words of JSON Schema that the checker knows may be used (`WORDS`): a test refuses others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

Schema = Mapping[str, Any]

#: The schemas that have a name, as `components.schemas` of the OpenAPI document.
COMPONENTS: dict[str, Schema] = {}
#: What describes without constraining, and what constrains.
DESCRIBING = frozenset({"description", "default", "examples", "format"})
CONSTRAINING = frozenset(
    {"$ref", "type", "enum", "properties", "required", "additionalProperties", "items"}
    | {"minLength", "maxLength", "minimum", "maximum"}
)
WORDS = DESCRIBING | CONSTRAINING

_REF = "#/components/schemas/"
_TYPES: dict[str, Callable[[Any], bool]] = {
    "string": lambda value: isinstance(value, str),
    # In JSON Schema 1.0 is an integer; true is not a number.
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "boolean": lambda value: isinstance(value, bool),
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "null": lambda value: value is None,
}
#: How many levels what no schema describes may have.
DEPTH = 8
#: Numbers that every database holds.
LARGEST = 2**53 - 1


def component(name: str, schema: Schema) -> Schema:
    """Give a schema its name; returns the reference that stands for it."""
    if name in COMPONENTS and COMPONENTS[name] != schema:
        raise ValueError(f"two schemas are named {name}")
    COMPONENTS[name] = schema
    return {"$ref": _REF + name}


def resolved(schema: Schema) -> Schema:
    """The schema itself, when it is a reference."""
    reference = schema.get("$ref")
    return COMPONENTS[reference.removeprefix(_REF)] if reference else schema


def record(
    required: Mapping[str, Schema], optional: Mapping[str, Schema] | None = None, **more: Any
) -> Schema:
    """An object with these properties and no others."""
    return {
        "type": "object",
        "properties": {**required, **(optional or {})},
        "required": list(required),
        "additionalProperties": False,
        **more,
    }


def text(description: str, *, least: int = 0, most: int | None = None, **more: Any) -> Schema:
    """A string of `least` to `most` characters."""
    schema: dict[str, Any] = {"type": "string", "description": description, **more}
    if least:
        schema["minLength"] = least
    if most is not None:
        schema["maxLength"] = most
    return schema


def integer(description: str, least: int = 0, most: int = LARGEST, **more: Any) -> Schema:
    """A whole number between two bounds."""
    bounds = {"minimum": least, "maximum": most}
    return {"type": "integer", "description": description, **bounds, **more}


def number(description: str, **more: Any) -> Schema:
    """Any number."""
    return {"type": "number", "description": description, **more}


def flag(description: str, **more: Any) -> Schema:
    """True or false."""
    return {"type": "boolean", "description": description, **more}


def list_of(items: Schema, description: str = "") -> Schema:
    """A list."""
    return {"type": "array", "items": items, "description": description}


def maybe(schema: Schema) -> Schema:
    """The schema, or null."""
    return {**schema, "type": [schema["type"], "null"]}


def faults(value: Any, schema: Schema, path: str = "") -> Iterator[tuple[str, str]]:
    """What is wrong with a value: (path, code), the path as `summary` or `tags.2`."""
    schema = resolved(schema)
    kinds = schema.get("type", ())
    kinds = (kinds,) if isinstance(kinds, str) else kinds
    if kinds and not any(_TYPES[kind](value) for kind in kinds):
        yield path, "type"
    elif value is None:
        return
    elif "enum" in schema and value not in schema["enum"]:
        yield path, "choice"
    elif isinstance(value, str) and not _is_readable(value):
        yield path, "unreadable"
    elif isinstance(value, str):
        yield from _bounds(len(value), schema, "minLength", "maxLength", path)
    elif isinstance(value, int):
        yield from _bounds(value, schema, "minimum", "maximum", path)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from faults(item, schema.get("items", {}), _under(path, index))
    elif isinstance(value, dict) and "properties" in schema:
        yield from _faults_of_object(value, schema, path)
    else:
        yield from _faults_of_anything(value, path)


def _is_readable(value: str) -> bool:
    """No NUL and no half of a surrogate pair: databases refuse them."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return "\x00" not in value


def _bounds(
    size: int, schema: Schema, least: str, most: str, path: str
) -> Iterator[tuple[str, str]]:
    if size < schema.get(least, size):
        yield path, "small"
    if size > schema.get(most, size):
        yield path, "large"


def _faults_of_object(
    value: Mapping[str, Any], schema: Schema, path: str
) -> Iterator[tuple[str, str]]:
    properties: Mapping[str, Schema] = schema.get("properties", {})
    for name in schema.get("required", ()):
        if name not in value:
            yield _under(path, name), "missing"
    for name, inner in value.items():
        if name in properties:
            yield from faults(inner, properties[name], _under(path, name))
        elif schema.get("additionalProperties") is False:
            yield _under(path, name), "unknown"


def _faults_of_anything(value: Any, path: str, depth: int = 1) -> Iterator[tuple[str, str]]:
    """What no schema describes: every text readable, and nothing nested without end."""
    if depth > DEPTH:
        yield path, "deep"
    elif isinstance(value, str) and not _is_readable(value):
        yield path, "unreadable"
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _faults_of_anything(item, _under(path, index), depth + 1)
    elif isinstance(value, dict):
        for name, inner in value.items():
            if _is_readable(name):
                yield from _faults_of_anything(inner, _under(path, name), depth + 1)
            else:
                yield path, "unreadable"


def _under(path: str, name: str | int) -> str:
    return f"{path}.{name}" if path else str(name)


def parsed(raw: str, schema: Schema) -> Any:
    """A parameter of an address as the value its schema asks for; itself when it is none."""
    kind = schema["type"]
    if kind == "integer" and len(raw) <= 20 and raw.removeprefix("-").isdecimal() and raw.isascii():
        return int(raw)
    if kind == "boolean" and raw in ("true", "false"):
        return raw == "true"
    return raw


def names_of(schemas: Sequence[Schema]) -> set[str]:
    """Every word of JSON Schema that some schemas use, all the way down."""
    used: set[str] = set()
    for schema in schemas:
        used |= schema.keys()
        inner = [*schema.get("properties", {}).values()]
        used |= names_of(inner + ([schema["items"]] if "items" in schema else []))
    return used
