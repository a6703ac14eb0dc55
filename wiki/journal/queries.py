"""Reading the journal."""

from __future__ import annotations

import sqlalchemy as sa

from wiki.journal.models import Entry
from wiki.kernel.db import look, reading
from wiki.kernel.pager import PAGE_SIZE, Slice, slice_of


def entries(*, before: int | None = None, action: str = "", size: int = PAGE_SIZE) -> Slice[Entry]:
    """The newest entries first, those before the place `before`."""
    query = sa.select(Entry).order_by(Entry.seq.desc()).limit(size + 1)
    if before is not None:
        query = query.where(Entry.seq < before)
    if action:
        query = query.where(Entry.action == action)
    return slice_of(reading().scalars(query).all(), size, lambda entry: entry.seq)


_LAST = sa.select(sa.func.max(Entry.seq))


def last_seq() -> int:
    """The place of the newest entry, 0 when there is none."""
    return int(look(_LAST)[0][0] or 0)


def of_members_since(seq: int) -> set[str]:
    """The uids of the members of whom lines after this place tell."""
    query = sa.select(Entry.object_uid).where(Entry.seq > seq, Entry.object_kind == "member")
    return set(reading().scalars(query))
