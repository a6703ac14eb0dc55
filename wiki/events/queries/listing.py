"""The times of events, in their order: those to come, those that were, those of some days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from wiki.events.models import Event, EventTime
from wiki.events.rules import LONGEST, When
from wiki.kernel import clock
from wiki.kernel.db import Moment, look
from wiki.kernel.errors import Missing
from wiki.pages.models import Page

#: What depends on the list of the events.
LIST = "events"
#: Times of a list shown at once, and the most that a month, a map or a feed shows.
SIZE, MOST = 30, 500


class Listed(NamedTuple):
    """A time of an event: all that its line says, and that a calendar is given."""

    page_id: int
    day: str
    starts: datetime
    ends: datetime
    uid: str
    title: str
    revision: int
    said_at: datetime
    name: str
    type: str
    status: str
    summary: str
    organiser: str
    starts_on: str
    starts_at: str
    ends_on: str
    ends_at: str
    zone: str
    rule: str
    until: str
    skips: str
    place: str
    address: str
    insee: str
    online: str
    registration: str
    capacity: int | None
    price: str
    department: str
    lat: float | None
    lon: float | None
    precision: str

    @property
    def when(self) -> When:
        """When it is, as its sheet tells it."""
        return When(*(getattr(self, name) for name in When._fields))

    @property
    def key(self) -> str:
        """Where the list goes on after it."""
        return f"{int(self.starts.timestamp())}-{self.page_id}"


class Asked(NamedTuple):
    """Which events are asked for: those of a department, of a type, or all."""

    departement: str = ""
    type: str = ""


ALL = Asked()


class Found(NamedTuple):
    """Some times, and the key after which the next ones start; "" at the end."""

    rows: Sequence[Listed]
    next_key: str


_FROM_PAGE = {"uid": Page.uid, "title": Page.title}
_COLUMNS = [
    _FROM_PAGE[name]
    if name in _FROM_PAGE
    else getattr(EventTime if name in ("page_id", "day", "starts", "ends") else Event, name)
    for name in Listed._fields
]
_TIMES = (
    sa.select(*_COLUMNS)
    .join(Event, Event.page_id == EventTime.page_id)
    .join(Page, Page.id == EventTime.page_id)
)
_asked = (
    sa.bindparam("departement", type_=sa.Text()).in_(("", Event.department)),
    sa.bindparam("type", type_=sa.Text()).in_(("", Event.type)),
)
_place = sa.tuple_(EventTime.starts, EventTime.page_id)
_after = sa.tuple_(
    sa.bindparam("after", type_=Moment()), sa.bindparam("after_id", type_=sa.BigInteger())
)
_size = sa.bindparam("size", type_=sa.Integer())
_forward = (EventTime.starts, EventTime.page_id)
_backward = (EventTime.starts.desc(), EventTime.page_id.desc())
_since, _until = (sa.bindparam(name, type_=Moment()) for name in ("since", "until"))
_other = aliased(EventTime)
_others = sa.select(_other.page_id).where(_other.page_id == EventTime.page_id)
#: Of what repeats, a list shows the next time alone, or the last one.
_is_next = ~_others.where(_other.ends > _since, _other.day < EventTime.day).exists()
_is_last = ~_others.where(_other.ends <= _until, _other.day > EventTime.day).exists()
#: What goes on at a moment began no longer before than an event lasts.
_COMING = (
    _TIMES.where(*_asked, EventTime.ends > _since, _is_next, _place > _after)
    .order_by(*_forward)
    .limit(_size)
)
_BEEN = (
    _TIMES.where(*_asked, EventTime.ends <= _until, _is_last, _place < _after)
    .order_by(*_backward)
    .limit(_size)
)
_BETWEEN = (
    _TIMES.where(*_asked, EventTime.ends > _since, EventTime.starts < _until, _place > _after)
    .order_by(*_forward)
    .limit(_size)
)
_OF_PAGE = _TIMES.where(EventTime.page_id == sa.bindparam("of")).order_by(EventTime.starts)
_OF_UID = _TIMES.where(Page.uid == sa.bindparam("uid")).order_by(EventTime.starts)
_COMES = sa.select(EventTime.day).where(
    EventTime.page_id == sa.bindparam("of"), EventTime.starts > _since
)
_OVER = (
    sa.select(EventTime.page_id)
    .group_by(EventTime.page_id)
    .having(sa.func.max(EventTime.starts).between(_since, _until))
)
_DEPARTMENTS = sa.select(Event.department).where(Event.department != "").distinct()
_END = datetime(9999, 12, 30, tzinfo=UTC)


def coming(wanted: Asked = ALL, *, after: str = "", size: int = SIZE) -> Found:
    """The next time of each event, the first one first; those that are going on are among them."""
    now = clock.now()
    moment, page_id = _read(after) or (now - LONGEST, 0)
    rows = look(
        _COMING, **wanted._asdict(), since=now, after=moment, after_id=page_id, size=size + 1
    )
    return _found(rows, size)


def been(wanted: Asked = ALL, *, after: str = "", size: int = SIZE) -> Found:
    """The last time of each event that was over once, the last one first."""
    moment, page_id = _read(after) or (_END, 0)
    rows = look(
        _BEEN,
        **wanted._asdict(),
        until=clock.now(),
        after=moment,
        after_id=page_id,
        size=size + 1,
    )
    return _found(rows, size)


def between(since: datetime, until: datetime, wanted: Asked = ALL) -> list[Listed]:
    """The times between two moments, `MOST` at most."""
    rows = look(
        _BETWEEN,
        **wanted._asdict(),
        since=since,
        until=until,
        after=since - LONGEST,
        after_id=0,
        size=MOST,
    )
    return list(map(Listed._make, rows))


def times_of(page_id: int) -> list[Listed]:
    """Each time that the event of a page takes place; nothing for a page that is no event."""
    return list(map(Listed._make, look(_OF_PAGE, of=page_id)))


def are_to_come(page_id: int) -> bool:
    """Whether the event of a page is to begin once more."""
    return bool(look(_COMES.limit(1), of=page_id, since=clock.now()))


def over_since(moment: datetime) -> list[int]:
    """The pages of the events that have begun for the last time since then."""
    return [page_id for (page_id,) in look(_OVER, since=moment, until=clock.now())]


def by_uid(uid: str) -> list[Listed]:
    """The same, by the uid of the page. Raises `Missing`."""
    found = look(_OF_UID, uid=uid.replace("\x00", ""))
    if not found:
        raise Missing("event_missing")
    return list(map(Listed._make, found))


def departments() -> list[str]:
    """The departments in which there is an event."""
    return sorted(row[0] for row in look(_DEPARTMENTS))


def _found(rows: Sequence[tuple[object, ...]], size: int) -> Found:
    shown = [Listed._make(row) for row in rows[:size]]
    return Found(shown, shown[-1].key if len(rows) > size else "")


def _read(key: str) -> tuple[datetime, int] | None:
    """The moment and the page of a key; None for what is none."""
    seconds, _, page_id = key[:40].partition("-")
    try:
        moment = datetime.fromtimestamp(int(seconds), UTC)
        return (moment, int(page_id)) if 0 <= int(page_id) < 2**63 else None
    except (OverflowError, OSError, ValueError):
        return None
