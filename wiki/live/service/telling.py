"""Readers are told who is writing what a page does not say yet: its stamp moves with that."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from wiki.journal.service import take_turn
from wiki.kernel.db import act, look, state, table_of
from wiki.live.models import LiveDoc
from wiki.live.queries import Head, unsaved_by
from wiki.live.service.meeting import is_unsaved
from wiki.pages.models import Page
from wiki.pages.service.derive import touch_page

_DOC = table_of(LiveDoc).c
_PAGE = (
    sa.select(Page.id, Page.uid)
    .join(LiveDoc, _DOC.object_uid == Page.uid)
    .where(_DOC.id == sa.bindparam("doc"))
)


def tell(heads: Iterable[Head]) -> None:
    """Look at some shared texts; called now and then while they are written."""
    known: dict[int, tuple[Head, tuple[str, ...]]] = state().keep("live.told", dict)
    for head in heads:
        before = known.get(head.doc_id)
        if before and before[0] == head:
            continue
        pages = look(_PAGE, doc=head.doc_id)
        names = unsaved_by(pages[0][1]) if pages and is_unsaved(head) else ()
        known[head.doc_id] = (head, names)
        if pages and names != (before[1] if before else ()):
            with act():
                take_turn()
                touch_page(pages[0][0])
