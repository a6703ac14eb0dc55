"""The places that follow from the sheets; inside the acts on pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import pairwise
from typing import Any, NamedTuple

import sqlalchemy as sa

from wiki.kernel.db import look, reading, table_of, write
from wiki.pages.models import Page, Revision
from wiki.pages.queries.kinds import kind_of
from wiki.pages.service.derive import mark_stale
from wiki.places.dependencies import DUE, SELECTIVE, STATE, TITLE, about, otherwise, told_by
from wiki.places.models import PastPlace, Place
from wiki.places.rules import KIND, place_of
from wiki.schema.audience import cut
from wiki.schema.kinds import VISIBILITIES
from wiki.schema.sheet import Sheet
from wiki.sheets.models import Written

_FORGET, _FORGET_PAST = (
    sa.delete(table_of(table)).where(table_of(table).c.page_id == sa.bindparam("of"))
    for table in (Place, PastPlace)
)
_NOW, _PAST = (
    tuple(column.name for column in table_of(table).columns) for table in (Place, PastPlace)
)
_DESCRIBED = tuple(name for name in _NOW if name not in ("page_id", "seq", "first_seq"))
_PUT, _PUT_PAST = (
    sa.insert(table_of(table)).values({name: sa.bindparam(name) for name in names})
    for table, names in ((Place, _NOW), (PastPlace, _PAST))
)
_FIRST = sa.select(sa.func.min(PastPlace.seq)).where(PastPlace.page_id == sa.bindparam("of"))
#: What is known to be said until now.
_LAST = sa.select(*(getattr(PastPlace, name) for name in _DESCRIBED)).where(
    PastPlace.page_id == sa.bindparam("of"), PastPlace.until.is_(None)
)
_END = (
    sa.update(table_of(PastPlace))
    .where(PastPlace.page_id == sa.bindparam("of"), PastPlace.until.is_(None))
    .values(until=sa.bindparam("now"))
)
_SAYS = sa.select(
    Revision.number,
    Revision.seq,
    Revision.created_at,
    Revision.title,
    Revision.kind,
    Revision.infobox,
).where(Revision.page_id == sa.bindparam("of"))
_SAID = _SAYS.order_by(Revision.number)
_ENDED = (
    sa.select(*(getattr(Place, name) for name in SELECTIVE))
    .join(Written, Written.page_id == Place.page_id)
    .where(
        Written.field == STATE,
        Written.due_on > sa.bindparam("since"),
        Written.due_on <= sa.bindparam("until"),
    )
    .distinct()
)
_SAID_AT = _SAYS.where(Revision.number == sa.bindparam("number"))


class _Said(NamedTuple):
    """What a revision says of a place."""

    number: int
    seq: int
    at: datetime
    title: str
    kind: str | None
    infobox: Any

    @property
    def says(self) -> tuple[Any, ...]:
        """What may make another place of it."""
        return self.title, self.kind, self.infobox

    def columns(self) -> dict[str, Any] | None:
        """The columns that describe it; None when the page is no place."""
        if self.kind != KIND:
            return None
        kind = kind_of(KIND)
        public = cut(kind, Sheet.from_json(KIND, self.infobox), VISIBILITIES[0])
        return place_of(kind, public, self.title)


def follow(page: Page, revision: Revision) -> None:
    """Write what the sheet of a page makes of it."""
    said = _Said(
        revision.number,
        revision.seq,
        revision.created_at,
        revision.title,
        revision.kind,
        revision.infobox,
    )
    before = _last(page)
    now = said.columns()
    if now != before:
        if before is not None:
            write(_END, {"of": page.id, "now": said.at})
        if now is not None:
            write(_PUT_PAST, _past(page, said, now))
    _put(page, now, said.seq)
    if before is None or now is None:
        _tell(before, now)
    else:
        _tell_otherwise(page, said, before, now)


def replay(page: Page) -> None:
    """Write what all revisions of a page have made of it."""
    before = _last(page)
    _forget(page)
    revisions = [_Said._make(row) for row in look(_SAID, of=page.id)]
    rows = list(_states(page, revisions))
    write(_PUT_PAST, *rows)
    last = rows[-1] if rows else None
    if last and last["until"] is None:
        seqs = [two.seq for one, two in pairwise(revisions) if one.says != two.says]
        _put(page, {name: last[name] for name in _DESCRIBED}, max(seqs, default=revisions[0].seq))
    _tell(before, last)


def _last(page: Page) -> dict[str, Any] | None:
    """What is known to be said of the place until now."""
    found = look(_LAST, of=page.id)
    return next((dict(zip(_DESCRIBED, row, strict=True)) for row in found), None)


def _tell(*described: Mapping[str, Any] | None) -> None:
    """Mark what may show the place as it was, or as it is."""
    if keys := set().union(*map(told_by, described)):
        mark_stale(keys)


def _tell_otherwise(
    page: Page, said: _Said, before: Mapping[str, Any], now: Mapping[str, Any]
) -> None:
    """The same of a place that stays: what shows some of it is marked when that changes."""
    revisions = look(_SAID_AT, of=page.id, number=said.number - 1)
    last = _Said._make(revisions[0]) if revisions else None
    if last is None or last.kind != KIND:
        _tell(before, now)
        return
    names = otherwise(last.infobox, said.infobox)
    names |= {name for name in _DESCRIBED if before[name] != now[name]}
    if last.title != said.title:
        names.add(TITLE)
    if keys := {about(some, name) for some in told_by(before) | told_by(now) for name in names}:
        mark_stale(keys)


def end(since: str, until: str) -> None:
    """Mark what shows the states that are to be checked again from a day after `since` on."""
    rows = look(_ENDED, since=since, until=until)
    told = (told_by(dict(zip(SELECTIVE, row, strict=True))) for row in rows)
    if keys := {about(some, DUE) for places in told for some in places}:
        mark_stale(keys)


def _states(page: Page, revisions: Iterable[_Said]) -> Iterator[dict[str, Any]]:
    """What was said one after the other, each until what follows."""
    kept: dict[str, Any] | None = None
    before: dict[str, Any] | None = None
    for said in revisions:
        now = said.columns()
        if now == before:
            continue
        if kept:
            yield kept | {"until": said.at}
        kept = None if now is None else _past(page, said, now)
        before = now
    if kept:
        yield kept


def _past(page: Page, said: _Said, now: dict[str, Any]) -> dict[str, Any]:
    when = {"page_id": page.id, "number": said.number, "seq": said.seq}
    return {**when, "since": said.at, "until": None, **now}


def _put(page: Page, now: dict[str, Any] | None, seq: int) -> None:
    write(_FORGET, {"of": page.id})
    if now is not None:
        first = look(_FIRST, of=page.id)[0][0]
        write(_PUT, {"page_id": page.id, "seq": seq, "first_seq": first, **now})


def _forget(page: Page) -> bool:
    return bool(write(_FORGET, {"of": page.id}) + write(_FORGET_PAST, {"of": page.id}))


def forget(page: Page) -> None:
    """A page in the bin is no place, and never was."""
    before = _last(page)
    if _forget(page):
        _tell(before)


def rebuild() -> None:
    """Find all places again, and what they have been."""
    session = reading()
    session.execute(sa.delete(Place))
    session.execute(sa.delete(PastPlace))
    having = sa.select(Revision.page_id).where(Revision.kind == KIND)
    query = sa.select(Page).where(Page.deleted_at.is_(None), Page.id.in_(having)).order_by(Page.id)
    for page in session.scalars(query).all():
        replay(page)
