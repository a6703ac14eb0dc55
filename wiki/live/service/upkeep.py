"""What shared texts need by themselves: those left alone are saved, long logs are made short."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta

import sqlalchemy as sa

from wiki.jobs import queries as jobs
from wiki.jobs.service import enqueue
from wiki.kernel import clock
from wiki.kernel.db import act, reading, table_of, write
from wiki.kernel.errors import WikiError
from wiki.kernel.permissions import Actor
from wiki.live.models import LiveChange, LiveDoc
from wiki.live.queries import Head
from wiki.live.service import anew, log
from wiki.live.service.authorship import Typed
from wiki.live.service.left import save_left, sheets_left, still_there
from wiki.live.service.log import Written
from wiki.live.service.meeting import SETTLE, said_of, texts_at, unsaved
from wiki.ot.change_set import text_of
from wiki.pages.credits import Taken
from wiki.pages.models import Page
from wiki.pages.queries import pages
from wiki.pages.queries.pending import is_reviewed
from wiki.pages.rules import why_not_edit
from wiki.pages.service.derive import touch_page
from wiki.pages.service.save import Edit, save_inside
from wiki.pages.service.tagging import put_tags
from wiki.pages.tags import UNATTENDED
from wiki.site.queries import policy

JOB = "live.look"
#: Between two looks.
EVERY = timedelta(hours=1)
#: How long a text is left before the wiki saves it, and before its log is made short.
LEFT, OLD = timedelta(hours=24), timedelta(days=7)
#: A log of so many changes is made short as soon as nobody has written for a while.
LONG, A_WHILE = 5_000, timedelta(minutes=10)
#: One of so many is, even while people write: those take the whole text again.
TOO_LONG = 20_000

_DOC, _CHANGE = table_of(LiveDoc), table_of(LiveChange)
_CUT = sa.delete(_CHANGE).where(
    _CHANGE.c.doc_id == sa.bindparam("doc"), _CHANGE.c.v <= sa.bindparam("until")
)
_REBASE = (
    sa.update(_DOC)
    .where(_DOC.c.id == sa.bindparam("doc"))
    .values(base_v=sa.bindparam("until"), base_text=sa.bindparam("text"))
)


def begin() -> None:
    """A worker starts: look now and then. Inside an act."""
    if not jobs.waits(JOB):
        enqueue(JOB, {}, dedupe_key=JOB)


def look() -> None:
    """The job. What cannot be saved, because a person has to choose, waits for one."""
    now = clock.now()
    for key in _left(now - LEFT):
        with suppress(WikiError), act():
            _save(*key)
    for uid in sheets_left(now - LEFT):
        with suppress(WikiError):
            save_left(uid)
    is_old = LiveDoc.touched_at < now - OLD
    is_long = sa.and_(LiveDoc.saved_v - LiveDoc.base_v > LONG, LiveDoc.touched_at < now - A_WHILE)
    query = sa.select(LiveDoc.kind, LiveDoc.object_uid, LiveDoc.part).where(
        LiveDoc.saved_v > LiveDoc.base_v, sa.or_(is_old, is_long)
    )
    for kind, uid, part in reading().execute(query).all():
        with act():
            shorten(kind, uid, part)
    _retell(now)
    with act():
        enqueue(JOB, {}, run_at=clock.now() + EVERY, dedupe_key=JOB)


def _retell(now: datetime) -> None:
    """Make short what nobody saves, such as what contradicts the page: who typed what stays."""
    unsaved = LiveDoc.head_v - LiveDoc.saved_v
    quiet = sa.and_(unsaved > LONG, LiveDoc.touched_at < now - A_WHILE)
    query = sa.select(LiveDoc.kind, LiveDoc.object_uid, LiveDoc.part).where(
        sa.or_(quiet, unsaved > TOO_LONG)
    )
    for kind, uid, part in reading().execute(query).all():
        with act():
            anew.retell(pages.by_uid(uid, locked=True), kind, part)


def _left(before: object) -> list[tuple[str, str, str]]:
    query = sa.select(LiveDoc.kind, LiveDoc.object_uid, LiveDoc.part).where(
        LiveDoc.head_v > LiveDoc.saved_v, LiveDoc.touched_at < before
    )
    return [(kind, uid, part) for kind, uid, part in reading().execute(query)]


def _save(kind: str, uid: str, part: str) -> None:
    """Save what is left of a text, in the name of who wrote most of it and may still edit it."""
    page, opened = pages.by_uid(uid), log.known(kind, uid, part)
    if opened is None:
        return
    head, typed = opened.head, unsaved(opened)
    text, written = text_of(typed.text), Written(log.kind_of(kind), part, opened)
    if text == said_of(written, pages.body(page)) and head.base_revision == page.head:
        _settle(page, (kind, uid, part), head)
        return
    edit = Edit(
        page.title,
        text,
        head.base_revision,
        keeps_drafts=True,
        part=part,
        shared=Taken(f"{head.epoch}:{head.v}", text, part),
    )
    for actor in _writers(typed):
        if is_reviewed(actor) or why_not_edit(
            actor, policy(), protection=page.protection, title=page.title, uid=page.uid
        ):
            continue
        saved = save_inside(actor, edit)
        if saved.is_new:
            put_tags(saved.revision, [UNATTENDED])
        return


def _settle(page: Page, key: tuple[str, str, str], head: Head) -> None:
    """Note that a text, which came back to what the page says, has nothing to save."""
    opened = log.known(*key, locked=True)
    if opened is not None and opened.head == head:
        saved = {"doc": head.doc_id, "revision": head.base_revision, "saved": head.v}
        write(SETTLE, saved)
        touch_page(page.id)


def _writers(typed: Typed) -> Iterator[Actor]:
    """Those who wrote it, most of it first."""
    return still_there([*(one for one, _ in typed.signs().most_common()), *sorted(typed.removers)])


def shorten(kind: str, uid: str, part: str) -> None:
    """Let the log begin at the version that was saved: who is further behind takes the text."""
    opened = log.known(kind, uid, part, locked=True)
    if opened is None or opened.head.saved_v <= opened.head.base_v:
        return
    head = opened.head
    text = texts_at(opened, head.saved_v)[head.saved_v]
    write(_CUT, {"doc": head.doc_id, "until": head.saved_v})
    write(_REBASE, {"doc": head.doc_id, "until": head.saved_v, "text": text})
