"""Who asks to speak for a page, and what was answered."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from wiki.kernel.db import reading
from wiki.kernel.errors import Missing
from wiki.members.models import Member
from wiki.organisations.models import MandateRequest
from wiki.pages.models import Page

#: Requests shown at once.
_MOST = 50


class Asked(NamedTuple):
    """A request, and who makes it."""

    uid: str
    member_id: int
    member: str
    member_uid: str
    title: str
    page_uid: str
    since: str
    given_at: str
    asked_at: datetime
    outcome: str
    reason: str
    answered_at: datetime | None
    answered_by_id: int | None


_ASKED = (
    sa.select(
        MandateRequest.uid,
        Member.id,
        Member.name,
        Member.uid,
        Page.title,
        Page.uid,
        *(getattr(MandateRequest, name) for name in Asked._fields[Asked._fields.index("since") :]),
    )
    .join(Member, Member.id == MandateRequest.member_id)
    .join(Page, Page.id == MandateRequest.page_id)
    .where(Page.deleted_at.is_(None))
    .limit(_MOST)
)


def of_page(page_id: int) -> list[Asked]:
    """What was asked for a page: what waits, then the newest of what was answered."""
    found = _ASKED.where(MandateRequest.page_id == page_id).order_by(
        MandateRequest.outcome != "", MandateRequest.id.desc()
    )
    return [Asked._make(row) for row in reading().execute(found)]


def waiting() -> list[Asked]:
    """What waits for an answer, the oldest first."""
    found = _ASKED.where(MandateRequest.outcome == "").order_by(MandateRequest.id)
    return [Asked._make(row) for row in reading().execute(found)]


def waits_for(page_id: int, member_id: int) -> bool:
    """Whether a member waits to speak for a page."""
    query = sa.select(MandateRequest.id).where(
        MandateRequest.page_id == page_id,
        MandateRequest.member_id == member_id,
        MandateRequest.outcome == "",
    )
    return reading().scalar(query) is not None


def page_asked_for(uid: str) -> Page:
    """The page for which this request is made. Raises `Missing`."""
    return reading().get_one(Page, by_uid(uid).page_id)


def by_uid(uid: str) -> MandateRequest:
    """The request of this uid, as it is now. Raises `Missing`."""
    query = sa.select(MandateRequest).where(MandateRequest.uid == uid)
    found = reading().scalar(query.execution_options(populate_existing=True))
    if found is None:
        raise Missing("mandate_request_missing")
    return found
