"""Finding drafts."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import defer

from wiki.kernel.db import reading
from wiki.kernel.slugs import title_key
from wiki.pages.models import Draft


def draft(member_id: int | None, title: str, section: int | None = None) -> Draft | None:
    """What a member was writing on a page or a section, if anything."""
    if member_id is None:
        return None
    name = "" if section is None else str(section)
    return reading().get(Draft, (member_id, title_key(title), name))


def drafts(member_id: int) -> Sequence[Draft]:
    """Everything a member was writing, the latest first; their texts are read when asked for."""
    query = sa.select(Draft).where(Draft.member_id == member_id).options(defer(Draft.body))
    return reading().scalars(query.order_by(Draft.updated_at.desc())).all()
