"""The history of a page, a page of it at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from wiki.kernel.db import reading
from wiki.kernel.pager import PAGE_SIZE, Slice, slice_of
from wiki.members.models import Member
from wiki.pages.models import Page, Review, Revision

#: A query of the columns of `Line`.
LineQuery = sa.Select[*tuple[Any, ...]]


@dataclass(frozen=True)
class Line:
    """A revision in a list: of a page's history, of recent changes, of a person's work."""

    revision_id: int
    page_uid: str
    page_title: str
    number: int
    parent: int | None
    merged_from: int | None
    title: str
    size: int
    size_change: int
    author_name: str | None
    author_uid: str | None
    action: str
    summary: str
    is_minor: bool
    created_at: datetime
    seq: int
    is_reviewed: bool


def line_query() -> LineQuery:
    """The columns of `Line`, without order: one query serves every list."""
    reviewed = sa.select(Review.revision_id).where(Review.revision_id == Revision.id).exists()
    return (
        sa.select(
            Revision.id.label("revision_id"),
            Page.uid.label("page_uid"),
            Page.title.label("page_title"),
            Revision.number,
            Revision.parent,
            Revision.merged_from,
            Revision.title,
            Revision.size,
            Revision.size_change,
            Member.name.label("author_name"),
            Member.uid.label("author_uid"),
            Revision.action,
            Revision.summary,
            Revision.is_minor,
            Revision.created_at,
            Revision.seq,
            reviewed.label("is_reviewed"),
        )
        .join(Page, Page.id == Revision.page_id)
        .outerjoin(Member, Member.id == Revision.author_id)
    )


def lines(query: LineQuery) -> Sequence[Line]:
    """The rows of a `line_query`."""
    return [Line(**row) for row in reading().execute(query).mappings()]


def history(page: Page, *, before: int | None = None, size: int = PAGE_SIZE) -> Slice[Line]:
    """The newest revisions first, those before the number `before`."""
    query = line_query().where(Revision.page_id == page.id)
    if before is not None:
        query = query.where(Revision.number < before)
    found = lines(query.order_by(Revision.number.desc()).limit(size + 1))
    return slice_of(found, size, lambda line: line.number)


def line(page: Page, number: int) -> Line | None:
    """One revision as a line."""
    found = lines(line_query().where(Revision.page_id == page.id, Revision.number == number))
    return found[0] if found else None
