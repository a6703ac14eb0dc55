"""Is a sheet what its kind says? Values are put in the form they are kept in, or refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from wiki.schema import checks, dates
from wiki.schema.kinds import Field, Kind
from wiki.schema.rows import are_rows, keyed, same
from wiki.schema.sheet import Sheet, Source, Value
from wiki.schema.types import SETS, Known, Unfit, accepted, everything

_MAX_ROWS = 500
_MAX_SOURCE = 500


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong at `path` (`seats/0/count`); the faces word `code` with `parameters`.

    One that is not `blocking` is worth a remark and stops nothing.
    """

    path: str
    code: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    blocking: bool = True


def validated(
    kind: Kind, sheet: Sheet, *, before: Sheet | None = None, known: Known = everything
) -> tuple[Sheet, tuple[Problem, ...]]:
    """The sheet with its values as they are kept, and the problems in the order of the fields.

    A value that has a problem stays as it came. What `before` already had so is not judged again:
    a value whose field or choice is gone since stops nobody from changing another one.
    """
    judge = _Judge(kind, sheet, before or Sheet(kind.code), known)
    values = {name: value for name, value in judge.values() if value is not None}
    not_concerned = judge.not_concerned()
    found = Sheet(kind.code, values, not_concerned, judge.sources({*values, *not_concerned}))
    judge.require(found)
    judge.across(found)
    return found, tuple(judge.problems)


class _Judge:
    """One sheet being judged."""

    def __init__(self, kind: Kind, sheet: Sheet, before: Sheet, known: Known) -> None:
        self.kind, self.sheet, self.before, self.known = kind, sheet, before, known
        self.problems: list[Problem] = []
        #: The fields whose values are not of their types, judged before or not.
        self.unfit: set[str] = set()

    def values(self) -> list[tuple[str, Value | None]]:
        """Every value, those of the kind first and in its order."""
        said = self.sheet.values
        kept = [
            (one.id, self.value_of(one, said[one.id]))
            for one in self.kind.fields
            if said.get(one.id) is not None
        ]
        for name, value in said.items():
            if name not in self.kind.by_id and value is not None:
                kept.append((name, value))
                if not self.was(name, value):
                    self.problems.append(Problem(name, "unknown_field"))
        return kept

    def value_of(self, one: Field, value: Value) -> Value | None:
        """The value of a field as it is kept; as it came when it is refused."""
        problems: list[Problem] = []
        if one.type == "rows":
            kept = _rows(one, value, self.known, problems)
        else:
            kept = _scalar(one, one.id, value, self.known, problems)
        if problems:
            self.unfit.add(one.id)
        if self.was(one.id, value):
            return value if problems else kept
        self.problems += [
            problem
            for problem in problems
            if not self.was_in_row(problem.path, value) and not self.was_so(one, problem, value)
        ]
        return kept

    def was_in_row(self, path: str, rows: Value) -> bool:
        """Whether a problem is in a row that `before` had as it is."""
        name, _, rest = path.partition("/")
        had: Value = self.before.values.get(name)
        if not rest or not are_rows(rows) or not are_rows(had):
            return False
        row = rows[int(rest.partition("/")[0])]
        return any(same(row, other) for other in had)

    def was_so(self, one: Field, problem: Problem, value: Value) -> bool:
        """Whether what a problem is with was in `before`: an entry of the same list, or a cell that
        some row had in the same column, though another one of the row is changed."""
        had: Value = self.before.values.get(one.id)
        _, _, rest = problem.path.partition("/")
        place, _, column = rest.partition("/")
        if not rest:
            return _is_gone_from(one, problem, value, had)
        if not column or not are_rows(value) or not are_rows(had):
            return False
        if (said := value[int(place)].get(column)) is None:
            return False
        cells = [row[column] for row in had if column in row]
        declared = one.columns.get(column)
        return any(
            same(cell, said) or (declared and _is_gone_from(declared, problem, said, cell))
            for cell in cells
        )

    def was(self, name: str, value: Value) -> bool:
        return name in self.before.values and same(self.before.values[name], value)

    def not_concerned(self) -> frozenset[str]:
        names = self.sheet.not_concerned
        for name in sorted(names - self.before.not_concerned):
            one = self.kind.by_id.get(name)
            if one is None:
                self.problems.append(Problem(name, "unknown_field"))
            elif one.required:
                self.problems.append(Problem(name, "concerns_all"))
        for name in sorted(name for name in names if self.sheet.values.get(name) is not None):
            self.problems.append(Problem(name, "valued_and_not_concerned"))
        return names

    def sources(self, about: set[str]) -> dict[str, Source]:
        """The sources of what is said; that of a value that went goes with it."""
        kept: dict[str, Source] = {}
        for name, source in self.sheet.sources.items():
            parts = {part: text.strip() for part, text in source.items() if text.strip()}
            if name not in about or not parts:
                continue
            kept[name] = parts
            if not same(self.before.sources.get(name), parts):
                self.problems += _problems_of_source(name, parts)
        return kept

    def require(self, found: Sheet) -> None:
        for one in self.kind.fields:
            if not one.required or one.hidden or one.id in found.values:
                continue
            if one.when is None or one.when.holds(found.values):
                self.problems.append(Problem(one.id, "required"))

    def across(self, found: Sheet) -> None:
        for check in self.kind.checks:
            if self.unfit.isdisjoint(check.fields):
                self.problems += [
                    Problem(breach.path, check.code, breach.parameters, breach.blocking)
                    for breach in checks.breaches(check, found.values)
                ]


