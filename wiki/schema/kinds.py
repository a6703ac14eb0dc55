"""Kinds of sheets: what can be said of a place, a network… as declared in the data files."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from wiki.schema.folding import folded

#: A text in each language: `{"fr": "Lieu", "en": "Place"}`.
Labels = Mapping[str, str]
CORE_CODES = (
    "place",
    "organisation",
    "network",
    "programme",
    "term",
    "event",
    "resource",
    "path",
)
VISIBILITIES = ("public", "members", "stewards")
_AFTER_YEARS = 3000


@dataclass(frozen=True, slots=True)
class Choice:
    """An entry of a vocabulary; `unit` is that of the numbers it names, `help` its definition.

    One that is hidden is offered no more; where it was chosen it stays.
    """

    code: str
    labels: Labels
    help: Labels = field(default_factory=dict)
    unit: str = ""
    mapping: Mapping[str, str] = field(default_factory=dict)
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class When:
    """A field is asked for once the field `field` has one of `codes`; « true » for a yes."""

    field: str
    codes: tuple[str, ...]

    def holds(self, values: Mapping[str, Any]) -> bool:
        """Whether these values of a sheet ask for the field."""
        value = values.get(self.field)
        said = value if isinstance(value, list) else [value]
        return any(_as_code(one) in self.codes for one in said)


def _as_code(value: object) -> object:
    return str(value).lower() if isinstance(value, bool) else value


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that are shown and filled together."""

    code: str
    labels: Labels


@dataclass(frozen=True)
class Field:
    """What can be said once of a thing: its type, its unit, what bounds it, who sees it.

    `min` and `max` bound a number, the cents of an amount, or the number of rows or choices.
    `freshness` is the number of months after which a value is to be checked again.
    `weight` says how much the field counts for a complete sheet; 0 for not at all.
    For rows, `fields` are the columns and `identity` names those that tell one row from another.
    `unit_from` names the column whose choice gives the unit, `row_visibility` the column that says
    who sees a row. `mapping` has the name of the field in other formats.
    """

    id: str
    labels: Labels
    type: str
    group: str = ""
    help: Labels = field(default_factory=dict)
    unit: str = ""
    unit_from: str = ""
    required: bool = False
    min: float | None = None
    max: float | None = None
    min_length: int = 0
    max_length: int | None = None
    pattern: str = ""
    vocabulary: tuple[Choice, ...] = ()
    visibility: str = "public"
    row_visibility: str = ""
    freshness: int | None = None
    weight: int = 1
    links_to: str = ""
    when: When | None = None
    hidden: bool = False
    fields: tuple[Field, ...] = ()
    identity: tuple[str, ...] = ()
    mapping: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_year(self) -> bool:
        """Whether it is a year: a whole number that can be no other."""
        bounds = (self.min or 0, self.max or _AFTER_YEARS)
        return self.type == "integer" and 1000 <= bounds[0] <= bounds[1] < _AFTER_YEARS

    @cached_property
    def choices(self) -> Mapping[str, Choice]:
        """The vocabulary by code."""
        return {choice.code: choice for choice in self.vocabulary}

    @property
    def offered(self) -> tuple[Choice, ...]:
        """The choices that a form offers."""
        return tuple(choice for choice in self.vocabulary if not choice.hidden)

    @cached_property
    def codes_by_name(self) -> Mapping[str, str]:
        """The codes by the folded labels of their choices, and by their names in other formats."""
        return {
            folded(name): choice.code
            for choice in reversed(self.vocabulary)
            for name in (*choice.mapping.values(), *choice.labels.values())
        }

    @cached_property
    def columns(self) -> Mapping[str, Field]:
        """The columns of a row by id."""
        return {column.id: column for column in self.fields}


@dataclass(frozen=True, slots=True)
class Check:
    """Something that must hold across fields; `code` names it, see `wiki.schema.checks`.

    With `columns`, across these columns of each row of the one field.
    """

    code: str
    fields: tuple[str, ...]
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kind:
    """The schema of one kind of sheet."""

    code: str
    labels: Labels
    groups: tuple[Group, ...]
    fields: tuple[Field, ...]
    checks: tuple[Check, ...] = ()
    schema_org: str = ""
    #: The fields that a page shows first, in this order; the rest of the sheet is folded.
    main: tuple[str, ...] = ()

    @cached_property
    def by_id(self) -> Mapping[str, Field]:
        """The fields by id."""
        return {one.id: one for one in self.fields}

    def field(self, id_: str) -> Field:
        """The field of that id; KeyError when the kind has none."""
        return self.by_id[id_]

    def fields_of(self, group: str) -> tuple[Field, ...]:
        """The fields of a group that are not hidden, in order."""
        return tuple(one for one in self.fields if one.group == group and not one.hidden)


@cache
def core_kinds() -> Mapping[str, Kind]:
    """The kinds shipped with the package, by code."""
    return MappingProxyType({code: _kind(_read(f"{code}.toml")) for code in CORE_CODES})


@cache
def core_units() -> Mapping[str, Labels]:
    """The units of the fields, by code, with their signs; that of a single thing is under `one_`
    and the language, where it is another."""
    return MappingProxyType(_read("units.toml"))


@cache
def core_vocabularies() -> Mapping[str, tuple[Choice, ...]]:
    """The vocabularies that several fields share, by name."""
    read = _read("vocabularies.toml")
    return MappingProxyType({name: _choices(entries) for name, entries in read.items()})


def kind_from(data: Mapping[str, Any]) -> Kind:
    """The kind that `data`, in the form of the data files, declares.

    KeyError, TypeError or ValueError when it declares none.
    """
    return _kind(data)


def _kind(data: Mapping[str, Any]) -> Kind:
    return Kind(
        code=data["code"],
        labels=data["labels"],
        groups=tuple(Group(**group) for group in data["groups"]),
        fields=tuple(field_from(one) for one in data["fields"]),
        checks=tuple(
            Check(check["code"], tuple(check["fields"]), tuple(check.get("columns", ())))
            for check in data.get("checks", ())
        ),
        schema_org=data.get("schema_org", ""),
        main=tuple(data.get("main", ())),
    )


def field_from(data: Mapping[str, Any]) -> Field:
    """The field that `data`, in the form of the data files, declares; errors as `kind_from`."""
    read = dict(data)
    vocabulary = read.pop("vocabulary", ())
    when = read.pop("when", None)
    return Field(
        vocabulary=core_vocabularies()[vocabulary]
        if isinstance(vocabulary, str)
        else _choices(vocabulary),
        when=When(when["field"], tuple(when["in"])) if when else None,
        fields=tuple(field_from(column) for column in read.pop("fields", ())),
        identity=tuple(read.pop("identity", ())),
        **read,
    )


def _choices(entries: Any) -> tuple[Choice, ...]:
    return tuple(choice_from(entry) for entry in entries)


def choice_from(entry: Mapping[str, Any]) -> Choice:
    """The entry of a vocabulary that `{"code", "fr", "en", …}` declares."""
    labels = {language: entry[language] for language in ("fr", "en")}
    more = {name: entry[name] for name in ("help", "unit", "mapping") if name in entry}
    return Choice(entry["code"], labels, **more)


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "data" / name).read_text(encoding="utf-8"))
