"""A shared text starts anew: its log is emptied; whoever has an older version asks for it all.

Versions go on from where they were: what a window sent before it heard of it names a version that
is not kept, and never one of the new text.

What no revision says yet is kept, as one change of each who typed some of it.
"""

from __future__ import annotations

import sqlalchemy as sa

from wiki.kernel import clock
from wiki.kernel.db import overwrite_what_is_deleted, table_of, write
from wiki.live.models import LiveChange, LiveDoc, LiveRescue
from wiki.live.service import log, values
from wiki.live.service.log import Written
from wiki.live.service.meeting import published, said_of, unsaved
from wiki.ot.change_set import text_of
from wiki.pages.models import Page
from wiki.pages.queries import pages

_DOC = table_of(LiveDoc)
_EMPTY = sa.delete(table_of(LiveChange)).where(LiveChange.doc_id == sa.bindparam("doc"))
_FORGET = sa.delete(table_of(LiveRescue)).where(LiveRescue.doc_id == sa.bindparam("doc"))
_START = (
    sa.update(_DOC)
    .where(_DOC.c.id == sa.bindparam("doc"))
    .values(
        epoch=_DOC.c.epoch + 1,
        base_revision=sa.bindparam("revision"),
        base_v=sa.bindparam("v"),
        saved_v=sa.bindparam("v"),
        head_v=sa.bindparam("v"),
        base_text=sa.bindparam("text"),
        touched_at=sa.bindparam("now"),
    )
)
_MARK = sa.update(_DOC).where(_DOC.c.id == sa.bindparam("doc")).values(erased_epoch=_DOC.c.epoch)
#: The client of what was typed in the epoch before: a window's, so that it is credited.
CARRIED = "carried-over"


def start(page: Page) -> None:
    """Start the shared texts of a page anew, if there are some. Inside an act."""
    for written in log.of_page(page.uid):
        _start(page, written)


def erase(page: Page) -> None:
    """The same, with nothing left of what was typed but what the text says now: the law asks so.

    A text that starts from an erased revision, or copies that wait, may say what was erased: they
    go with it, and those that come later are not kept.
    """
    for written in log.of_page(page.uid):
        overwrite_what_is_deleted()
        head = written.opened.head
        write(_FORGET, {"doc": head.doc_id})
        values.forget(head.doc_id)
        _start(page, written, keeps=published(page, head.base_revision, written) is not None)
        write(_MARK, {"doc": head.doc_id})


def retell(page: Page, kind: str, part: str) -> None:
    """Start one text anew whose log became long with nobody saving it. Inside an act."""
    opened = log.known(kind, page.uid, part, locked=True)
    if opened is not None:
        _start(page, Written(log.kind_of(kind), part, opened))


def _start(page: Page, written: Written, *, keeps: bool = True) -> None:
    head = written.opened.head
    typed = unsaved(written.opened) if keeps and head.v > head.saved_v else None
    revision = page.head if typed is None else head.base_revision
    body = said_of(written, pages.text_at(page, revision) if revision else "") or ""
    doc, v = {"doc": head.doc_id}, head.v + 1
    write(_EMPTY, doc)
    write(_START, {**doc, "revision": revision, "v": v, "text": body, "now": clock.now()})
    if typed is not None and text_of(typed.text) != body:
        fresh = head._replace(epoch=head.epoch + 1, v=v, base_v=v, saved_v=v)
        for by, changes in typed.retold(body):
            newest = log.append(fresh, changes, member_id=by, client=CARRIED)
            fresh = fresh._replace(v=newest)
    log.announce(head.doc_id)
