"""What an editor offers in a directive of the places: its fields and their values, in French."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wiki.geography.communes import departments, regions
from wiki.pages.queries.kinds import kind_of
from wiki.places.asking.columns import AREAS, AUDIENCE
from wiki.places.asking.question import FRENCH_SHAPES
from wiki.places.rules import KIND
from wiki.schema.audience import visible
from wiki.schema.kinds import Choice, Field

_NUMBERS = ("integer", "number", "money")
_APART = ("rows", "point", "hours", "file")
#: A name that may stand before « : », and one that no list takes for several.
_OPTION, _ONE = re.compile(r"[^\W\d][\w-]*"), re.compile(r"[^,;.:|]+")
#: What a condition takes for several values.
_SEVERAL = re.compile(r"[,;]| ou | or ")


def words() -> dict[str, list[str]]:
    """Option -> what may be written in it; under "" the names of filters, each with its values."""
    found = {
        "forme": list(FRENCH_SHAPES),
        "colonnes": names(),
        "tri": names(),
        "grouper": names(),
        "de": list(_measures()),
        "": [],
    }
    for name, values in _filters():
        found[""].append(name)
        found[name] = values
    return found


def names() -> list[str]:
    """Fields of which a place says one thing, as they are called in a text."""
    areas = [label.lower() for label in AREAS.values()]
    single = (one for one in _fields() if one.type not in _APART or one.id == "seats")
    return [*areas, *map(_name, single)]


def _fields() -> Iterator[Field]:
    kind = kind_of(KIND)
    seen = visible(kind, AUDIENCE)
    return (one for one in kind.fields if one.id in seen)


def _name(field: Field) -> str:
    label = field.labels["fr"].lower()
    return label if _ONE.fullmatch(label) else field.id


def _measures() -> Iterator[str]:
    for field in _fields():
        if field.type in _NUMBERS or field.id == "seats":
            yield _name(field)
        if field.type == "rows":
            yield from (
                f"{_name(field)}.{_name(column)}"
                for column in field.fields
                if column.type in _NUMBERS and column.id not in field.identity
            )


def _filters() -> Iterator[tuple[str, list[str]]]:
    found = departments().values()
    yield "département", [*(one.name for one in found), *(one.code for one in found)]
    yield "région", list(regions().values())
    for field in _fields():
        if field.type not in _APART:
            label = field.labels["fr"].lower()
            name = label if _OPTION.fullmatch(label) else field.id
            yield name, ["oui", "non"] if field.type == "boolean" else [*map(_value, field.offered)]


def _value(choice: Choice) -> str:
    label = choice.labels["fr"].lower()
    return choice.code if _SEVERAL.search(label) else label
