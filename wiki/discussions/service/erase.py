"""What discussions quote of a text that was erased for good goes with it.

Words that the newest text says all the same, with those around them, are public, and stay. What
people wrote themselves stays too: a moderator hides it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from wiki.discussions.kinds import kind_of, parts_of
from wiki.discussions.models import (
    Passage,
    PassageAnchor,
    PassagePlace,
    Rewriting,
    Thread,
    Turn,
    TurnDraft,
)
from wiki.discussions.passages import fold, plain
from wiki.discussions.rules import ERASED_SUBJECT, subject_of
from wiki.kernel.db import reading
from wiki.kernel.permissions import SYSTEM
from wiki.pages.models import Page, Redaction, Revision
from wiki.pages.queries.pages import body, head

_NOTHING = {"quote": "", "before": "", "after": ""}


def unquote(page: Page) -> None:
    """Take away what is quoted of the erased versions of a page. Inside an act."""
    threads = list(_quoting(page))
    session = reading()
    for thread_id, quote in threads:
        session.execute(sa.update(Passage).where(Passage.thread_id == thread_id).values(_NOTHING))
        session.execute(
            sa.update(PassagePlace).where(PassagePlace.thread_id == thread_id).values(block=None)
        )
        session.execute(
            sa.update(Thread)
            .where(Thread.id == thread_id, Thread.subject == subject_of(quote))
            .values(subject=ERASED_SUBJECT)
        )
        turns = sa.select(Turn.id).where(Turn.thread_id == thread_id)
        session.execute(
            sa.update(Rewriting).where(Rewriting.turn_id.in_(turns)).values(was="", becomes="")
        )
    if threads:
        kind_of("page").touch(page.uid)
    _anchor(page)
    _forget_drafts(page)


def _anchor(page: Page) -> None:
    """What still stands in the newest version is followed from there."""
    number = head(page).number
    standing = (
        sa.select(Passage.thread_id, PassagePlace.block)
        .join(PassagePlace, PassagePlace.thread_id == Passage.thread_id)
        .outerjoin(PassageAnchor, PassageAnchor.thread_id == Passage.thread_id)
        .where(
            PassagePlace.target_kind == "page",
            PassagePlace.target_uid == page.uid,
            PassagePlace.revision == number,
            PassagePlace.block.is_not(None),
            _is_erased(page, sa.func.coalesce(PassageAnchor.revision, Passage.revision)),
        )
    )
    session = reading()
    for thread_id, block in session.execute(standing).all():
        session.merge(PassageAnchor(thread_id=thread_id, revision=number, block=block))
    session.flush()


def _quoting(page: Page) -> Iterator[tuple[int, str]]:
    """The threads whose quotation was erased, each with it."""
    query = (
        sa.select(Passage.thread_id, Passage.quote, Passage.before + Passage.quote + Passage.after)
        .join(Thread, Thread.id == Passage.thread_id)
        .where(Thread.target_kind == "page", Thread.target_uid == page.uid, Passage.quote != "")
        .where(_is_erased(page, Passage.revision))
    )
    rows = reading().execute(query).all()
    said = _said(page) if rows else ""
    return ((thread_id, quote) for thread_id, quote, around in rows if fold(around) not in said)


def _forget_drafts(page: Page) -> None:
    """Take away what comments that were not sent yet quote of them."""
    query = sa.select(TurnDraft).where(
        TurnDraft.target_kind == "page",
        TurnDraft.target_uid == page.uid,
        TurnDraft.quote != "",
        _is_erased(page, TurnDraft.revision),
    )
    drafts = reading().scalars(query).all()
    said = _said(page) if drafts else ""
    for draft in drafts:
        if fold(draft.before + draft.quote) not in said:
            draft.quote = draft.before = draft.becomes = ""


def _is_erased(page: Page, number: Any) -> sa.Exists:
    """Whether something that the version of this number said was erased."""
    return sa.exists().where(
        Revision.page_id == page.id,
        Revision.number == number,
        sa.or_(Redaction.sha256 == Revision.text_sha256, Redaction.sha256 == Revision.hash),
    )


def _said(page: Page) -> str:
    """What the newest version says, beside its text too, without its signs."""
    beside = (part.bare for part in parts_of("page", page.uid, head(page).number, SYSTEM))
    return "\n".join((fold(plain(body(page))), *beside))
