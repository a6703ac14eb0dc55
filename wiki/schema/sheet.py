"""A sheet: what a revision says of its subject in fields, and its JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

#: What a field holds, as JSON: see `docs/reference/fiches.md`.
Value = Any
#: Where a value comes from: `{"text", "url", "checked", "by"}`, each a text, each optional.
Source = Mapping[str, str]
SOURCE_PARTS = ("text", "url", "checked", "by")
#: Marks an infobox from which what some alone may see was taken before it was given away.
WITHHELD = "withheld"
#: Names the fields whose values were erased from an infobox, as the law asked.
ERASED = "erased"
_PARTS = frozenset({"values", "not_concerned", "sources", WITHHELD, ERASED})
#: Rows hold lists and amounts, which hold texts and numbers.
_DEEPEST = 5


class MalformedSheet(ValueError):
    """The JSON of an infobox has not the shape of a sheet; `path` says where."""

    def __init__(self, path: str) -> None:
        super().__init__(f"not a sheet: {path or 'an object was expected'}")
        self.path = path


@dataclass(frozen=True, slots=True)
class Sheet:
    """Values by field. A field in neither `values` nor `not_concerned` is unknown."""

    kind: str
    values: Mapping[str, Value] = field(default_factory=dict)
    not_concerned: frozenset[str] = frozenset()
    sources: Mapping[str, Source] = field(default_factory=dict)

    @classmethod
    def from_json(cls, kind: str, data: object) -> Sheet:
        """The sheet written in an infobox, with nothing judged but its shape.

        Raises `MalformedSheet`. None is a sheet that says nothing; a day that YAML reads as one
        becomes its text again.
        """
        if data is None:
            return cls(kind)
        if not isinstance(data, dict) or set(data) - _PARTS:
            raise MalformedSheet("")
        values, sources = data.get("values", {}), data.get("sources", {})
        not_concerned = data.get("not_concerned", [])
        if not isinstance(values, dict):
            raise MalformedSheet("values")
        values = {
            _name("values", name): _as_json(f"values/{name}", value)
            for name, value in values.items()
        }
        if not _texts(not_concerned):
            raise MalformedSheet("not_concerned")
        if not isinstance(sources, dict) or not all(map(_is_source, sources.items())):
            raise MalformedSheet("sources")
        return cls(kind, values, frozenset(not_concerned), sources)

    def to_json(self) -> dict[str, Any]:
        """What a revision keeps; equal sheets give equal JSON."""
        data: dict[str, Any] = {"values": _ordered(self.values)}
        if self.not_concerned:
            data["not_concerned"] = sorted(self.not_concerned)
        if self.sources:
            data["sources"] = _ordered(self.sources)
        return data


def _as_json(path: str, value: Any, depth: int = 0) -> Value:
    """The value, all of it JSON and no deeper than a field may be."""
    if depth > _DEEPEST:
        raise MalformedSheet(path)
    if isinstance(value, dict):
        return {_name(path, name): _as_json(path, one, depth + 1) for name, one in value.items()}
    if isinstance(value, list):
        return [_as_json(path, one, depth + 1) for one in value]
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    if value is None or isinstance(value, str | int | float):
        return value
    raise MalformedSheet(path)


def _name(path: str, name: object) -> str:
    if not isinstance(name, str):
        raise MalformedSheet(path)
    return name


def _ordered(value: Value) -> Value:
    if isinstance(value, Mapping):
        return {name: _ordered(value[name]) for name in sorted(value)}
    return [_ordered(one) for one in value] if isinstance(value, list) else value


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _is_source(item: tuple[object, object]) -> bool:
    name, value = item
    return (
        isinstance(name, str)
        and isinstance(value, dict)
        and not set(value) - set(SOURCE_PARTS)
        and all(isinstance(part, str) for part in value.values())
    )
