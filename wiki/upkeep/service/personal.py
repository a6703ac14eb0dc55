"""What the upkeep keeps of a member: what they said of pages, which stays, under no name."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from wiki.kernel.db import reading
from wiki.kernel.personal import Personal, told
from wiki.pages.models import Page
from wiki.upkeep.models import Mark, Proofreading, Reviewer

_title = Page.title.label("page")


def _of(member_id: int) -> dict[str, Any]:
    marks = sa.select(_title, Mark.kind, Mark.day, Mark.reason, Mark.at)
    marks = marks.join(Page, Page.id == Mark.page_id).where(Mark.member_id == member_id)
    read = sa.select(_title, Proofreading.number, Proofreading.at)
    read = read.join(Page, Page.id == Proofreading.page_id)
    read = read.where(Proofreading.member_id == member_id)
    looked_after = sa.select(_title, Reviewer.at).join(Page, Page.id == Reviewer.page_id)
    looked_after = looked_after.where(Reviewer.member_id == member_id)
    return {
        "reviewed": told(looked_after.order_by(Reviewer.page_id)),
        "marks": told(marks.order_by(Mark.id)),
        "proofreadings": told(read.order_by(Proofreading.id)),
    }


def _erase(member_id: int) -> None:
    """Nobody is asked any more to read under no name, nor looks after pages so."""
    asked = sa.update(Mark).where(Mark.reader_id == member_id, Mark.lifted_at.is_(None))
    reading().execute(asked.values(reader_id=None))
    reading().execute(sa.delete(Reviewer).where(Reviewer.member_id == member_id))


PERSONAL = Personal(_of, _erase)
