"""The kinds of sheets there are."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from wiki.kernel.db import state
from wiki.kernel.errors import Invalid
from wiki.schema.kinds import Kind


def kinds() -> Mapping[str, Kind]:
    """Every kind of sheet that a subject offers, by its code."""
    found: dict[str, Kind] = {}
    for offered in state().keep("pages.kinds", _offers):
        found |= offered()
    return found


def _offers() -> list[Callable[[], Mapping[str, Kind]]]:
    return [subject.load(subject.kinds) for subject in state().subjects if subject.kinds]


def kind_of(code: str) -> Kind:
    """The kind of this code. Raises `Invalid`."""
    kind = kinds().get(code)
    if kind is None:
        raise Invalid("kind_unknown", kind=code)
    return kind
