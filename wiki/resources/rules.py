"""What the sheets of a resource and of a path say: on plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any, NamedTuple

from wiki.schema.folding import folded
from wiki.schema.sheet import Sheet

KIND, PATH = "resource", "path"
#: The facets of the library, in their order.
FACETS = ("theme", "stage", "audience", "format", "year")
#: What the library may be ordered by, the first when nothing is said.
ORDERS = ("name", "date", "changed")
#: Signs of the identifier of a task.
_TASK = 16


class Described(NamedTuple):
    """A resource as its sheet describes it; what that does not say is ""."""

    title: str
    #: How it is put in order: without case nor accents.
    sort: str
    summary: str
    #: Codes between commas: `,design,legal,`.
    themes: str
    stages: str
    audiences: str
    format: str
    #: With its precision, `2012` or `2012-10-08`; its year is "" too when it is not known.
    date: str
    year: str
    author: str
    url: str
    file: str
    licence: str
    territory: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which resources: codes of facets, words; what is "" does not narrow."""

    theme: str = ""
    stage: str = ""
    audience: str = ""
    format: str = ""
    year: str = ""
    words: str = ""

    @property
    def given(self) -> dict[str, str]:
        """What the address says of them."""
        said = {one: getattr(self, one) for one in FACETS} | {"q": self.words}
        return {name: value for name, value in said.items() if value}

    def without(self, facet: str) -> Wanted:
        """The same, not narrowed by a facet."""
        return replace(self, **{facet: ""})


#: What a facet is read from: a field of `Described`.
COLUMNS = {
    "theme": "themes",
    "stage": "stages",
    "audience": "audiences",
    "format": "format",
    "year": "year",
}
#: How many resources say the same of all facets, in their order.
Tally = Sequence[tuple[Sequence[str], int]]


class Task(NamedTuple):
    """Something to do, and what it is ticked by: it stays while the text stays."""

    key: str
    text: str


class Step(NamedTuple):
    """A step of a path: what to read and to do, and which resources of the library go with it."""

    title: str
    introduction: Sequence[str]
    tasks: Sequence[Task]
    reading: Sequence[str]
    stage: str
    theme: str


def described(title: str, sheet: Sheet) -> Described | None:
    """What a sheet says of a resource; None when it is not that of one."""
    if sheet.kind != KIND:
        return None
    values = sheet.values
    date = _said(values, "date")
    return Described(
        title,
        folded(title),
        summary=_said(values, "summary"),
        themes=_listed(values, "theme"),
        stages=_listed(values, "stage"),
        audiences=_listed(values, "audience"),
        format=_said(values, "format"),
        date=date,
        year=date[:4],
        **{name: _said(values, name) for name in ("author", "url", "file", "licence", "territory")},
    )


def _said(values: Mapping[str, Any], name: str) -> str:
    value = values.get(name)
    return " ".join(value.split()) if isinstance(value, str) else ""


def _listed(values: Mapping[str, Any], name: str) -> str:
    said = values.get(name)
    codes = [one for one in said if isinstance(one, str)] if isinstance(said, list) else []
    return f",{','.join(sorted(codes))}," if codes else ""


def codes_of(said: str) -> list[str]:
    """The codes that a column holds: one, or several between commas."""
    return [code for code in said.split(",") if code]


def counts(tally: Tally, wanted: Wanted) -> dict[str, dict[str, int]]:
    """How many resources have each value of each facet, all else being as wanted."""
    chosen = [getattr(wanted, facet) for facet in FACETS]
    found: dict[str, dict[str, int]] = {facet: {} for facet in FACETS}
    for said, number in tally:
        has = [codes_of(one) for one in said]
        failing = [at for at, code in enumerate(chosen) if code and code not in has[at]]
        for at, facet in enumerate(FACETS):
            if not [other for other in failing if other != at]:
                for code in has[at]:
                    found[facet][code] = found[facet].get(code, 0) + number
    return found


def total(tally: Tally, wanted: Wanted) -> int:
    """How many resources are wanted."""
    chosen = [getattr(wanted, facet) for facet in FACETS]
    return sum(
        number
        for said, number in tally
        if all(not code or code in codes_of(one) for code, one in zip(chosen, said, strict=True))
    )


def steps_of(sheet: Sheet) -> list[Step]:
    """The steps of a path, in their order."""
    rows = sheet.values.get("steps") if sheet.kind == PATH else None
    return [_step(row) for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _step(row: Mapping[str, Any]) -> Step:
    introduction = row.get("introduction")
    paragraphs = introduction.split("\n\n") if isinstance(introduction, str) else []
    return Step(
        title=_said(row, "title"),
        introduction=[" ".join(one.split()) for one in paragraphs if one.strip()],
        tasks=tasks_of(_texts(row, "tasks")),
        reading=_texts(row, "reading"),
        stage=_said(row, "stage"),
        theme=_said(row, "theme"),
    )


def _texts(row: Mapping[str, Any], name: str) -> list[str]:
    said = row.get(name)
    return [one for one in said if isinstance(one, str)] if isinstance(said, list) else []


def tasks_of(texts: Iterable[str]) -> list[Task]:
    """Things to do, each once, by what they are ticked by."""
    found = (Task(sha256(folded(text).encode()).hexdigest()[:_TASK], text) for text in texts)
    return list({task.key: task for task in found}.values())
