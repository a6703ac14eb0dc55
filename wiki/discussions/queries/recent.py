"""What was said last in the whole wiki, and who spoke last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from wiki.discussions.models import Turn
from wiki.discussions.queries.turns import TurnLine, lines_query, read_lines
from wiki.kernel.db import look, reading, state
from wiki.kernel.pager import END, PAGE_SIZE, Slice, slice_of
from wiki.members.models import Member
from wiki.site.queries import stamp


@dataclass(frozen=True)
class TurnFilter:
    """What to show of the turns. Empty values do not filter."""

    author_uid: str = ""
    since: datetime | None = None
    since_seq: int | None = None


EVERYTHING = TurnFilter()


def recent_query(wanted: TurnFilter, before: int | None, size: int) -> sa.Select[*tuple[Any, ...]]:
    """The newest turns that are wanted, those before the place `before`, whatever their date."""
    query = lines_query().where(Turn.hidden_at.is_(None))
    if wanted.author_uid:
        author = sa.select(Member.id).where(Member.uid == wanted.author_uid).scalar_subquery()
        query = query.where(Turn.author_id == author)
    if wanted.since_seq:
        query = query.where(Turn.seq > wanted.since_seq)
    if before is not None:
        query = query.where(Turn.seq < before)
    return query.order_by(Turn.seq.desc()).limit(size)


def recent(
    wanted: TurnFilter = EVERYTHING, *, before: int | None = None, size: int = PAGE_SIZE
) -> Slice[TurnLine]:
    """What was said last, whatever it is about."""
    found = slice_of(
        read_lines(recent_query(wanted, before, size + 1)), size, lambda line: line.seq
    )
    if wanted.since is None or not found.rows:
        return found
    # The order of the wiki is that of time: what follows an older one is older still.
    rows = [line for line in found.rows if line.created_at >= wanted.since]
    return Slice(rows, found.next_key if found.rows[-1] in rows else None)


#: People that the filter offers, at most, and the turns that they are looked for in.
MOST_SPEAKERS, WINDOW = 200, 2_000
_NEWEST = sa.select(sa.func.max(Turn.seq))
_SPOKE_LAST = (
    sa.select(Turn.author_id)
    .where(Turn.seq < sa.bindparam("before", type_=sa.BigInteger()))
    .order_by(Turn.seq.desc())
    .limit(WINDOW)
)
_BY_UID = sa.select(Member.uid, Member.name).where(Member.uid == sa.bindparam("uid"))


def speakers_with(uid: str) -> tuple[tuple[str, str], ...]:
    """Those who spoke last: (uid, name), by name; and the one whom a filter has chosen."""
    now = (look(_NEWEST)[0][0], stamp())
    kept: dict[str, Any] = state().keep("discussions.speakers", dict)
    found = kept.get("found")
    if found is None or found[0] != now:
        found = kept["found"] = (now, _speakers())
    speakers: tuple[tuple[str, str], ...] = found[1]
    if not uid or uid in dict(speakers):
        return speakers
    return (*speakers, *((row[0], row[1]) for row in look(_BY_UID, uid=uid)))


def _speakers() -> tuple[tuple[str, str], ...]:
    ids = dict.fromkeys(row[0] for row in look(_SPOKE_LAST, before=END) if row[0] is not None)
    query = sa.select(Member.uid, Member.name, Member.sort)
    rows = reading().execute(query.where(Member.id.in_(list(ids)[:MOST_SPEAKERS])))
    return tuple((row.uid, row.name) for row in sorted(rows, key=lambda row: (row.sort, row.uid)))
