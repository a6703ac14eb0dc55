"""Finding the messages that somebody was writing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from wiki.discussions.models import TurnDraft
from wiki.discussions.spots import Spot, Unsent
from wiki.kernel.db import look, table_of

_DRAFT = table_of(TurnDraft)


class Begun(NamedTuple):
    """A message that somebody was writing, where, and when they last did."""

    spot: Spot
    target_kind: str
    target_uid: str
    unsent: Unsent
    updated_at: datetime


_COLUMNS = (
    *(_DRAFT.c[name] for name in Spot._fields),
    _DRAFT.c.target_kind,
    _DRAFT.c.target_uid,
    _DRAFT.c.updated_at,
    *(_DRAFT.c[name] for name in Unsent._fields),
)
_BEGUN = sa.select(*_COLUMNS).where(
    _DRAFT.c.member_id == sa.bindparam("of"),
    *(_DRAFT.c[name] == sa.bindparam(name) for name in Spot._fields),
)
#: By its key, and no more than one person may have.
_ALL = sa.select(*_COLUMNS).where(_DRAFT.c.member_id == sa.bindparam("of"))


def draft(member_id: int | None, spot: Spot) -> Begun | None:
    """What a member was writing at a spot, if anything."""
    if member_id is None:
        return None
    found = look(_BEGUN, of=member_id, **spot._asdict())
    return _begun(found[0]) if found else None


def drafts(member_id: int) -> Sequence[Begun]:
    """Every message that a member was writing, the latest first."""
    found = [_begun(row) for row in look(_ALL, of=member_id)]
    return sorted(found, key=lambda begun: begun.updated_at, reverse=True)


def _begun(row: tuple[object, ...]) -> Begun:
    form, uid, part, kind, target, at, *unsent = row
    return Begun(Spot(form, uid, part), kind, target, Unsent(*unsent), at)  # type: ignore[arg-type]
