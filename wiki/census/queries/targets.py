"""Those that the censuses ask."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from wiki.census import rules
from wiki.census.models import Silence, Target
from wiki.geography.communes import commune_today
from wiki.kernel.db import look, reading
from wiki.kernel.errors import Missing
from wiki.kernel.pager import PAGE_SIZE, Slice, slice_of
from wiki.members.keys import hash_of
from wiki.pages.models import Page
from wiki.places.likeness import are_alike
from wiki.places.queries.doubles import named_in
from wiki.sheets.models import Correction
from wiki.sheets.rules import WAITING

#: Targets of one commune that are compared with a new one; values that one query asks for.
_MOST, _AT_ONCE = 400, 500


class Line(NamedTuple):
    """A target as a list shows it; `title` is that of its page, "" without one."""

    id: int
    uid: str
    kind: str
    name: str
    insee: str
    department: str
    email: str
    state: str
    since: datetime
    reminders: int
    title: str


_LINES = (
    sa.select(
        Target.id,
        Target.uid,
        Target.kind,
        Target.name,
        Target.insee,
        Target.department,
        Target.email,
        Target.state,
        Target.since,
        Target.reminders,
        sa.func.coalesce(Page.title, ""),
    )
    .outerjoin(Page, Page.id == Target.page_id)
    .where(Target.census_id == sa.bindparam("of"), Target.id > sa.bindparam("after"))
    .order_by(Target.id)
    .limit(sa.bindparam("size"))
)
_IN_STATE = Target.state == sa.bindparam("state")
_IN_DEPARTMENT = Target.department == sa.bindparam("department")
#: Whether a state and a department are asked for -> the query.
LISTS = {
    (False, False): _LINES,
    (True, False): _LINES.where(_IN_STATE),
    (False, True): _LINES.where(_IN_DEPARTMENT),
    (True, True): _LINES.where(_IN_STATE, _IN_DEPARTMENT),
}


def listed(
    census_id: int, state: str = "", department: str | None = None, after: int = 0
) -> Slice[Line]:
    """Some targets of a census, those after a key; of a state, of a department, "" for unknown."""
    rows = _rows(census_id, state, department, after, PAGE_SIZE + 1)
    return slice_of(rows, PAGE_SIZE, lambda one: one.id)


def all_of(census_id: int, state: str = "", department: str | None = None) -> Iterator[Line]:
    """All of them."""
    after = 0
    while rows := _rows(census_id, state, department, after, 500):
        yield from rows
        after = rows[-1].id


def _rows(
    census_id: int, state: str, department: str | None, after: int, size: int
) -> Sequence[Line]:
    asked = LISTS[bool(state), department is not None]
    values: dict[str, object] = {"of": census_id, "after": after, "size": size}
    if state:
        values["state"] = state
    if department is not None:
        values["department"] = department
    return [Line._make(row) for row in look(asked, **values)]


def by_uid(uid: str, *, locked: bool = False) -> Target:
    """The target of this uid. Raises `Missing`."""
    query = sa.select(Target).where(Target.uid == uid.replace("\x00", ""))
    if locked:
        query = query.with_for_update().execution_options(populate_existing=True)
    found = reading().scalar(query)
    if found is None:
        raise Missing("target_missing")
    return found


def of_link(link_id: int) -> Target | None:
    """The one that was given a link."""
    return reading().scalar(sa.select(Target).where(Target.link_id == link_id))


class Double(NamedTuple):
    """A target that another one may be again."""

    uid: str
    name: str
    email: str


class Around:
    """What some new targets of a census may be again, read at once: targets, pages of places."""

    def __init__(self, census_id: int, some: Collection[rules.Checked]) -> None:
        self._census_id = census_id
        communes = {one.insee for one in some}
        self._here = self._targets(Target.insee, communes)
        self._there = self._targets(Target.email, {one.email for one in some} - {""})
        self._places: dict[str, list[tuple[int, str]]] = {}
        for part in _parts(communes - {""}):
            self._places |= named_in(part)

    def _targets(
        self, column: InstrumentedAttribute[str], values: Collection[str]
    ) -> dict[str, list[Double]]:
        query = sa.select(column, Target.uid, Target.name, Target.email)
        query = query.where(Target.census_id == self._census_id).order_by(Target.id)
        found: dict[str, list[Double]] = {}
        for part in _parts(values):
            for value, *said in reading().execute(query.where(column.in_(part))):
                if len(some := found.setdefault(value, [])) < _MOST:
                    some.append(Double._make(said))
        return found

    def double_of(self, one: rules.Checked) -> Double | None:
        """The target that a new one may be again."""
        for each in self._there.get(one.email, ()):
            return each
        here = self._here.get(one.insee, ())
        return next((each for each in here if are_alike(one.name, each.name)), None)

    def pages_like(self, one: rules.Checked) -> list[int]:
        """The pages of the places that a new one may be."""
        return pages_like(one.name, self._places.get(one.insee, ()))


def _parts(values: Collection[str]) -> Iterator[list[str]]:
    """Values by some: a query takes only so many."""
    rest = iter(sorted(values))
    while part := list(islice(rest, _AT_ONCE)):
        yield part


def pages_like(name: str, places: Iterable[tuple[int, str]]) -> list[int]:
    """Of the places of a commune, the pages of those that a target of this name may be."""
    return [page_id for page_id, other in places if are_alike(name, other)]


def places_in(insee: str) -> Sequence[tuple[int, str]]:
    """The pages and the names of the places of a commune, as `pages_like` takes them."""
    commune = commune_today(insee)
    code = commune.insee if commune else insee
    return named_in([code]).get(code, []) if code else []


def pages_of(census_id: int) -> set[int]:
    """The pages of its targets."""
    query = sa.select(Target.page_id).where(Target.census_id == census_id)
    return {one for one in reading().scalars(query) if one is not None}


def has_page(census_id: int, page_id: int) -> bool:
    """Whether a target of a census has this page."""
    query = sa.select(Target.id).where(Target.page_id == page_id, Target.census_id == census_id)
    return reading().scalar(query.limit(1)) is not None


def newest(census_id: int) -> int:
    """The key of the newest of its targets; 0 when it has none."""
    query = sa.select(sa.func.max(Target.id)).where(Target.census_id == census_id)
    return reading().scalar(query) or 0


def held_by_uid(uids: Collection[str]) -> dict[str, Target]:
    """Some targets by their uids, held until the act is over."""
    found: dict[str, Target] = {}
    for part in _parts(uids):
        query = sa.select(Target).where(Target.uid.in_(part)).order_by(Target.id)
        query = query.with_for_update().execution_options(populate_existing=True)
        found |= {one.uid: one for one in reading().scalars(query)}
    return found


def is_silenced(email: str) -> bool:
    """Whether no census may write to an address."""
    query = sa.select(Silence.address).where(Silence.address == hash_of(email))
    return reading().scalar(query) is not None


def to_invite(census_id: int, size: int, *, locked: bool = False) -> Sequence[Target]:
    """Some of those who have an address and no letter yet."""
    query = sa.select(Target).where(
        Target.census_id == census_id, Target.state == rules.TO_INVITE, Target.email != ""
    )
    return _some(query, size, locked=locked)


def _quiet(census_id: int, before: datetime) -> sa.Select[Target]:
    """Those to whom the last letter was sent before a moment, and who said nothing."""
    return sa.select(Target).where(
        Target.census_id == census_id,
        Target.state.in_((rules.INVITED, rules.REMINDED)),
        Target.written_at <= before,
    )


def to_remind(
    census_id: int,
    now: datetime,
    remind_after: int,
    remind_most: int,
    size: int,
    *,
    locked: bool = False,
) -> Sequence[Target]:
    """Some of those to whom a reminder is due."""
    query = _quiet(census_id, now - timedelta(days=remind_after))
    query = query.where(Target.reminders < remind_most, Target.email != "")
    return _some(query, size, locked=locked)


def to_give_up(
    census_id: int, now: datetime, remind_after: int, remind_most: int, size: int
) -> Sequence[Target]:
    """Some of those who had all their reminders and said nothing since, held."""
    query = _quiet(census_id, now - timedelta(days=max(remind_after, rules.SOONEST)))
    return _some(query.where(Target.reminders >= remind_most), size, locked=True)


def _some(query: sa.Select[Target], size: int, *, locked: bool) -> Sequence[Target]:
    """The first of them; `locked`, inside an act: what they say meanwhile waits for its end."""
    query = query.order_by(Target.id).limit(size)
    if locked:
        query = query.with_for_update().execution_options(populate_existing=True)
    return reading().scalars(query).all()


def answers_waiting(census_id: int) -> int:
    """How many answers nobody has judged."""
    query = (
        sa.select(sa.func.count())
        .select_from(Target)
        .join(Correction, Correction.link_id == Target.link_id)
        .where(Target.census_id == census_id, Correction.state == WAITING)
    )
    return reading().scalar(query) or 0
