"""Those that the censuses ask."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

import sqlalchemy as sa

from wiki.census import rules
from wiki.census.models import Silence, Target
from wiki.kernel.db import look, reading
from wiki.kernel.errors import Missing
from wiki.kernel.pager import PAGE_SIZE, Slice, slice_of
from wiki.members.keys import hash_of
from wiki.pages.models import Page
from wiki.places.likeness import are_alike
from wiki.places.queries.doubles import like
from wiki.sheets.models import Correction
from wiki.sheets.rules import WAITING

#: Targets of one commune that are compared with a new one.
_MOST = 400


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


_HERE = (
    sa.select(Target.uid, Target.name, Target.email)
    .where(Target.census_id == sa.bindparam("of"), Target.insee == sa.bindparam("insee"))
    .order_by(Target.id)
    .limit(_MOST)
)
_THERE = (
    sa.select(Target.uid, Target.name, Target.email)
    .where(Target.email == sa.bindparam("email"), Target.census_id == sa.bindparam("of"))
    .order_by(Target.id)
    .limit(1)
)


class Double(NamedTuple):
    """A target that another one may be again."""

    uid: str
    name: str
    email: str


def double_of(census_id: int, one: rules.Checked) -> Double | None:
    """The target that a new one may be again."""
    there = look(_THERE, of=census_id, email=one.email) if one.email else ()
    here = look(_HERE, of=census_id, insee=one.insee)
    found = (*map(Double._make, there), *map(Double._make, here))
    alike = (
        each for each in found if each.email == one.email != "" or are_alike(one.name, each.name)
    )
    return next(alike, None)


def pages_like(name: str, insee: str) -> list[int]:
    """The pages of the places that a target may be."""
    if not insee:
        return []
    found = like({"name": name, "commune": insee}, name)
    return [one.page_id for one in found if one.reason == "name"]


def has_page(census_id: int, page_id: int) -> bool:
    """Whether a target of a census has this page."""
    query = sa.select(Target.id).where(Target.page_id == page_id, Target.census_id == census_id)
    return reading().scalar(query.limit(1)) is not None


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
