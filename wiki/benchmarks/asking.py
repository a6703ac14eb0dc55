"""A benchmark as it is written in a page: which places, as they were at which versions, and what.

```
:::{comparatif}
:lieux: Arrêt Minute @3 ; Le Comptoir @5
:champs: prix d’un poste à la journée ; surface par poste
:::
```
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wiki.benchmarks.measures import MEASURES, Measure
from wiki.kernel.errors import Invalid
from wiki.kernel.slugs import clean_title
from wiki.places.asking.columns import Column, ProblemError, column
from wiki.schema.kinds import Kind
from wiki.schema.naming import key_of, nearest

OPTIONS: Mapping[str, tuple[str, ...]] = {
    "places": ("lieux",),
    "fields": ("champs",),
    "title": ("titre",),
}
#: Most places and most columns of one benchmark.
MOST_PLACES, MOST_FIELDS = 100, 20
_APART = re.compile(r"\s*;\s*")
_VERSION = re.compile(r"^(.*\S)\s+@([1-9][0-9]{0,8})$")
Shown = Measure | Column


@dataclass(frozen=True)
class Compared:
    """A place by its title; `revision` is the version whose figures were kept, 0 for none."""

    title: str
    revision: int = 0


@dataclass(frozen=True)
class Benchmark:
    """What is compared; with `problems` when it is written otherwise than it should."""

    places: tuple[Compared, ...]
    columns: tuple[Shown, ...]
    title: str = ""
    problems: tuple[ProblemError, ...] = ()


def benchmark(
    kind: Kind, places: Sequence[Compared], fields: Sequence[str], title: str = ""
) -> Benchmark:
    """The benchmark of some places by the names of some fields or measures."""
    problems: list[ProblemError] = []
    columns: list[Shown] = []
    for name in fields[:MOST_FIELDS]:
        try:
            columns.append(shown(kind, name))
        except ProblemError as problem:
            problems.append(problem)
    if not places:
        problems.append(ProblemError("places_missing"))
    if not fields:
        problems.append(ProblemError("fields_missing"))
    if len(places) > MOST_PLACES:
        problems.append(ProblemError("places_many", most=str(MOST_PLACES)))
    return Benchmark(tuple(places[:MOST_PLACES]), tuple(columns), title, tuple(problems))


def written(kind: Kind, options: Mapping[str, str]) -> Benchmark:
    """The benchmark that a directive writes. Never raises."""
    places = [one for part in _parts(options, "places") if (one := _place(part))]
    return benchmark(kind, places, _parts(options, "fields"), options.get("title", ""))


def shown(kind: Kind, name: str) -> Shown:
    """A measure by its code or its label, or a field. Raises `ProblemError`."""
    by_name = {key_of(label): one for one in MEASURES.values() for label in one.labels.values()}
    if found := MEASURES.get(name) or by_name.get(key_of(name)):
        return found
    try:
        return column(kind, name)
    except ProblemError as problem:
        close = nearest({key: one.labels["fr"] for key, one in by_name.items()}, name)
        if problem.code == "field_unknown" and close:
            raise ProblemError("field_unknown", name=name, nearest=close) from None
        raise


def directive(places: Sequence[Compared], fields: Sequence[str], title: str) -> str:
    """The text of a benchmark, which `written` reads back."""
    said = " ; ".join(f"{one.title} @{one.revision}" for one in places)
    lines = [":::{comparatif}", f":lieux: {said}", f":champs: {' ; '.join(fields)}"]
    return "\n".join([*lines, *([f":titre: {title}"] if title else []), ":::", ""])


def _parts(options: Mapping[str, str], name: str) -> list[str]:
    return [part for part in _APART.split(options.get(name, "").strip()) if part]


def _place(text: str) -> Compared | None:
    found = _VERSION.fullmatch(text)
    name, number = (found[1], int(found[2])) if found else (text, 0)
    try:
        return Compared(clean_title(name), number)
    except Invalid:
        return None
