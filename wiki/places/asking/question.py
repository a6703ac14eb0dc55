"""The question of a directive: which places, what of them, in which shape."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeVar

from wiki.places.asking.columns import Column, ProblemError, column, comparable, measure
from wiki.places.asking.conditions import Condition, condition
from wiki.schema.kinds import Kind
from wiki.schema.naming import key_of, nearest

SHAPES = {
    "liste": "list",
    "list": "list",
    "tableau": "table",
    "table": "table",
    "fiches": "cards",
    "cartes": "cards",
    "cards": "cards",
    "carte": "map",
    "map": "map",
    "nombre": "count",
    "count": "count",
    "somme": "sum",
    "sum": "sum",
    "moyenne": "mean",
    "mean": "mean",
}
#: Those that an editor offers.
FRENCH_SHAPES = {
    name: SHAPES[name]
    for name in ("liste", "tableau", "fiches", "carte", "nombre", "somme", "moyenne")
}
NUMBERS = ("count", "sum", "mean")
#: Options that are no filter, by their declared keys.
OPTIONS: Mapping[str, tuple[str, ...]] = {
    "form": ("forme",),
    "columns": ("colonnes",),
    "sort": ("tri",),
    "group": ("grouper", "groupe", "par"),
    "limit": ("limite",),
    "of": ("de",),
    "where": ("où", "ou", "filtre"),
    "title": ("titre",),
}
USUAL, MOST, MOST_POINTS = 50, 500, 1_000
#: Most columns, and most conditions.
MOST_COLUMNS, MOST_CONDITIONS = 20, 20
_OF = re.compile(r"^(?:(?:de la|des|de|du|of) +|(?:de l|d)['’] ?)(?=\S)", re.IGNORECASE)
_DOWN = re.compile(r"\s+(?:décroissant|decroissant|descending|desc)$", re.IGNORECASE)
_UP = re.compile(r"\s+(?:croissant|ascending|asc)$", re.IGNORECASE)
_COLUMNS = re.compile(r"\s*[,;]\s*")
Found = TypeVar("Found")


@dataclass(frozen=True)
class Question:
    """What a page asks. Without `sort` the order is that of the names."""

    shape: str
    title: str = ""
    conditions: tuple[Condition, ...] = ()
    columns: tuple[Column, ...] = ()
    sort: Column | None = None
    descending: bool = False
    group: Column | None = None
    limit: int = USUAL
    measures: tuple[Column, ...] = ()

    @property
    def measured(self) -> Column | None:
        """What is added up."""
        return self.measures[0] if self.measures else None


@dataclass(frozen=True)
class Asked:
    """A question; or, when there are `problems`, what is wrong with it as it is written."""

    question: Question
    problems: tuple[ProblemError, ...] = ()


def asked(kind: Kind, argument: str, options: Mapping[str, str], *, usual: str = "list") -> Asked:
    """The question that a directive writes. Never raises."""
    return _Reader(kind).read(argument, options, usual)


class _Reader:
    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        self.problems: list[ProblemError] = []

    def read(self, argument: str, options: Mapping[str, str], usual: str) -> Asked:
        shape, of = self._shape(argument, options, usual)
        sort, descending = self._sort(options.get("sort", ""))
        shown = [part for part in _COLUMNS.split(options.get("columns", "")) if part]
        columns = [self._try(column, part) for part in shown[:MOST_COLUMNS]]
        measures = self._measures(of) if of and shape in ("sum", "mean") else ()
        if shape in ("sum", "mean") and not of:
            self.problems.append(ProblemError("measure_missing"))
        group = options.get("group", "")
        question = Question(
            shape,
            options.get("title", ""),
            self._conditions(options),
            tuple(one for one in columns if one),
            sort,
            descending,
            self._try(comparable, group) if group else None,
            self._limit(options.get("limit", ""), shape),
            measures,
        )
        return Asked(question, tuple(self.problems))

    def _try(self, find: Callable[[Kind, str], Found], text: str) -> Found | None:
        try:
            return find(self.kind, text)
        except ProblemError as problem:
            self.problems.append(problem)
            return None

    def _measures(self, text: str) -> tuple[Column, ...]:
        """One field by its name, or several of them."""
        named = [part for part in _COLUMNS.split(text) if part]
        if len(named) > 1:
            with suppress(ProblemError):
                return (measure(self.kind, text),)
        found = [self._try(measure, name) for name in named[:MOST_COLUMNS]]
        return tuple(one for one in found if one)

    def _shape(self, argument: str, options: Mapping[str, str], usual: str) -> tuple[str, str]:
        """The shape, and what is added up in it."""
        said = argument or options.get("form", "")
        word, _, of = said.strip().partition(" ")
        if not word:
            return ("table" if options.get("columns") else usual), options.get("of", "")
        shape = SHAPES.get(word.lower())
        if shape is None:
            names = {key_of(name): name for name in SHAPES}
            close = nearest(names, word)
            self.problems.append(ProblemError("shape_unknown", name=word, nearest=close))
            return usual, ""
        of = of.strip()
        return shape, _OF.sub("", of, count=1) if of else options.get("of", "")

    def _sort(self, text: str) -> tuple[Column | None, bool]:
        if not text:
            return None, False
        name = _UP.sub("", _DOWN.sub("", text))
        return self._try(comparable, name), bool(_DOWN.search(text))

    def _limit(self, text: str, shape: str) -> int:
        most = MOST_POINTS if shape == "map" else MOST
        if not text:
            return most if shape == "map" else USUAL
        if re.fullmatch("[1-9][0-9]{0,5}", text):
            return min(int(text), most)
        self.problems.append(ProblemError("limit_unread", value=text, most=str(most)))
        return USUAL

    def _conditions(self, options: Mapping[str, str]) -> tuple[Condition, ...]:
        found: list[Condition] = []
        for name, text in _filters(options):
            if len(found) == MOST_CONDITIONS:
                self.problems.append(ProblemError("conditions_many", most=str(MOST_CONDITIONS)))
                break
            try:
                found.append(condition(comparable(self.kind, name), text))
            except ProblemError as problem:
                self.problems.append(problem)
        return tuple(found)


def _filters(options: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Every other option is a filter; « où » holds some whose names no option can have."""
    for name, text in options.items():
        if name not in OPTIONS:
            yield name, text
    for part in options.get("where", "").split("|"):
        if part.strip():
            name, colon, text = part.partition(":")
            yield name.strip(), text if colon else ""