def _is_gone_from(one: Field, problem: Problem, value: Value, had: Value) -> bool:
    """Whether a list says nothing that is not among its choices but what another one said too."""
    if problem.code != "unknown_choice" or one.type not in SETS or not isinstance(had, list):
        return False
    return all(item in had for item in value if item not in one.choices)


def _scalar(
    one: Field, path: str, value: Value, known: Known, problems: list[Problem]
) -> Value | None:
    try:
        return accepted(one, value, known)
    except Unfit as refusal:
        problems.append(Problem(path, refusal.code, refusal.parameters))
        return value


def _rows(one: Field, value: Value, known: Known, problems: list[Problem]) -> Value | None:
    if not are_rows(value):
        problems.append(Problem(one.id, "not_rows"))
        return value
    if len(value) > (most := one.max or _MAX_ROWS):
        problems.append(Problem(one.id, "too_many", {"max": int(most)}))
        return value
    read = ((place, _row(one, place, row, known, problems)) for place, row in enumerate(value))
    kept = [(place, row) for place, row in read if row]
    for (place, _), key in zip(kept, keyed(one, (row for _, row in kept)), strict=True):
        if "~" in key:
            problems.append(Problem(f"{one.id}/{place}", "row_twice"))
    return [row for _, row in kept] or None


def _row(
    one: Field, place: int, row: Mapping[str, Any], known: Known, problems: list[Problem]
) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for column in one.fields:
        if row.get(column.id) is not None:
            path = f"{one.id}/{place}/{column.id}"
            value = _scalar(column, path, row[column.id], known, problems)
            if value is not None:
                kept[column.id] = value
    for name in row.keys() - one.columns.keys():
        if row[name] is not None:
            kept[name] = row[name]
            problems.append(Problem(f"{one.id}/{place}/{name}", "unknown_field"))
    problems += [
        Problem(f"{one.id}/{place}/{column.id}", "required")
        for column in one.fields
        if kept and column.required and not column.hidden and column.id not in kept
    ]
    return kept


def _problems_of_source(name: str, parts: Source) -> list[Problem]:
    problems: list[Problem] = []
    for part, text in parts.items():
        path = f"sources/{name}/{part}"
        _scalar(_SOURCE.get(part, _WORDS), path, text, everything, problems)
    if "checked" in parts and not _is_day(parts["checked"]):
        problems.append(Problem(f"sources/{name}/checked", "not_date"))
    return problems


def _is_day(text: str) -> bool:
    try:
        return len(dates.parts(text)) == 3
    except ValueError:
        return False


_WORDS = Field("words", {}, "text", max_length=_MAX_SOURCE)
_SOURCE = {"url": Field("url", {}, "url")}
