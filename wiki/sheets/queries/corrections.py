"""The links by which places correct their sheets, and what they propose."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import sqlalchemy as sa

from wiki.kernel import clock
from wiki.kernel.db import look, reading
from wiki.kernel.errors import Missing
from wiki.kernel.pager import PAGE_SIZE, Slice, slice_of
from wiki.members.keys import hash_of
from wiki.pages.models import Page
from wiki.sheets.models import Correction, CorrectionLink
from wiki.sheets.rules import WAITING


class Proposed(NamedTuple):
    """A correction with the page that it is of; None for one that is still to be made."""

    correction: Correction
    page: Page | None


def link_by_token(token: str) -> tuple[CorrectionLink, Page | None]:
    """The link that an address holds, with its page. Raises `Missing` when it serves no more."""
    query = (
        sa.select(CorrectionLink, Page)
        .outerjoin(Page, Page.id == CorrectionLink.page_id)
        .where(
            CorrectionLink.token_hash == hash_of(token[:200]),
            CorrectionLink.revoked_at.is_(None),
            CorrectionLink.expires_at > clock.now(),
            Page.deleted_at.is_(None),
        )
    )
    found = reading().execute(query).first()
    if found is None:
        raise Missing("correction_link_over")
    return found[0], found[1]


def links_of(page_id: int) -> Sequence[CorrectionLink]:
    """The links of a page that serve, the newest first."""
    query = sa.select(CorrectionLink).where(
        CorrectionLink.page_id == page_id,
        CorrectionLink.revoked_at.is_(None),
        CorrectionLink.expires_at > clock.now(),
    )
    return reading().scalars(query.order_by(CorrectionLink.id.desc()).limit(PAGE_SIZE)).all()


def waiting_by(link_id: int) -> Correction | None:
    """The newest correction by a link that waits for an answer."""
    query = sa.select(Correction).where(Correction.link_id == link_id, Correction.state == WAITING)
    return reading().scalar(query.order_by(Correction.id.desc()).limit(1))


def waiting(after: int = 0) -> Slice[Proposed]:
    """The corrections that wait for an answer, the oldest first, those after one."""
    query = (
        sa.select(Correction, Page)
        .outerjoin(Page, Page.id == Correction.page_id)
        .where(Correction.state == WAITING, Correction.id > after, Page.deleted_at.is_(None))
        .order_by(Correction.id)
        .limit(PAGE_SIZE + 1)
    )
    rows = [Proposed(*row) for row in reading().execute(query)]
    return slice_of(rows, PAGE_SIZE, lambda one: one.correction.id)


_WAITING_NUMBER = (
    sa.select(sa.func.count())
    .select_from(Correction)
    .outerjoin(Page, Page.id == Correction.page_id)
    .where(Correction.state == WAITING, Page.deleted_at.is_(None))
)


def waiting_number() -> int:
    """How many corrections wait for an answer."""
    return int(look(_WAITING_NUMBER)[0][0])


def waits_for(page_id: int) -> bool:
    """Whether a correction of a page waits for an answer."""
    query = sa.select(Correction.id).where(
        Correction.page_id == page_id, Correction.state == WAITING
    )
    return reading().scalar(query.limit(1)) is not None


def proposed(uid: str) -> Proposed:
    """A correction, answered or not. Raises `Missing`."""
    query = sa.select(Correction, Page).outerjoin(Page, Page.id == Correction.page_id)
    found = reading().execute(query.where(Correction.uid == uid, Page.deleted_at.is_(None))).first()
    if found is None:
        raise Missing("correction_missing")
    return Proposed(*found)
