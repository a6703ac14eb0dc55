"""What the pages keep of a member: drafts, how far they read, and what they saved, which stays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from wiki.kernel.db import reading
from wiki.kernel.personal import Personal, owned, told
from wiki.members.queries import actor_of_member, member
from wiki.pages.models import (
    Draft,
    Page,
    Pending,
    PendingVoice,
    Reading,
    Review,
    Revision,
    RevisionAuthor,
    RevisionTag,
    Thank,
    Visit,
)
from wiki.pages.queries import pending, thanks
from wiki.pages.queries.pending_shown import seen_sheet

_PENDING = ("title", "body", "summary", "sent_at", "state", "answer")
_OWN = owned(drafts=Draft, readings=Reading, visits=Visit)


def _of(member_id: int) -> dict[str, Any]:
    saved = (
        sa.select(
            Page.title.label("page"),
            Revision.number,
            Revision.created_at,
            Revision.action,
            Revision.summary,
        )
        .join(Page, Page.id == Revision.page_id)
        .where(Revision.author_id == member_id)
        .order_by(Revision.seq)
    )
    return {
        **_OWN.of(member_id),
        "revisions": told(saved),
        **_on_revisions(member_id),
        "thanks_received": told(thanks.received(member_id)),
        "pending": _pending(member_id),
        "pending_confirmed": told(
            sa.select(PendingVoice.at).where(PendingVoice.member_id == member_id)
        ),
    }


def _pending(member_id: int) -> Sequence[dict[str, Any]]:
    """Their edits that were read first, with what they may see of the sheets."""
    rows = told(
        sa.select(*(getattr(Pending, name) for name in _PENDING))
        .where(Pending.member_id == member_id)
        .order_by(Pending.id.desc())
    )
    actor = actor_of_member(member(member_id))
    for row, one in zip(rows, pending.of_member(member_id, size=None), strict=True):
        sheet = seen_sheet(actor, one)
        row["infobox"] = sheet.to_json() if sheet and sheet.kind else None
    return rows[::-1]


def _on_revisions(member_id: int) -> dict[str, Any]:
    """What a member added to the revisions of others: words, a reading, a tag, thanks."""
    shown = (Page.title.label("page"), Revision.number)
    whose: dict[str, tuple[Any, tuple[Any, ...]]] = {
        "written_with": (RevisionAuthor, (RevisionAuthor.signs,)),
        "reviewed": (Review, (Review.at,)),
        "tagged": (RevisionTag, (RevisionTag.tag,)),
        "thanks_given": (Thank, (Thank.at,)),
    }
    return {
        name: told(
            sa.select(*shown, *columns)
            .join_from(of, Revision, Revision.id == of.revision_id)
            .join(Page, Page.id == Revision.page_id)
            .where(of.member_id == member_id)
            .order_by(Revision.seq)
        )
        for name, (of, columns) in whose.items()
    }


def _erase(member_id: int) -> None:
    _OWN.erase(member_id)
    mine = sa.select(Pending.id).where(Pending.member_id == member_id)
    either = sa.or_(PendingVoice.member_id == member_id, PendingVoice.pending_id.in_(mine))
    reading().execute(sa.delete(PendingVoice).where(either))
    reading().execute(sa.delete(Pending).where(Pending.member_id == member_id))
    reading().execute(sa.delete(Thank).where(Thank.member_id == member_id))


PERSONAL = Personal(_of, _erase)
