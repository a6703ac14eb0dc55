"""What the sheet of a settings page makes of a kind: the sheet is of the kind `schema`.

Its rows say what changes, one for each field, column, choice or group, so that what two people
change is put together as in any sheet. An order is said by what something comes `after`, "-" for
the first.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from wiki.schema.customised import customised
from wiki.schema.kinds import Field, Group, Kind, kind_from
from wiki.schema.sheet import Sheet
from wiki.schema.validation import Problem

#: The kind of the sheets that say what a kind is.
SCHEMA = "schema"
#: What comes first comes after this.
FIRST = "-"
#: An order names what is refused elsewhere: that is told once.
_ORDER = re.compile(
    r"(group_)?order(/|$)|columns/[^/]+/order(/|$)|vocabularies/.+(?<!/choices)/order(/\d+)?$"
)
#: Said of what a field waits for: it waits for nothing.
NOTHING = "-"
#: In which cell of a row stands what is told of a declaration.
_CELLS = {
    "labels": "fr",
    "help": "help_fr",
    "when/field": "when_field",
    "when/in": "when_in",
}
_AS_SAID = ("required", "visibility", "weight", "group")
#: What the package alone says of its fields and of their columns.
_OF_ADDED = ("type", "unit", "min", "max", "max_length")
_LISTS = ("choice", "choices")


@cache
def schema_kind() -> Kind:
    """The kind of the sheets that say what a kind is."""
    text = (files(__package__) / "data" / "schema.toml").read_text(encoding="utf-8")
    return kind_from(tomllib.loads(text))


def blank_kind(code: str) -> Kind:
    """A kind of which nothing is said but the name of what it describes."""
    name = {
        "labels": {"fr": "Nom", "en": "Name"},
        "required": True,
        "min_length": 2,
        "max_length": 150,
        "weight": 5,
    }
    identity = Group("identity", {"fr": "Identité", "en": "Identity"})
    named = Field(id="name", type="text", group=identity.code, **name)  # type: ignore[arg-type]
    return Kind(code, {"fr": code, "en": code}, (identity,), (named,))


def settled(kind: Kind, sheet: Sheet) -> tuple[Kind, tuple[Problem, ...]]:
    """The kind as a settings page makes it, and what of the page cannot be followed, where.

    `kind` is that of the package, or `blank_kind` for one that the network makes.
    """
    read = _Read(kind, sheet)
    made, problems = customised(kind, read.changes())
    told = [read.placed(one) for one in problems if not _ORDER.match(one.path)]
    return made, (*told, *_unfollowed(kind, sheet))


def rows_of(sheet: Sheet, name: str, key: str) -> list[tuple[int, Mapping[str, Any]]]:
    """The rows of a field that are named by `key`, each with its place."""
    rows = sheet.values.get(name)
    if not isinstance(rows, list):
        return []
    return [
        (place, row)
        for place, row in enumerate(rows)
        if isinstance(row, dict) and isinstance(row.get(key), str)
    ]


def moved(names: Sequence[str], rows: Sequence[Mapping[str, Any]], key: str) -> list[str]:
    """The names in the order that the rows make: each is put after what it says, in turn."""
    order = list(names)
    for row in rows:
        name, after = row[key], row.get("after")
        if name not in order or name == after or (after != FIRST and after not in order):
            continue
        order.remove(name)
        order.insert(0 if after == FIRST else order.index(after) + 1, name)
    return order


@dataclass
class _Read:
    """The sheet put in the form of `customised`, and which row each part of it comes from."""

    kind: Kind
    sheet: Sheet
    rows: dict[str, str] = field(default_factory=dict)

    def changes(self) -> dict[str, Any]:
        added = list(self._added())
        names = [*self.kind.by_id, *(one["id"] for one in added)]
        groups = [*(group.code for group in self.kind.groups), *self._new_groups()]
        told = [row for _, row in rows_of(self.sheet, "fields", "id")]
        parted = [row for _, row in rows_of(self.sheet, "groups", "code")]
        labels = {
            row["language"]: row.get("text") for _, row in rows_of(self.sheet, "labels", "language")
        }
        return {
            "labels": labels or None,
            "groups": list(self._new_groups().values()),
            "group_labels": self._group_labels(),
            "added": added,
            "fields": self._fields({one["id"] for one in added}),
            "columns": self._columns({one["id"] for one in added}),
            "order": moved(names, told, "id"),
            "group_order": moved(groups, parted, "code"),
            "vocabularies": self._vocabularies({one["id"] for one in added}),
        }

    def placed(self, problem: Problem) -> Problem:
        """A problem at the row that it comes from."""
        path = problem.path
        while path and path not in self.rows:
            path = path.rpartition("/")[0]
        rest = problem.path[len(path) :].strip("/") if path else problem.path
        rest = _CELLS.get(rest, rest)
        place = "/".join(part for part in (self.rows.get(path, ""), rest) if part)
        return Problem(place, problem.code, problem.parameters, problem.blocking)

    def _new_groups(self) -> dict[str, dict[str, Any]]:
        known = {group.code for group in self.kind.groups}
        made: dict[str, dict[str, Any]] = {}
        for place, row in rows_of(self.sheet, "groups", "code"):
            if row["code"] not in known and row["code"] not in made:
                self.rows[f"groups/{len(made)}"] = f"groups/{place}"
                made[row["code"]] = {"code": row["code"], "labels": _said(row)}
        return made

    def _group_labels(self) -> dict[str, Any]:
        known = {group.code: group.labels for group in self.kind.groups}
        found = {}
        for place, row in rows_of(self.sheet, "groups", "code"):
            if row["code"] in known and (labels := _said(row, known[row["code"]])):
                self.rows[f"group_labels/{row['code']}"] = f"groups/{place}"
                found[row["code"]] = labels
        return found

    def _added(self) -> Iterator[dict[str, Any]]:
        """The fields that the kind has not, with the entries of their lists."""
        seen: set[str] = set()
        for place, row in rows_of(self.sheet, "fields", "id"):
            if row["id"] in self.kind.by_id or row["id"] in seen or "type" not in row:
                continue
            self.rows[f"added/{len(seen)}"] = f"fields/{place}"
            seen.add(row["id"])
            made = {name: row[name] for name in (*_AS_SAID, *_OF_ADDED) if name in row}
            made |= {"id": row["id"], "labels": _said(row), "help": _said(row, part="help_")}
            made |= _waiting(row)
            if row["type"] in _LISTS:
                made["vocabulary"] = self._entries(row["id"], f"added/{len(seen) - 1}")
            if row["type"] == "rows":
                made |= self._rows_of(row["id"], f"added/{len(seen) - 1}/fields")
            yield made

    def _rows_of(self, of: str, path: str) -> dict[str, Any]:
        """The columns of a field that the kind has not, and which of them tell its rows apart."""
        columns: dict[str, dict[str, Any]] = {}
        identity = []
        for place, row in self._rows("columns", "of", "id"):
            if row["of"] == of and row["id"] not in columns and "type" in row:
                at = f"{path}/{len(columns)}"
                self.rows[at] = f"columns/{place}"
                columns[row["id"]] = self._column(row, at)
                identity += [row["id"]] if row.get("identity") is True else []
        named = {"identity": identity} if identity else {}
        return {"fields": list(columns.values()), **named}

    def _column(self, row: Mapping[str, Any], at: str) -> dict[str, Any]:
        made = {name: row[name] for name in ("required", *_OF_ADDED) if name in row}
        made |= {"id": row["id"], "labels": _said(row), "help": _said(row, part="help_")}
        if row["type"] in _LISTS:
            made["vocabulary"] = self._entries(f"{row['of']}/{row['id']}", at)
        return made

    def _columns(self, added: set[str]) -> dict[str, dict[str, Any]]:
        """What changes in the columns that there are, and those that the fields have not."""
        found: dict[str, dict[str, Any]] = {}
        names: dict[str, dict[str, None]] = {}
        for place, row in self._rows("columns", "of", "id"):
            of, name = row["of"], row["id"]
            core = self._core_columns(of)
            if of not in found:
                self.rows[f"columns/{of}"] = f"columns/{place}"
                found[of], names[of] = {"added": [], "fields": {}}, dict.fromkeys(core)
            said = {"hidden": row["hidden"]} if "hidden" in row else {}
            if name in core:
                said |= {"required": row["required"]} if "required" in row else {}
                said |= {"labels": labels} if (labels := _said(row, core[name].labels)) else {}
                helped = _said(row, core[name].help, "help_")
                said |= {"help": helped} if helped else {}
            elif "type" in row and name not in names[of] and of not in added:
                at = f"columns/{of}/added/{len(found[of]['added'])}"
                self.rows[at] = f"columns/{place}"
                found[of]["added"].append(self._column(row, at))
            if said or ("type" not in row and name not in core):
                self.rows[f"columns/{of}/fields/{name}"] = f"columns/{place}"
                found[of]["fields"][name] = said
            names[of][name] = None
        for of, said in found.items():
            rows = [row for _, row in self._rows("columns", "of", "id") if row["of"] == of]
            said["order"] = moved(list(names[of]), rows, "id")
        return found

    def _core_columns(self, of: str) -> Mapping[str, Field]:
        one = self.kind.by_id.get(of)
        return one.columns if one else {}

    def _fields(self, added: set[str]) -> dict[str, dict[str, Any]]:
        """What changes in the fields that there are; of those that are added, that they hide."""
        found: dict[str, dict[str, Any]] = {}
        for place, row in rows_of(self.sheet, "fields", "id"):
            name = row["id"]
            said = {"hidden": row["hidden"]} if "hidden" in row else {}
            if name not in added:
                core = self.kind.by_id.get(name)
                said |= {part: row[part] for part in _AS_SAID if part in row} | _waiting(row)
                if labels := _said(row, core.labels if core else {}):
                    said["labels"] = labels
                if helped := _said(row, core.help if core else {}, "help_"):
                    said["help"] = helped
            if said or (name not in added and name not in self.kind.by_id):
                self.rows[f"fields/{name}"] = f"fields/{place}"
                found[name] = said
        return found

    def _rows(self, name: str, key: str, other: str) -> list[tuple[int, Mapping[str, Any]]]:
        """The rows of a field that two columns name."""
        found = rows_of(self.sheet, name, key)
        return [(place, row) for place, row in found if isinstance(row.get(other), str)]

    def _choices(self) -> list[tuple[int, Mapping[str, Any]]]:
        return self._rows("choices", "of", "code")

    def _added_columns(self) -> set[str]:
        """The columns that are declared here, as `field/column`."""
        return {
            f"{row['of']}/{row['id']}"
            for _, row in self._rows("columns", "of", "id")
            if "type" in row and row["id"] not in self._core_columns(row["of"])
        }

    def _entries(self, of: str, at: str) -> list[dict[str, Any]]:
        """The list of a field, or of a column `field/column`, that the kind has not."""
        found = [(place, row) for place, row in self._choices() if row["of"] == of]
        for number, (place, _) in enumerate(found):
            self.rows[f"{at}/vocabulary/{number}"] = f"choices/{place}"
        return [_entry(row) for _, row in found]

    def _vocabularies(self, added: set[str]) -> dict[str, dict[str, Any]]:
        found: dict[str, dict[str, Any]] = {}
        added = added | self._added_columns()
        for place, row in self._choices():
            of, code = row["of"], row["code"]
            known = {} if of in added else _codes(self.kind, of)
            self.rows.setdefault(f"vocabularies/{of}", f"choices/{place}")
            said = found.setdefault(of, {"added": [], "choices": {}})
            if of not in added and code not in known:
                self.rows[f"vocabularies/{of}/added/{len(said['added'])}"] = f"choices/{place}"
                said["added"].append(_entry(row))
            change: dict[str, Any] = {"hidden": row["hidden"]} if "hidden" in row else {}
            if code in known:
                change |= {"labels": labels} if (labels := _said(row, known[code].labels)) else {}
                helped = _said(row, known[code].help, "help_")
                change |= {"help": helped} if helped else {}
            if change:
                self.rows[f"vocabularies/{of}/choices/{code}"] = f"choices/{place}"
                said["choices"][code] = change
        for of, said in found.items():
            rows = [row for _, row in self._choices() if row["of"] == of]
            names = list(dict.fromkeys([*_codes(self.kind, of), *(row["code"] for row in rows)]))
            said["order"] = moved(names, rows, "code")
        return found


def _codes(kind: Kind, of: str) -> Mapping[str, Any]:
    """The choices of a field, or of the column that `field/column` names."""
    id_, _, column = of.partition("/")
    whole = kind.by_id.get(id_)
    one = whole.columns.get(column) if whole and column else whole
    return one.choices if one else {}


def _said(
    row: Mapping[str, Any], before: Mapping[str, str] | None = None, part: str = ""
) -> dict[str, Any]:
    """The words of a row in each language; {} when it says none. French words stand for English
    ones that are not said, rather than those that said something else."""
    said = {
        language: row[f"{part}{language}"]
        for language in ("fr", "en")
        if f"{part}{language}" in row
    }
    if said and "fr" not in said and before:
        said["fr"] = before.get("fr", "")
    return said


def _waiting(row: Mapping[str, Any]) -> dict[str, Any]:
    """What a field waits for, and when it is to be checked again: none is said by a sign."""
    said: dict[str, Any] = {}
    if "freshness" in row:
        said["freshness"] = row["freshness"] or None
    if "when_field" in row:
        waits = row["when_field"] != NOTHING
        said["when"] = {"field": row["when_field"], "in": row.get("when_in")} if waits else None
    return said


def _entry(row: Mapping[str, Any]) -> dict[str, Any]:
    entry = {name: row[name] for name in ("code", "fr", "en") if name in row}
    return entry | ({"help": helped} if (helped := _said(row, part="help_")) else {})


def _unfollowed(kind: Kind, sheet: Sheet) -> Iterator[Problem]:
    """What a page says that would be passed over in silence: `kind` is that of the package."""
    for place, row in rows_of(sheet, "fields", "id"):
        path = f"fields/{place}"
        yield from _of_package(path, kind.by_id.get(row["id"]), row)
        answers = row.get("when_in")
        if answers and "when_field" not in row:
            yield Problem(f"{path}/when_field", "required")
        elif answers and row["when_field"] == NOTHING:
            yield Problem(f"{path}/when_in", "not_allowed")
    for place, row in rows_of(sheet, "columns", "of"):
        whole = kind.by_id.get(row["of"])
        if whole is not None and isinstance(row.get("id"), str):
            path = f"columns/{place}"
            yield from _of_package(path, whole.columns.get(row["id"]), row)
            if row.get("identity") is True and row["id"] not in whole.identity:
                yield Problem(f"{path}/identity", "of_package")


def _of_package(path: str, core: Field | None, row: Mapping[str, Any]) -> Iterator[Problem]:
    for name in _OF_ADDED if core else ():
        if name in row and row[name] != getattr(core, name):
            yield Problem(f"{path}/{name}", "of_package")
