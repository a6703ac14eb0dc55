"""The numbers that a page asks for, in words: of all the places, and of each group of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import Any, NamedTuple

from wiki.geography.communes import departments, regions
from wiki.language.folding import fold
from wiki.places.asking.columns import Column
from wiki.places.asking.question import Question
from wiki.places.queries import answering as queries
from wiki.places.queries import sums
from wiki.places.queries.answering import Compared
from wiki.places.queries.sums import Amount, Sum
from wiki.schema.kinds import Field
from wiki.schema.spoken import spoken
from wiki.web.language import number
from wiki.web.said_inside import inside, measured_field

#: Most groups of a table of numbers.
MOST_GROUPS = 200
UNKNOWN = "Non renseigné"
#: The names of groups: one for each of the columns that make them.
Names = tuple[str, ...]


class Part(NamedTuple):
    """What is said on one tax basis; money before tax and after it is never added up."""

    tax: str
    value: float
    text: str
    places: int


class Figure(NamedTuple):
    """A number of a group of places: `value` is None when none of them says anything.

    Amounts before and after tax make no single value: they are its `parts`.
    """

    name: str
    value: float | None
    text: str
    places: int
    parts: tuple[Part, ...] = ()

    @property
    def rank(self) -> float:
        """What it is ordered by."""
        return max((one.value for one in self.parts), default=self.value or 0)


def figures(question: Question) -> tuple[Figure, list[Figure]]:
    """The number that is asked for, of all the places, and of each group if there are some."""
    by = [question.group] if question.group else []
    total, groups = found(question, by)
    parts = [figure(names[0], question, one) for names, one in groups.items()] if by else []
    return figure("", question, total), in_order(question, parts)[
        : min(question.limit, MOST_GROUPS)
    ]


def found(question: Question, by: Sequence[Column]) -> tuple[Sum, Mapping[Names, Sum]]:
    """What all the places add up to, and those of each group, by the names of what they share."""
    if not sums.is_counted(question, by):
        return place_by_place(question, by)
    total, counted = sums.counted(question, by)
    is_apart = not any(map(sums.has_several, by))
    groups: dict[Names, Sum] = {}
    for common, one in counted.items():
        names = tuple(map(_name, by, common))
        if names in groups and not is_apart:  # a place may be in both: it counts for one
            return place_by_place(question, by)
        groups[names] = groups.get(names, Sum()).plus(one)
    return total, groups


def place_by_place(question: Question, by: Sequence[Column]) -> tuple[Sum, Mapping[Names, Sum]]:
    """The same, from what each place says."""
    where = queries.clauses(question.conditions)
    measured = queries.amounts(question.measured, where) if question.measured else {}
    said = [queries.values(column, where) for column in by]
    ids = queries.ids(question)
    groups: dict[Names, list[int]] = {}
    for page_id in ids:
        apart = (
            names_of(*each) for each in zip(by, (one.get(page_id, ()) for one in said), strict=True)
        )
        for names in product(*apart):
            groups.setdefault(names, []).append(page_id)
    return _sum(ids, measured), {names: _sum(some, measured) for names, some in groups.items()}


def _sum(ids: Sequence[int], measured: Mapping[int, Iterable[tuple[str, float]]]) -> Sum:
    amounts = []
    for page_id in ids:
        of_place: dict[str, float] = {}
        for tax, value in measured.get(page_id, ()):
            of_place[tax] = of_place.get(tax, 0) + value
        amounts += [Amount(tax, 1, value) for tax, value in of_place.items()]
    return Sum(len(ids), sums.added(amounts))


def names_of(group: Column, values: Sequence[Compared]) -> list[str]:
    """The groups of a place that says this, by their names."""
    return list(dict.fromkeys(name_of(group, value) for value in values)) or [UNKNOWN]


def _name(column: Column, value: Compared | None) -> str:
    return UNKNOWN if value is None else name_of(column, value)


def name_of(one: Column, value: Compared) -> str:
    """A compared value in words."""
    text = str(value)
    if one.id == "department":
        return departments()[text].full_name if text in departments() else text
    if one.id == "region":
        return regions().get(text, text)
    field = one.field
    if one.type == "date":
        return text.partition("-")[0]
    if one.type in ("choice", "choices"):
        choice = field.choices.get(text)
        return choice.labels.get("fr", text) if choice else text
    if one.type == "boolean":
        return "Oui" if value else "Non"
    if one.type in ("integer", "number"):
        return number(float(value))
    if one.type in ("link", "links"):
        return text
    return "".join(words.text for words in inside(spoken(field, value)))


def in_order(question: Question, parts: Iterable[Figure]) -> list[Figure]:
    """In time when the groups are years, else the greatest first; the unknown last."""
    if question.group and question.group.type == "date":
        return sorted(parts, key=lambda one: unknown_last(one.name))
    return sorted(
        parts,
        key=lambda one: (
            one.value is None and not one.parts,
            -one.rank,
            *unknown_last(one.name),
        ),
    )


def unknown_last(name: str) -> tuple[bool, str]:
    """The order of names, that of what nobody said coming last."""
    return name == UNKNOWN, fold(name)


def figure(name: str, question: Question, one: Sum) -> Figure:
    """What some places add up to, in words."""
    measured = question.measured
    if question.shape == "count" or measured is None:
        return Figure(name, one.places, number(one.places), one.places)
    parts = [_part(question.shape, measured, amount) for amount in one.amounts]
    if not parts:
        return Figure(name, None, "non renseigné", 0)
    if len(parts) == 1:
        return Figure(name, parts[0].value, parts[0].text, parts[0].places)
    text = " ; ".join(part.text for part in parts)
    return Figure(name, None, text, 0, tuple(parts))


def _part(shape: str, measured: Column, amount: Amount) -> Part:
    value = amount.total if shape == "sum" else amount.total / amount.said
    shown = value / 100 if measured.type == "money" else value
    return Part(amount.tax, shown, text_of(measured, value, amount.tax), amount.said)


def text_of(measured: Column, value: float, tax: str = "") -> str:
    """A number in words with its unit."""
    kept: Any
    if measured.type == "money":
        field = Field(measured.id, {}, "money")
        kept = {"cents": round(value)} | ({"tax": tax} if tax else {})
    else:
        unit = unit_of(measured)
        field, kept = Field(measured.id, {}, "number", unit=unit), round(value, 1)
    return "".join(words.text for words in inside(spoken(field, kept)))


def unit_of(measured: Column) -> str:
    """The code of the unit of a number; "" when it has none."""
    return measured_field(measured.meant).unit if measured.meant else ""
