"""A revision meets the shared text of its page: whatever made it, inside its act.

What the shared text says and the revision does not stays unsaved; what the revision says comes to
those who write, as one change. Where both say otherwise, nothing is written: a person chooses when
they next save.
"""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa

from wiki.kernel.db import table_of, write
from wiki.kernel.errors import WikiError
from wiki.kernel.permissions import Actor
from wiki.live.models import LiveDoc
from wiki.live.queries import Head
from wiki.live.rules import taken_at
from wiki.live.service import log
from wiki.live.service.authorship import Typed
from wiki.live.service.log import Opened, Written
from wiki.merge.three_way import merge
from wiki.ot.change_set import LONGEST, ChangeSet, text_of, units
from wiki.ot.from_diff import from_diff
from wiki.pages.credits import Credit, Taken
from wiki.pages.models import Page, Revision
from wiki.pages.queries import pages

_DOC = table_of(LiveDoc)
SETTLE = (
    sa.update(_DOC)
    .where(_DOC.c.id == sa.bindparam("doc"))
    .values(base_revision=sa.bindparam("revision"), saved_v=sa.bindparam("saved"))
)


def meet(page: Page, revision: Revision, body: str, actor: Actor, taken: Taken | None) -> None:
    """Bring a revision into the shared texts of its page: the whole of it, or its parts.

    A part that it does not say any more stays as it is: it may come back.
    """
    for one in log.of_page(page.uid):
        if (said := said_of(one, body)) is not None:
            is_taken = taken is not None and taken.part == one.part
            _meet(page, revision, said, actor, taken if is_taken else None, one)


def _meet(
    page: Page, revision: Revision, body: str, actor: Actor, taken: Taken | None, written: Written
) -> None:
    opened = written.opened
    head, v = opened.head, _version_in(opened, taken)
    said = texts_at(opened, head.v, *(() if v is None else (v,)))
    # A part may be followed by more blank lines in its page.
    if v is not None and taken is not None and said[v].rstrip("\n") != taken.text.rstrip("\n"):
        v = None
    live = said[head.v]
    base = said[v] if v is not None else published(page, head.base_revision, written)
    after = None if base is None else _together(base, body, live)
    saved = head.saved_v if v is None else max(v, head.saved_v)
    if after is None:
        write(SETTLE, {"doc": head.doc_id, "revision": head.base_revision, "saved": saved})
        log.announce(head.doc_id, {"behind": revision.number})
        return
    newest = head.v
    if after != live:
        newest = log.append(head, from_diff(live, after), member_id=actor.member_id)
    saved = newest if after == body else saved
    write(SETTLE, {"doc": head.doc_id, "revision": revision.number, "saved": saved})
    told: list[dict[str, Any]] = [{"base": revision.number}]
    if v is not None:
        told.append({"saved": {"revision": revision.number, "v": saved, "by": actor.name}})
    log.announce(head.doc_id, *told)


def tell_of_sheet(page: Page, revision: Revision, actor: Actor) -> None:
    """Tell those who write the sheet of a page that another one was saved."""
    opened = log.known("sheet", page.uid, locked=True)
    if opened is not None:
        write(SETTLE, {"doc": opened.head.doc_id, "revision": revision.number, "saved": 0})
        said = {"revision": revision.number, "v": 0, "by": actor.name}
        log.announce(opened.head.doc_id, {"base": revision.number}, {"saved": said})


def credit(
    page: Page, body: str, shared: Taken, actor: Actor, written_with: list[Credit], **_: object
) -> None:
    """Note who typed what of a revision that is about to be made of a shared text."""
    for written in log.of_page(page.uid):
        extent = written.shared.extent(body, written.part)
        if written.part == shared.part and extent is not None:
            _credit(written, extent, body, shared, actor, written_with)


def _credit(
    written: Written,
    extent: tuple[int, int],
    body: str,
    shared: Taken,
    actor: Actor,
    written_with: list[Credit],
) -> None:
    if (v := _version_in(written.opened, shared)) is None:
        return
    typed = unsaved(written.opened, v)
    if text_of(typed.text).rstrip("\n") != shared.text.rstrip("\n"):
        return
    typed.become(body[slice(*extent)])
    signs, spans = typed.signs(), typed.spans()
    known = {actor.member_id, *(one.member_id for one in written_with)}
    wrote = sorted(typed.removers - signs.keys()) + [one for one, _ in signs.most_common()]
    written_with += (
        Credit(one, signs[one], tuple((extent[0] + at, size) for at, size in spans.get(one, ())))
        for one in sorted(wrote, key=lambda one: -signs[one])
        if one not in known
    )


def unsaved(opened: Opened, v: int | None = None) -> Typed:
    """The shared text at a version, the newest when none is given, with who typed it since."""
    head = opened.head
    until = head.v if v is None else v
    first = min(head.saved_v, until)
    typed = Typed.of(texts_at(opened, first)[first])
    typed.follow(log.changes_between(head.doc_id, first, until))
    return typed


def texts_at(opened: Opened, *versions: int) -> dict[int, str]:
    """What a shared text said at some versions that are kept."""
    head, base_text = opened
    text, found = units(base_text), dict[int, str]()
    if head.base_v in versions:
        found[head.base_v] = base_text
    for change in log.changes_between(head.doc_id, head.base_v, max(versions)):
        text = ChangeSet.parse(json.loads(change.changes), len(text) // 2).apply(text)
        if change.v in versions:
            found[change.v] = text_of(text)
    return found


def _version_in(opened: Opened, taken: Taken | None) -> int | None:
    """The version that a text says it was taken at, when there is such a one."""
    if taken is None:
        return None
    head, (epoch, v) = opened.head, taken_at(taken.name)
    return v if epoch == head.epoch and head.base_v <= v <= head.v else None


def said_of(written: Written, body: str) -> str | None:
    """What a text of the page says of a part; None when it is not there."""
    extent = written.shared.extent(body, written.part)
    return None if extent is None else body[slice(*extent)]


def published(page: Page, number: int, written: Written) -> str | None:
    """What a revision said; None when it was erased."""
    try:
        return said_of(written, pages.text_at(page, number) if number else "")
    except WikiError:
        return None


def _together(base: str, body: str, live: str) -> str | None:
    """The shared text with what a revision brings; None when a person has to choose."""
    if body == base:
        return live
    found = merge(base, body, live).text
    return found if found is not None and len(units(found)) // 2 <= LONGEST else None


def is_unsaved(head: Head) -> bool:
    """Whether a shared text may say what no revision says."""
    return head.v > head.saved_v
