"""Finding drafts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import defer

from wiki.kernel.db import look, reading
from wiki.kernel.prepared import Among
from wiki.kernel.slugs import title_key
from wiki.pages.models import Draft
from wiki.pages.queries.joinings import joined_to


class Begun(NamedTuple):
    """What somebody was writing on a page or a section."""

    title: str
    base: int
    body: str
    summary: str
    updated_at: datetime


_BEGUN = sa.select(*(getattr(Draft, name) for name in Begun._fields)).where(
    Draft.member_id == sa.bindparam("of"),
    Draft.key == sa.bindparam("page"),
    Draft.section == sa.bindparam("part"),
)


def draft(member_id: int | None, title: str, section: int | None = None) -> Begun | None:
    """What a member was writing on a page or a section, if anything."""
    if member_id is None:
        return None
    name = "" if section is None else str(section)
    found = look(_BEGUN, of=member_id, page=title_key(title), part=name)
    return Begun(*found[0]) if found else None


class Left(NamedTuple):
    """What somebody was writing on a page that was joined to another one since."""

    title: str
    section: str
    body: str
    summary: str
    updated_at: datetime


_LEFT = (
    sa.select(*(getattr(Draft, name) for name in Left._fields))
    .where(Draft.member_id == sa.bindparam("of"), Among(Draft.key, "keys"))
    .order_by(Draft.updated_at.desc())
)


def left_behind(member_id: int | None, page_id: int) -> Sequence[Left]:
    """What a member was writing on the pages that were joined to one, the latest first."""
    if member_id is None:
        return ()
    keys = {key for one in joined_to(page_id) for key in one.keys}
    return [Left._make(row) for row in look(_LEFT, of=member_id, keys=sorted(keys))] if keys else ()


def drafts(member_id: int) -> Sequence[Draft]:
    """Everything a member was writing, the latest first; their texts are read when asked for."""
    query = sa.select(Draft).where(Draft.member_id == member_id).options(defer(Draft.body))
    return reading().scalars(query.order_by(Draft.updated_at.desc())).all()
