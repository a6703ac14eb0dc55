"""What the sheets keep of a member: the links they gave to places, what they answered these, the
values that they had mended together."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from wiki.kernel.db import reading
from wiki.kernel.personal import Personal, told
from wiki.pages.models import Page
from wiki.sheets.models import Correction, CorrectionLink, Mending, Unreminded
from wiki.sheets.service.mendings import forget_unstarted

_PAGE = Page.title.label("page")


def _of(member_id: int) -> dict[str, Any]:
    links = (
        sa.select(
            _PAGE, CorrectionLink.made_at, CorrectionLink.expires_at, CorrectionLink.revoked_at
        )
        .outerjoin(Page, Page.id == CorrectionLink.page_id)
        .where(CorrectionLink.member_id == member_id)
    )
    answered = (
        sa.select(_PAGE, Correction.decided_at, Correction.state, Correction.answer)
        .outerjoin(Page, Page.id == Correction.page_id)
        .where(Correction.decided_by_id == member_id)
    )
    received = (
        sa.select(_PAGE, Correction.sent_at, Correction.state, Correction.note, Correction.infobox)
        .join(Page, Page.id == Correction.page_id)
        .join(CorrectionLink, CorrectionLink.id == Correction.link_id)
        .where(CorrectionLink.member_id == member_id)
    )
    mended = sa.select(Mending.field, Mending.summary, Mending.created_at, Mending.state)
    stopped = sa.select(Unreminded.at).where(Unreminded.member_id == member_id)
    return {
        "corrections_received": told(received.order_by(Correction.id)),
        "mendings": told(mended.where(Mending.member_id == member_id).order_by(Mending.id)),
        "monthly_mail_stopped": told(stopped),
        "correction_links": told(links.order_by(CorrectionLink.id)),
        "corrections_answered": told(answered.order_by(Correction.id)),
    }


def _erase(member_id: int) -> None:
    """A place keeps the link that it was given: what it proposes by it waits for another member."""
    made = sa.update(CorrectionLink).where(CorrectionLink.member_id == member_id)
    reading().execute(made.values(member_id=None))
    forget_unstarted(member_id)
    reading().execute(sa.delete(Unreminded).where(Unreminded.member_id == member_id))


PERSONAL = Personal(_of, _erase)
