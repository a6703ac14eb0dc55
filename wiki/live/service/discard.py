"""Throwing away what is written together and not saved; and taking it back."""

from __future__ import annotations

import sqlalchemy as sa

from wiki.journal.service import record
from wiki.kernel.db import act, look, table_of, write
from wiki.kernel.errors import Conflict, Missing
from wiki.kernel.permissions import Actor
from wiki.live.models import LiveChange
from wiki.live.rules import DISCARD, RECOVER
from wiki.live.service import log
from wiki.live.service.log import Opened
from wiki.live.service.meeting import SETTLE, texts_at
from wiki.merge.three_way import merge
from wiki.ot.from_diff import from_diff
from wiki.pages.models import Page
from wiki.pages.queries import pages
from wiki.pages.service.derive import touch_page
from wiki.pages.service.revise import require_edit_at_once

_CHANGE = table_of(LiveChange).c
_THROWN = sa.select(_CHANGE.client, _CHANGE.cid).where(
    _CHANGE.doc_id == sa.bindparam("doc"), _CHANGE.v == sa.bindparam("v")
)


def discard(actor: Actor, uid: str) -> int:
    """Make the shared text what the page says: the version by which it is taken back."""
    with act():
        page, opened = _held(actor, uid)
        head, body = opened.head, pages.body(page)
        live = texts_at(opened, head.v)[head.v]
        if live == body:
            raise Conflict("live_nothing_unsaved", title=page.title)
        v = log.append(
            head,
            from_diff(live, body),
            member_id=actor.member_id,
            # What it takes to come back: the version saved last, the revision it started from.
            client=f"{DISCARD}:{head.v + 1}:{head.base_revision}",
            cid=head.saved_v,
        )
        write(SETTLE, {"doc": head.doc_id, "revision": page.head, "saved": v})
        log.announce(head.doc_id, {"base": page.head})
        touch_page(page.id)
        record(actor, "live_discarded", "page", uid, title=page.title)
    return v


def recover(actor: Actor, uid: str, v: int) -> None:
    """Take back what was thrown away at a version; what was written since stays."""
    with act():
        page, opened = _held(actor, uid)
        head = opened.head
        found = look(_THROWN, doc=head.doc_id, v=v) if head.base_v < v <= head.v else ()
        kind, _, said = str(found[0][0]).partition(":") if found else ("", "", "")
        if kind != DISCARD:
            raise Missing("live_not_thrown")
        texts = texts_at(opened, v - 1, v, head.v)
        together = merge(texts[v], texts[head.v], texts[v - 1]).text
        if together is None or head.base_revision != page.head:
            raise Conflict("live_moved_on", title=page.title)
        changes = from_diff(texts[head.v], together)
        if changes.is_empty:
            return
        client = f"{RECOVER}:{head.v + 1}"
        log.append(head, changes, member_id=actor.member_id, client=client)
        started = int(said.partition(":")[2])
        was_behind = head.saved_v == v and started < head.base_revision
        base = started if was_behind else head.base_revision
        saved = int(found[0][1]) if head.saved_v == v else head.saved_v
        write(SETTLE, {"doc": head.doc_id, "revision": base, "saved": max(saved, head.base_v)})
        log.announce(head.doc_id, {"base": base})
        touch_page(page.id)
        record(actor, "live_recovered", "page", uid, title=page.title)


def _held(actor: Actor, uid: str) -> tuple[Page, Opened]:
    page = pages.by_uid(uid, locked=True)
    require_edit_at_once(actor, page)
    opened = log.known("page", uid, locked=True)
    if opened is None:
        raise Conflict("live_nothing_unsaved", title=page.title)
    return page, opened
