"""The revisions of a page one after the other, a few of them at a time, with what they said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from wiki.kernel.db import look
from wiki.pages import codec
from wiki.pages.models import Page, Revision, Text
from wiki.pages.queries.history import LINES, Line
from wiki.pages.queries.pages import Glance


@dataclass(frozen=True)
class Step:
    """A revision, what it said, and what was said before it; None where nothing was.

    A text that was lawfully erased is None, and the one before it stands for it.
    """

    line: Line
    before: str | None
    text: str | None


_STEPS = (
    LINES.add_columns(Text.codec, Text.data)
    .outerjoin(Text, Text.sha256 == Revision.text_sha256)
    .where(
        Revision.page_id == sa.bindparam("page_id"),
        Revision.number >= sa.bindparam("first"),
        Revision.number <= sa.bindparam("last"),
    )
    .order_by(Revision.number)
)


def steps(page: Page | Glance, first: int, size: int) -> Sequence[Step]:
    """At most `size` revisions from the number `first` on."""
    last = min(first + size - 1, page.head)
    rows = look(_STEPS, page_id=page.id, first=first - 1, last=last)
    found: list[Step] = []
    before: str | None = None
    for *values, name, data in rows:
        text = codec.unpack(name, data) if name else None
        found.append(Step(Line._make(values), before, text))
        before = before if text is None else text
    return [step for step in found if step.line.number >= first]
