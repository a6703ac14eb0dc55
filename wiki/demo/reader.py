"""The demo pages with every revision's full text, made from `pages/*.md` and `history.toml`.

Pure: the dates are days before the day of loading, and nothing here knows a database.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from itertools import pairwise
from typing import Any, Literal, get_args

import yaml

from wiki.demo.changes import Change, ChangeError, read_edits, replaced

Kind = Literal["edit", "merge", "undo", "conflict_resolution"]

_FRONT = "---\n"


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """A fictional author: `key` in the data files, `name` shown, `role` to be granted."""

    key: str
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class DemoRevision:
    """One revision, its place in the list being its number less one.

    A `merge` or `conflict_resolution` was written as `mine` on revision number `base`, while the
    revision just before it was being saved. An `undo` takes back revision number `undoes`.
    """

    author: str
    at_days_ago: float
    summary: str
    minor: bool
    body: str
    kind: Kind = "edit"
    base: int | None = None
    mine: str | None = None
    undoes: int | None = None
    #: The page's own licence from then on; None leaves it as it was.
    licence: str | None = None


@dataclass(frozen=True, slots=True)
class DemoPage:
    """A page and its revisions, oldest first."""

    title: str
    revisions: tuple[DemoRevision, ...]


@dataclass(frozen=True, slots=True)
class DemoTurn:
    """What somebody says in a thread; `answers` is the number of the turn it answers, from 1.

    In `text`, `@bob` names the person of that key; `reactions` gives theirs to some of them.
    """

    author: str
    at_days_ago: float
    text: str
    answers: int | None = None
    reactions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DemoThread:
    """A thread about a page; `resolved_by` is the key of who settled it, "" while it is open."""

    page: str
    subject: str
    turns: tuple[DemoTurn, ...]
    resolved_by: str = ""


@dataclass(frozen=True, slots=True)
class DemoSheet:
    """A sheet as somebody leaves it on a page; `infobox` is as a revision keeps it."""

    page: str
    kind: str
    author: str
    at_days_ago: float
    summary: str
    infobox: Mapping[str, Any]


def sheets() -> list[DemoSheet]:
    """Return the sheets of the demo, in the order in which they are added, then changed."""
    folder = files(__package__) / "sheets"
    entries = [
        entry
        for file in sorted(folder.iterdir(), key=lambda one: one.name)
        for entry in tomllib.loads(file.read_text(encoding="utf-8"))["sheets"]
    ]
    found: list[DemoSheet] = []
    said: dict[str, DemoSheet] = {}
    for entry in sorted(entries, key=lambda one: -float(one["days_ago"])):
        said[entry["page"]] = _sheet(entry, said.get(entry["page"]))
        found.append(said[entry["page"]])
    return found


def _sheet(entry: Mapping[str, Any], before: DemoSheet | None) -> DemoSheet:
    """A sheet as an entry gives it, or as it changes the one that its page has."""
    if before and "changes" in entry:
        values = {**before.infobox["values"], **entry["changes"]}
        kind, infobox = before.kind, {**before.infobox, "values": values}
    else:
        kind, infobox = entry["kind"], entry["infobox"]
    return DemoSheet(
        entry["page"],
        kind,
        entry["author"],
        float(entry["days_ago"]),
        entry["summary"],
        infobox,
    )


def threads() -> list[DemoThread]:
    """Return the discussions of the demo, each in its order."""
    text = (files(__package__) / "discussions.toml").read_text(encoding="utf-8")
    return [
        DemoThread(
            page=entry["page"],
            subject=entry["subject"],
            turns=tuple(
                DemoTurn(
                    turn["author"],
                    float(turn["days_ago"]),
                    turn["text"].strip(),
                    turn.get("answers"),
                    turn.get("reactions", {}),
                )
                for turn in entry["turns"]
            ),
            resolved_by=entry.get("resolved_by", ""),
        )
        for entry in tomllib.loads(text)["threads"]
    ]


def people() -> list[DemoPerson]:
    """Return the authors of the demo."""
    return [DemoPerson(p["key"], p["name"], p["role"]) for p in _history()["people"]]


def pages() -> list[DemoPage]:
    """Return the demo pages, oldest first; raise ChangeError if a history does not fit its page."""
    histories = {page["title"]: page["revisions"] for page in _history()["pages"]}
    made = []
    for front, body in _files():
        title = front["title"]
        made.append(DemoPage(title, _revisions(title, histories.pop(title, [front]), body)))
    if histories:
        raise ChangeError(f"history.toml tells of pages that do not exist: {sorted(histories)}")
    return sorted(made, key=lambda page: (-page.revisions[0].at_days_ago, page.title))


def _history() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "history.toml").read_text(encoding="utf-8"))


def _files() -> list[tuple[dict[str, Any], str]]:
    folder = files(__package__) / "pages"
    paths = sorted((p for p in folder.iterdir() if p.name.endswith(".md")), key=lambda p: p.name)
    return [_split(path.read_text(encoding="utf-8")) for path in paths]


def _split(text: str) -> tuple[dict[str, Any], str]:
    _, front, body = text.split(_FRONT, 2)
    return yaml.safe_load(front), body


def _revisions(
    title: str, entries: Sequence[Mapping[str, Any]], body: str
) -> tuple[DemoRevision, ...]:
    try:
        bodies = _bodies(entries, body)
        return tuple(_revision(entries, bodies, number) for number in range(1, len(entries) + 1))
    except ChangeError as error:
        raise ChangeError(f"{title}, {error}") from error


def _bodies(entries: Sequence[Mapping[str, Any]], last: str) -> list[str]:
    """Return the text of each revision, found by taking the changes back from the last one."""
    bodies = [last]
    for number in range(len(entries), 1, -1):
        entry = entries[number - 1]
        try:
            bodies.append(_before(entries, entry, bodies[-1]))
        except ChangeError as error:
            raise ChangeError(f"revision {number}: {error}") from error
    bodies.reverse()
    for number, (before, after) in enumerate(pairwise(bodies), start=2):
        if before == after:
            raise ChangeError(f"revision {number}: nothing changes")
    return bodies


def _before(entries: Sequence[Mapping[str, Any]], entry: Mapping[str, Any], after: str) -> str:
    if "undoes" not in entry:
        return Change.read(entry).taken_back(after)
    for edit in Change.read(entries[entry["undoes"] - 1]).edits:
        after = replaced(after, edit.was, edit.now)
    return after


def _revision(
    entries: Sequence[Mapping[str, Any]], bodies: Sequence[str], number: int
) -> DemoRevision:
    entry = entries[number - 1]
    kind: Kind = entry.get("kind", "edit")
    if kind not in get_args(Kind):
        raise ChangeError(f"revision {number}: no such kind as {kind!r}")
    return DemoRevision(
        author=entry["author"],
        at_days_ago=float(entry["days_ago"]),
        summary=entry["summary"],
        minor=entry.get("minor", False),
        body=bodies[number - 1],
        kind=kind,
        base=entry.get("base"),
        mine=_mine(entries, bodies, number),
        undoes=entry.get("undoes"),
        licence=entry.get("licence"),
    )


def _mine(entries: Sequence[Mapping[str, Any]], bodies: Sequence[str], number: int) -> str | None:
    """Return what the author had written before meeting the other's revision, if they met."""
    entry = entries[number - 1]
    if entry.get("kind") == "merge":
        text = bodies[number - 1]
        for other in range(number - 1, entry["base"], -1):
            text = Change.read(entries[other - 1]).taken_back(text)
        return text
    if entry.get("kind") == "conflict_resolution":
        text = bodies[entry["base"] - 1]
        for edit in read_edits(entry["mine"]):
            text = replaced(text, edit.was, edit.now)
        return text
    return None
