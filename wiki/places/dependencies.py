"""What shows places depends on: the keys by which a page that shows one is marked stale."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from wiki.places.asking.conditions import Condition

#: What shows any place: changes whenever one does.
PLACES = "kind:place"
#: Columns by whose values places are told apart for what shows some of them, the narrowest first.
SELECTIVE = ("department", "region", "families", "management", "status")


def dependency(name: str, value: str) -> str:
    """What depends on the places that have a value: `place:department=33`."""
    return f"place:{name}={value}"


def told_by(columns: Mapping[str, Any] | None) -> set[str]:
    """What may show the place that these columns of `wiki_place` describe; None for no place."""
    if columns is None:
        return set()
    said = [("families", one) for one in str(columns["families"]).split(",") if one]
    said += [(name, columns[name]) for name in SELECTIVE if name != "families" and columns[name]]
    return {PLACES} | {dependency(name, str(value)) for name, value in said}


def asked_by(conditions: Iterable[Condition]) -> tuple[str, ...]:
    """What an answer to these conditions depends on: the places of a department, or all."""
    chosen = {one.column.id: one for one in conditions if _is_narrow(one)}
    for name in SELECTIVE:
        if name in chosen:
            return tuple(dependency(name, str(test.value)) for test in chosen[name].some)
    return (PLACES,)


def _is_narrow(one: Condition) -> bool:
    return bool(one.some) and all(test.how == "is" for test in one.some)
