"""What becomes of values that fit no more: a person chooses, and nothing else changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from wiki.schema.conversion import converted
from wiki.schema.kinds import Field, Kind
from wiki.schema.rows import are_rows, same
from wiki.schema.sheet import Sheet, Value
from wiki.schema.types import SETS, Unfit
from wiki.schema.unfitting import Unfitting, unfitting

#: What is done by `mended`; the other remedies of `unfitting` are for the kind, or the form.
REMEDIES = ("replace_choice", "convert_value", "move_value", "remove_value")
#: Why no type takes a value: it is not what it is, but how much.
_MEASURED = ("too_long", "too_short", "too_small", "too_great", "too_many", "pattern")
#: Longest entry of a list that is told from another, in characters.
ENTRY_LENGTH = 200


@dataclass(frozen=True)
class Remedy:
    """One of `REMEDIES`. What moves goes `to` a field, or to a column of the same rows.

    To replace, `entries` says by which one an entry that is gone is replaced; "" takes it away.
    """

    name: str
    to: str = ""
    entries: Mapping[str, str] = field(default_factory=dict)


class Step(NamedTuple):
    """What a remedy makes of a value: it goes to the path `to`; or stays, for the reason `why`."""

    path: str
    before: Value
    to: str = ""
    after: Value = None
    why: Unfit | None = None


class Mended(NamedTuple):
    """A sheet with what could be mended in it, and what became of each value."""

    sheet: Sheet
    steps: tuple[Step, ...]

    @property
    def done(self) -> bool:
        """Whether some value is mended."""
        return any(step.why is None for step in self.steps)

    @property
    def stays(self) -> bool:
        """Whether some value is not."""
        return any(step.why is not None for step in self.steps)


def name_of(path: str) -> str:
    """The field of a path, or the column `seats/kind` of the path `seats/0/kind`."""
    name, *rest = path.split("/")
    return "/".join((name, *rest[1:]))


def at(sheet: Sheet, path: str) -> Value:
    """The value at a path, `parking` or `seats/0/kind`; None when there is none."""
    name, *rest = path.split("/")
    value = sheet.values.get(name)
    if not rest:
        return value
    place = int(rest[0]) if rest[0].isascii() and rest[0].isdigit() and len(rest[0]) < 5 else -1
    if value is None or len(rest) != 2 or not are_rows(value) or not 0 <= place < len(value):
        return None
    return value[place].get(rest[1])


def field_at(kind: Kind, path: str) -> Field | None:
    """The field, or the column, of a path."""
    name, *rest = path.split("/")
    whole = kind.by_id.get(name)
    return whole.columns.get(rest[-1]) if whole and rest else whole


def entries_gone(kind: Kind, one: Unfitting) -> tuple[str, ...]:
    """The entries of a value that its list has no more, as `Remedy.entries` names them."""
    declared = field_at(kind, one.path)
    if one.code != "unknown_choice" or declared is None:
        return ()
    gone = (item for item in _listed(one.value) if item not in declared.choices)
    return tuple(dict.fromkeys(str(item)[:ENTRY_LENGTH] for item in gone))


def remedies_of(declared: Field | None, code: str) -> tuple[str, ...]:
    """The remedies for values of a field, or a column, that fit no more for the reason `code`."""
    found = ["replace_choice"] if code == "unknown_choice" and declared else []
    if declared and declared.type != "rows" and not declared.hidden:
        found += ["convert_value"] if code not in ("unknown_choice", *_MEASURED) else []
    return (*found, "move_value", "remove_value")


def targets(kind: Kind, name: str) -> tuple[Field, ...]:
    """The fields, or the columns of the same rows, that the values of a field may move to."""
    whole, _, column = name.partition("/")
    declared = kind.by_id.get(whole)
    others = declared.fields if declared and column else () if column else kind.fields
    return tuple(
        one
        for one in others
        if not one.hidden and one.type != "rows" and one.id != (column or whole)
    )


def mended_all(kind: Kind, sheet: Sheet, name: str, code: str, remedy: Remedy) -> Mended:
    """The sheet once a remedy is given to each value of a field that fits no more for a reason.

    What cannot be mended stays as it is.
    """
    paths = (one for one in unfitting(kind, sheet) if one.code == code)
    return _each(kind, sheet, (one.path for one in paths if name_of(one.path) == name), remedy)


def mended(kind: Kind, sheet: Sheet, path: str, remedy: Remedy) -> Sheet:
    """The sheet once a remedy is given to the value at a path. Raises `Unfit`: why not."""
    made = _each(kind, sheet, [path], remedy)
    if (why := made.steps[0].why) is not None:
        raise why
    return made.sheet


def _each(kind: Kind, sheet: Sheet, paths: Iterable[str], remedy: Remedy) -> Mended:
    steps = []
    for path in paths:
        value = at(sheet, path)
        try:
            to, after, sheet = _step(kind, sheet, path, remedy)
            steps.append(Step(path, value, to, after))
        except Unfit as why:
            steps.append(Step(path, value, why=why))
    return Mended(sheet, tuple(steps))


def _step(kind: Kind, sheet: Sheet, path: str, remedy: Remedy) -> tuple[str, Value, Sheet]:
    """Where the value at a path goes, as what, and the sheet that this makes."""
    value, declared = at(sheet, path), field_at(kind, path)
    if value is None:
        raise Unfit("nothing_there")
    match remedy.name:
        case "remove_value":
            return path, None, _with(sheet, path, None)
        case "replace_choice":
            chosen = _chosen(declared, value, remedy.entries)
            return path, chosen, _with(sheet, path, chosen)
        case "convert_value" if declared is not None and not declared.hidden:
            fitting = converted(declared, value)
            if same(fitting, value):
                raise Unfit("no_remedy")
            return path, fitting, _with(sheet, path, fitting)
        case "move_value":
            return _moved(kind, sheet, path, value, remedy.to)
    raise Unfit("no_remedy")


def _listed(value: Value) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _chosen(declared: Field | None, value: Value, entries: Mapping[str, str]) -> Value:
    """The value with other entries; one of which nothing is said stays."""
    known = declared.choices if declared else {}
    kept: list[Any] = []
    for one in _listed(value):
        to = None if one in known else entries.get(str(one)[:ENTRY_LENGTH])
        if to and to not in known:
            raise Unfit("unknown_choice", value=to)
        kept += [one] if to is None else [to] if to else []
    if same(kept, _listed(value)):
        raise Unfit("entry_unsaid")
    if declared is not None and declared.type in SETS:
        return list(dict.fromkeys(kept)) or None
    return kept[0] if kept else None


def _moved(kind: Kind, sheet: Sheet, path: str, value: Value, to: str) -> tuple[str, Value, Sheet]:
    declared = next((one for one in targets(kind, name_of(path)) if one.id == to), None)
    if declared is None:
        raise Unfit("unknown_field")
    there = path.rpartition("/")[0] + "/" + to if "/" in path else to
    if at(sheet, there) is not None or there in sheet.not_concerned:
        raise Unfit("said_already")
    fitting = converted(declared, value)
    said = _with(_with(sheet, path, None), there, fitting)
    if there == to and path in sheet.sources:
        said = replace(said, sources={**said.sources, to: sheet.sources[path]})
    return there, fitting, said


def _with(sheet: Sheet, path: str, value: Value) -> Sheet:
    """The sheet with another value at a path; None takes it away, and where it comes from."""
    name, *rest = path.split("/")
    values: dict[str, Any] = dict(sheet.values)
    if rest:
        rows = [dict(row) for row in values[name]]
        rows[int(rest[0])] = _without_none({**rows[int(rest[0])], rest[1]: value})
        values[name] = rows
    else:
        values[name] = value
    values = _without_none(values)
    goes = not rest and value is None
    sources = {one: source for one, source in sheet.sources.items() if one != name or not goes}
    return replace(sheet, values=values, sources=sources)


def _without_none(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
