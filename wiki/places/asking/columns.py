"""What can be asked of a place: a field of its sheet that everybody may read, or what follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wiki.schema.audience import visible
from wiki.schema.kinds import Field, Kind
from wiki.schema.naming import Named, UnknownName, key_of, named, nearest

#: For whom the answers are: they stand in pages that everybody reads.
AUDIENCE = "public"
#: Other names of fields, by what `key_of` makes of them.
ALIASES = {
    "departement": "department",
    "department": "department",
    "region": "region",
    "reseau": "networks",
    "network": "networks",
    "famille": "families",
    "family": "families",
    "gestion": "management",
    "place": "seats",
}
#: What follows from the commune.
AREAS = {"department": "Département", "region": "Région"}
#: Fields that `wiki_place` has too, with the name of the column.
STORED = {
    "name": "name",
    "status": "status",
    "management": "management",
    "commune": "insee",
    "opened_on": "opened_on",
    "closed_on": "closed_on",
    "seats": "seats",
}


class ProblemError(Exception):
    """A question that has no answer: a code, and what its sentence says."""

    def __init__(self, code: str, **told: str) -> None:
        super().__init__(code)
        self.code = code
        self.told: Mapping[str, str] = told


@dataclass(frozen=True)
class Column:
    """One thing of a place. `meant` is its field, `stored` its column of `wiki_place`."""

    id: str
    label: str
    type: str
    meant: Named | None = None
    stored: str = ""

    @property
    def field(self) -> Field:
        """The field that says what its values are."""
        meant = self.meant.value_field if self.meant else None
        return meant if meant and meant.type == self.type else Field(self.id, {}, self.type)

    @property
    def is_single(self) -> bool:
        """Whether it can be compared: rows without a column are a table of their own."""
        return self.type not in ("rows", "point", "hours", "file")

    @property
    def is_number(self) -> bool:
        """Whether it can be added up."""
        return self.type in ("integer", "number", "money")


def column(kind: Kind, text: str) -> Column:
    """What a name means. Raises `ProblemError`."""
    name = ALIASES.get(key_of(text), text)
    if name in AREAS:
        return Column(name, AREAS[name], name, stored=name)
    try:
        meant = named(kind, name)
    except UnknownName as unknown:
        close = nearest({key: key for key in (*ALIASES, *map(key_of, AREAS.values()))}, text)
        told = unknown.nearest or close
        raise ProblemError("field_unknown", name=text, nearest=told) from unknown
    if meant.top.id not in visible(kind, AUDIENCE):
        raise ProblemError("field_private", name=meant.labels("fr"))
    whole = meant.column is None and not meant.rows
    if whole and meant.top.id == "seats":
        return Column("seats", meant.labels("fr"), "integer", meant, "seats")
    stored = STORED.get(meant.top.id, "") if whole else ""
    return Column(_id(meant), meant.labels("fr"), meant.value_field.type, meant, stored)


def comparable(kind: Kind, text: str) -> Column:
    """The same, of what has one value for a place. Raises `ProblemError`."""
    found = column(kind, text)
    if not found.is_single:
        raise ProblemError("field_not_single", name=found.label)
    return found


def measure(kind: Kind, text: str) -> Column:
    """The same, of what can be added up. Raises `ProblemError`."""
    found = comparable(kind, text)
    if not found.is_number:
        raise ProblemError("field_not_number", name=found.label)
    return found


def _id(meant: Named) -> str:
    parts = [meant.top.id, *map(str, meant.rows.values())]
    return ".".join([*parts, meant.column.id] if meant.column else parts)
