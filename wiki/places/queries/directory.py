"""The directory: places by what is said of them, a few at a time, with the counts of each facet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

import sqlalchemy as sa

from wiki.journal.queries import last_seq
from wiki.kernel.db import here, reading, state
from wiki.kernel.pager import PAGE_SIZE
from wiki.pages.models import Page
from wiki.places.queries.asked import (
    PlaceFilter,
    column_of,
    conditions,
    described_by,
    square_of_distance,
    status_of,
    undated,
)

#: The facets of the directory, in their order.
FACETS = ("region", "departement", "status", "family", "management")
#: What the places may be ordered by, the first when nothing is said.
ORDERS = ("name", "opening", "seats", "changed", "distance")
#: A value of the order, and the number of a page.
Key = tuple[str | int | float, int]
#: Counts kept in one process.
_KEPT = 500
Counted = TypeVar("Counted")


class PlaceLine(NamedTuple):
    """A place in a list, at the times that are asked for; `order` is what it is ordered by."""

    page_id: int
    title: str
    uid: str
    name: str
    status: str | None
    insee: str | None
    department: str | None
    lat: float | None
    lon: float | None
    precision: str | None
    families: str
    seats: int | None
    opened_on: str | None
    photo: str | None
    photo_alt: str | None
    seq: int
    order: Any = None

    @property
    def family_codes(self) -> list[str]:
        """The codes of its families."""
        return [code for code in self.families.split(",") if code]


class PlaceSlice(NamedTuple):
    """Some places, and after which the next ones start."""

    rows: Sequence[PlaceLine]
    next_key: Key | None


def places(
    wanted: PlaceFilter,
    *,
    order: str = ORDERS[0],
    after: Key | None = None,
    size: int = PAGE_SIZE,
    is_located: bool = False,
) -> PlaceSlice:
    """The places in an order, those after `after`; with a known position alone, if asked."""
    of = described_by(wanted)
    by, is_falling = _ordered(wanted, order)
    query = (
        sa.select(*line_of(wanted), by)
        .join(Page, Page.id == of.page_id)
        .where(*conditions(wanted, is_located=is_located))
        .order_by(*((by.desc(), of.page_id.desc()) if is_falling else (by, of.page_id)))
        .limit(size + 1)
    )
    if after is not None:
        key = sa.tuple_(by, of.page_id)
        query = query.where(key < after if is_falling else key > after)
    found = [PlaceLine._make(row) for row in reading().execute(query)]
    rows = found[:size]
    last = (rows[-1].order, rows[-1].page_id) if len(found) > size else None
    return PlaceSlice(rows, last)


def page_rows(wanted: PlaceFilter) -> sa.Select[int]:
    """The rows of the pages of the places, to be put into another statement."""
    return sa.select(described_by(wanted).page_id).where(*conditions(wanted))


def line_of(wanted: PlaceFilter) -> tuple[Any, ...]:
    """The columns of a `PlaceLine`, but its order."""
    of = described_by(wanted)
    return (
        of.page_id,
        Page.title,
        Page.uid,
        of.name,
        status_of(wanted),
        of.insee,
        of.department,
        of.lat,
        of.lon,
        of.precision,
        of.families,
        of.seats,
        of.opened_on,
        of.photo,
        of.photo_alt,
        of.seq,
    )


def _ordered(wanted: PlaceFilter, order: str) -> tuple[Any, bool]:
    """What the places are ordered by, and whether the largest comes first."""
    of = described_by(wanted)
    match order:
        case "opening":
            return of.by_opening, True
        case "seats":
            return of.by_seats, True
        case "changed":
            return of.seq, True
        case "distance" if wanted.centre:
            return square_of_distance(wanted), False
    return of.name_key, False


def count(wanted: PlaceFilter, *, is_located: bool = False) -> int:
    """How many places there are; with `is_located`, those whose position is known alone."""

    def counted() -> int:
        asked = conditions(wanted, is_located=is_located)
        of = described_by(wanted)
        return reading().scalar(sa.select(sa.func.count()).select_from(of).where(*asked)) or 0

    return kept((wanted, is_located), counted)


def count_undated(wanted: PlaceFilter) -> int:
    """How many more there might be on a day: those that do not say since when they are open."""
    query = sa.select(sa.func.count()).select_from(described_by(wanted)).where(*undated(wanted))
    return kept((wanted, "undated"), lambda: reading().scalar(query) or 0) if wanted.on else 0


def facet(name: str, wanted: PlaceFilter) -> Mapping[str, int]:
    """How many places have each value of a facet, all else being as wanted."""

    def counted() -> Mapping[str, int]:
        others = wanted.without(name)
        alike = tuple(one for one in FACETS if wanted.without(one) == others)
        if len(alike) < 2 or state().database.is_sqlite:
            return counts_of(name, others)
        return kept((others, alike), lambda: _counted_at_once(alike, others))[name]

    return kept((wanted, name), counted)


def _counted_at_once(names: Sequence[str], others: PlaceFilter) -> Mapping[str, Mapping[str, int]]:
    """What `counts_of` says of facets, by facet: the places are looked for once. On PostgreSQL."""
    values = [_value_of(name, others).label(name) for name in names]
    found = sa.select(*values).select_from(described_by(others)).where(*conditions(others))
    of = found.subquery("found").c
    by = [of[name] for name in names]
    query = sa.select(sa.func.grouping(*by), *by, sa.func.count()).group_by(
        sa.func.grouping_sets(*map(sa.tuple_, by))
    )
    counts: dict[str, Counter[str]] = {name: Counter() for name in names}
    for left_out, *said, number in reading().execute(query):
        # A bit for each name, the first the greatest: that of the one it is grouped by is not set.
        at = next(at for at in range(len(names)) if not left_out >> (len(names) - 1 - at) & 1)
        counts[names[at]].update(_counted(names[at], said[at], number))
    return counts


def _value_of(name: str, wanted: PlaceFilter) -> Any:
    return described_by(wanted).families if name == "family" else column_of(wanted, name)


def _counted(name: str, said: str | None, number: int) -> Mapping[str, int]:
    """A number of places, under each of the codes that they all have."""
    codes = (said or "").split(",") if name == "family" else [said]
    return {code: number for code in codes if code}


def counts_of(name: str, others: PlaceFilter) -> Mapping[str, int]:
    """How many places have each value of a facet."""
    of = described_by(others)
    # Grouped as it is selected: a value of a parameter is not known to be the same twice.
    value = _value_of(name, others).label("value")
    query = sa.select(value, sa.func.count()).select_from(of).where(*conditions(others))
    found: Counter[str] = Counter()
    for said, number in reading().execute(query.group_by(sa.text("1"))):
        found.update(_counted(name, said, number))
    return found


def tags(wanted: PlaceFilter) -> Mapping[str, int]:
    """How many places have each tag; of a field that is asked for, whatever it asks."""

    def counted() -> Mapping[str, int]:
        found = Counter(_tags(wanted))
        for field in {tag.partition(":")[0] for tag in wanted.tag_list}:
            others = _tags(wanted.without(field))
            found = Counter({tag: n for tag, n in found.items() if not tag.startswith(f"{field}:")})
            found.update({tag: n for tag, n in others.items() if tag.startswith(f"{field}:")})
        return found

    return kept((wanted, "tags"), counted)


def _tags(wanted: PlaceFilter) -> Counter[str]:
    of = described_by(wanted)
    query = sa.select(of.tags).where(*conditions(wanted), of.tags != "")
    found: Counter[str] = Counter()
    for (said,) in reading().execute(query):
        found.update(said[1:-1].split(","))
    return found


def kept(key: Hashable, count_: Callable[[], Counted]) -> Counted:
    """What was counted of the places, until anything at all is written in the journal."""
    if here().get("wiki_act") is not None:  # what an act writes has no line in the journal yet
        return count_()
    now = last_seq()
    memory: dict[str, tuple[int, dict[Hashable, Any]]] = state().keep("places.counts", dict)
    seq, counts = memory.get("now", (-1, {}))
    if seq != now or len(counts) >= _KEPT:
        counts = {}
        memory["now"] = (now, counts)
    if key not in counts:
        counts[key] = count_()
    return counts[key]  # type: ignore[no-any-return]
