"""The paths, and what a member has done along them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import sqlalchemy as sa

from wiki.kernel.db import look, reading
from wiki.kernel.pager import PAGE_SIZE
from wiki.pages.models import Page
from wiki.pages.queries.kinds import kinds
from wiki.resources.models import Path, Tick
from wiki.resources.rules import PATH
from wiki.schema.audience import cut
from wiki.schema.kinds import VISIBILITIES
from wiki.schema.sheet import Sheet
from wiki.sheets.queries import shown_sheet


class PathLine(NamedTuple):
    """A path in a list."""

    page_id: int
    uid: str
    title: str
    summary: str
    steps: int
    tasks: int


_LISTED = (
    sa.select(Path.page_id, Page.uid, Path.title, Path.summary, Path.steps, Path.tasks)
    .join(Page, Page.id == Path.page_id)
    .order_by(Path.sort, Path.page_id)
    .limit(sa.bindparam("size"))
)
_TICKED = sa.select(Tick.task).where(
    Tick.member_id == sa.bindparam("member"), Tick.page_id == sa.bindparam("of")
)


def paths(size: int = 4 * PAGE_SIZE) -> Sequence[PathLine]:
    """The paths of the wiki, by their names."""
    return [PathLine._make(row) for row in look(_LISTED, size=size)]


def sheet_of(page: Page) -> Sheet | None:
    """What everybody may read of the sheet of a path; None when the page is none."""
    kind, sheet = kinds().get(PATH), shown_sheet(page.id, page.head)
    if kind is None or sheet is None or sheet.kind != PATH:
        return None
    return cut(kind, sheet, VISIBILITIES[0])


def ticked(member_id: int, page_id: int) -> frozenset[str]:
    """The tasks of a path that a member has done."""
    return frozenset(row[0] for row in look(_TICKED, member=member_id, of=page_id))


def progress(member_id: int) -> dict[int, int]:
    """How many tasks a member has ticked, by the page of the path."""
    query = (
        sa.select(Tick.page_id, sa.func.count())
        .where(Tick.member_id == member_id)
        .group_by(Tick.page_id)
    )
    return {int(page_id): int(number) for page_id, number in reading().execute(query)}
