"""What became of the edits of an account that are undone."""

from __future__ import annotations

from typing import NamedTuple

import sqlalchemy as sa

from wiki.kernel.db import reading
from wiki.kernel.errors import Missing
from wiki.kernel.pager import PAGE_SIZE, Slice, slice_of
from wiki.moderation.models import RevertedPage, Reverting
from wiki.pages.batches import LEFT, Progress
from wiki.pages.models import Page


class Left(NamedTuple):
    """A page that was left as it is, and the code of the reason."""

    page_id: int
    title: str
    reason: str


def by_uid(uid: str) -> Reverting:
    """One of them. Raises `Missing`."""
    found = reading().scalar(sa.select(Reverting).where(Reverting.uid == uid))
    if found is None:
        raise Missing("reverting_missing")
    return found


def progress(made: Reverting) -> Progress:
    """How far it is."""
    return Progress(made.state, made.total, made.changed, made.left, made.undone, made.stuck)


def left(made: Reverting, *, after: int = 0) -> Slice[Left]:
    """The pages that were left as they are."""
    query = (
        sa.select(RevertedPage.page_id, Page.title, RevertedPage.reason)
        .join(Page, Page.id == RevertedPage.page_id)
        .where(RevertedPage.reverting_id == made.id, RevertedPage.outcome == LEFT)
        .where(RevertedPage.page_id > after)
        .order_by(RevertedPage.page_id)
        .limit(PAGE_SIZE + 1)
    )
    rows = [Left._make(row) for row in reading().execute(query)]
    return slice_of(rows, PAGE_SIZE, lambda one: one.page_id)
