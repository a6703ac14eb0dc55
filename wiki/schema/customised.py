"""A kind as a network makes it its own: fields and entries added, hidden, renamed, put in order.

What the kind had stays under its names and types, so that sheets of two networks still compare;
only words, order, audience and what is asked for change. The changes are JSON, each part optional:

```json
{
  "labels": {"fr": "Espace"},
  "group_labels": {"premises": {"fr": "Locaux"}},
  "groups": [{"code": "nap", "labels": {"fr": "Sieste"}}],
  "added": [{"id": "nap_room", "group": "nap", "type": "boolean", "labels": {"fr": "Sieste"}}],
  "fields": {"parking": {"hidden": true}, "tagline": {"labels": {"fr": "En deux mots"}}},
  "columns": {
    "spaces": {
      "added": [{"id": "mood", "type": "text", "labels": {"fr": "Ambiance"}}],
      "fields": {"area": {"labels": {"fr": "Taille"}}, "bookable": {"hidden": true}},
      "order": ["kind", "mood"]
    }
  },
  "order": ["name", "nap_room"],
  "group_order": ["identity", "nap"],
  "vocabularies": {
    "spaces/kind": {
      "added": [{"code": "nap", "fr": "Salle de sieste"}],
      "choices": {"stage": {"hidden": true}, "garden": {"labels": {"fr": "Potager"}}},
      "order": ["garden", "open_space"]
    }
  }
}
```

In an order, what is not named comes after, as it was.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from wiki.schema.declared import Judge
from wiki.schema.kinds import VISIBILITIES, Choice, Field, Group, Kind
from wiki.schema.validation import Problem

_PARTS = (
    "labels",
    "groups",
    "group_labels",
    "added",
    "fields",
    "columns",
    "order",
    "group_order",
    "vocabularies",
)
_OF_FIELD = frozenset(
    {"hidden", "labels", "help", "group", "required", "visibility", "freshness", "weight", "when"}
)
_OF_COLUMN = frozenset({"hidden", "labels", "help", "required"})
_OF_CHOICE = frozenset({"hidden", "labels", "help"})


def customised(kind: Kind, changes: object) -> tuple[Kind, tuple[Problem, ...]]:
    """The kind with what can be changed so, and what cannot, at its path in the changes."""
    judge = Judge()
    if not isinstance(changes, dict):
        judge.wrong("", "not_object")
        return kind, tuple(judge.problems)
    judge.only("", changes, _PARTS)
    groups = (*kind.groups, *_list(judge, changes, "groups", {one.code for one in kind.groups}))
    codes = [group.code for group in groups]
    by_code = _renamed(judge, changes, {group.code: group for group in groups})
    fields = dict(kind.by_id)
    if changes.get("added") is not None:
        fields |= judge.fields("added", changes["added"], kind.by_id, codes)
    for path, name, change in _objects(judge, changes, "fields"):
        if name in fields:
            fields[name] = _changed(
                judge, path, fields[name], change, fields, codes, name in kind.by_id
            )
        else:
            judge.wrong(path, "unknown_field")
    for path, name, change in _objects(judge, changes, "columns"):
        _change_columns(judge, path, name, change, fields, kind)
    for path, name, change in _objects(judge, changes, "vocabularies"):
        _change_vocabulary(judge, path, name, change, fields)
    order = _order(judge, "order", changes.get("order"), fields)
    group_order = _order(judge, "group_order", changes.get("group_order"), codes)
    made = replace(
        kind,
        labels=_words(judge, "", changes).get("labels", kind.labels),
        groups=tuple(by_code[code] for code in group_order),
        fields=tuple(fields[name] for name in order),
    )
    return made, tuple(judge.problems)


def _renamed(
    judge: Judge, changes: Mapping[str, Any], groups: dict[str, Group]
) -> dict[str, Group]:
    """The groups, some of them under other names."""
    for path, code, labels in _objects(judge, changes, "group_labels"):
        if code not in groups:
            judge.wrong(path, "unknown_field")
        elif said := judge.labels(path, labels):
            groups[code] = Group(code, said)
    return groups


def _list(
    judge: Judge, changes: Mapping[str, Any], part: str, taken: Collection[str]
) -> tuple[Group, ...]:
    value = changes.get(part)
    return () if value is None else judge.groups(part, value, taken)


def _objects(
    judge: Judge, changes: Mapping[str, Any], part: str
) -> Iterable[tuple[str, str, Mapping[str, Any]]]:
    """The changes of a part, each with its path and its name."""
    value = changes.get(part)
    if value is None:
        return
    if not isinstance(value, dict) or not all(isinstance(one, dict) for one in value.values()):
        judge.wrong(part, "not_object")
        return
    for name, change in value.items():
        yield f"{part}/{name}", name, change


def _changed(
    judge: Judge,
    path: str,
    one: Field,
    change: Mapping[str, Any],
    fields: Mapping[str, Field],
    groups: Collection[str],
    core: bool,
) -> Field:
    judge.only(path, change, _OF_FIELD)
    needed = core and one.required
    read: dict[str, Any] = {}
    for name in ("hidden", "required"):
        if name in change:
            read[name] = judge.flag(f"{path}/{name}", change[name])
    if needed and (read.get("hidden") or read.get("required") is False):
        judge.wrong(path, "needed")
        read = {}
    read |= _words(judge, path, change)
    if "group" in change:
        read["group"] = judge.one_of(f"{path}/group", change["group"], groups, one.group)
    if "visibility" in change:
        if needed and change["visibility"] != one.visibility:
            judge.wrong(path, "needed")
        else:
            read["visibility"] = judge.one_of(
                f"{path}/visibility", change["visibility"], VISIBILITIES, one.visibility
            )
    if "freshness" in change:
        read["freshness"] = judge.whole(f"{path}/freshness", change["freshness"], 1, 600)
    if (weight := judge.whole(f"{path}/weight", change.get("weight"), 0, 5)) is not None:
        read["weight"] = weight
    if "when" in change and not needed:
        others = {name: other for name, other in fields.items() if name != one.id}
        read["when"] = judge.when(f"{path}/when", change["when"], others)
    return replace(one, **read)


def needed_columns(kind: Kind, name: str) -> frozenset[str]:
    """The columns of a field of the package that the rest of the wiki needs: those that tell its
    rows apart, those that it requires, those that say the unit or the audience of a row."""
    one = kind.by_id.get(name)
    if one is None:
        return frozenset()
    judged = (column for check in kind.checks if name in check.fields for column in check.columns)
    required = (column.id for column in one.fields if column.required)
    found = {*one.identity, one.unit_from, one.row_visibility, *required, *judged}
    return frozenset(found - {""})


def _change_columns(
    judge: Judge,
    path: str,
    name: str,
    change: Mapping[str, Any],
    fields: dict[str, Field],
    kind: Kind,
) -> None:
    """Changes the columns of a field whose values are rows."""
    whole = fields.get(name)
    if whole is None or whole.type != "rows":
        judge.wrong(path, "unknown_field")
        return
    judge.only(path, change, ("added", "fields", "order"))
    columns = dict(whole.columns)
    if change.get("added") is not None:
        columns |= judge.columns(f"{path}/added", change["added"], columns)
    part = f"{path}/fields"
    needed = needed_columns(kind, name) | set(whole.identity)
    for where, id_, said in _objects(judge, {part: change.get("fields")}, part):
        if id_ in columns:
            columns[id_] = _changed_column(judge, where, columns[id_], said, id_ in needed)
        else:
            judge.wrong(where, "unknown_field")
    order = _order(judge, f"{path}/order", change.get("order"), columns)
    fields[name] = replace(whole, fields=tuple(columns[id_] for id_ in order))


def _changed_column(
    judge: Judge, path: str, one: Field, change: Mapping[str, Any], needed: bool
) -> Field:
    judge.only(path, change, _OF_COLUMN)
    read = _words(judge, path, change)
    flags: dict[str, Any] = {
        name: judge.flag(f"{path}/{name}", change[name])
        for name in ("hidden", "required")
        if name in change
    }
    if needed and (flags.get("hidden") or (one.required and flags.get("required") is False)):
        judge.wrong(path, "needed")
        flags = {}
    return replace(one, **read, **flags)


def _words(judge: Judge, path: str, change: Mapping[str, Any]) -> dict[str, Any]:
    read: dict[str, Any] = {}
    said = change.get("labels")
    if said is not None and (labels := judge.labels(f"{path}/labels".lstrip("/"), said)):
        read["labels"] = labels
    if "help" in change:
        read["help"] = judge.help(f"{path}/help", change["help"])
    return read


def _change_vocabulary(
    judge: Judge, path: str, name: str, change: Mapping[str, Any], fields: dict[str, Field]
) -> None:
    """Changes the vocabulary of a field, or of the column that `field/column` names."""
    id_, _, column = name.partition("/")
    whole = fields.get(id_)
    one = whole.columns.get(column) if whole and column else whole
    if whole is None or one is None or not one.vocabulary:
        judge.wrong(path, "unknown_field")
        return
    changed = replace(one, vocabulary=_vocabulary(judge, path, one, change))
    if column:
        columns = (changed if other.id == column else other for other in whole.fields)
        changed = replace(whole, fields=tuple(columns))
    fields[id_] = changed


def _vocabulary(
    judge: Judge, path: str, one: Field, change: Mapping[str, Any]
) -> tuple[Choice, ...]:
    judge.only(path, change, ("added", "choices", "order"))
    choices = dict(one.choices)
    if change.get("added") is not None:
        for place, entry in enumerate(judge.items(f"{path}/added", change["added"], 300)):
            if choice := judge.choice(f"{path}/added/{place}", entry, choices):
                choices[choice.code] = choice
    for where, code, words in _objects(
        judge, {f"{path}/choices": change.get("choices")}, f"{path}/choices"
    ):
        if code not in choices:
            judge.wrong(where, "unknown_choice", value=code)
            continue
        judge.only(where, words, _OF_CHOICE)
        read = _words(judge, where, words)
        if "hidden" in words:
            read["hidden"] = judge.flag(f"{where}/hidden", words["hidden"])
        choices[code] = replace(choices[code], **read)
    if all(choice.hidden for choice in choices.values()):
        judge.wrong(path, "nothing_left")
        return one.vocabulary
    return tuple(
        choices[code] for code in _order(judge, f"{path}/order", change.get("order"), choices)
    )


def _order(judge: Judge, path: str, value: object, names: Collection[str]) -> list[str]:
    """The names, those of an order first; one that is unknown is noted and passed over."""
    if value is None:
        return list(names)
    if not isinstance(value, list):
        judge.wrong(path, "not_list")
        return list(names)
    first: dict[str, None] = {}
    for place, name in enumerate(value):
        if isinstance(name, str) and name in names:
            first[name] = None
        else:
            judge.wrong(f"{path}/{place}", "unknown_field")
    return [*first, *(name for name in names if name not in first)]
