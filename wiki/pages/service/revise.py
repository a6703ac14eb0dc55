"""What every act that makes a revision shares; called inside the act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import sqlalchemy as sa
from sqlalchemy.orm.attributes import set_committed_value

from wiki.journal.service import record
from wiki.kernel import clock, signals
from wiki.kernel.db import look, table_of, write
from wiki.kernel.errors import Conflict, Missing, Refused
from wiki.kernel.permissions import Actor
from wiki.pages import codec, rules
from wiki.pages.credits import Credit, Taken
from wiki.pages.models import Page, Revision
from wiki.pages.queries import pages as queries
from wiki.pages.queries.documents import document_of
from wiki.pages.queries.joinings import joining_of
from wiki.pages.queries.kept import kept_of
from wiki.pages.queries.pending import why_not_at_once
from wiki.pages.service import authors
from wiki.pages.service.tagging import put_tags
from wiki.pages.service.texts import keep_packed
from wiki.pages.sheets import NO_SHEET
from wiki.pages.tags import automatic, hosts
from wiki.schema.sheet import Sheet
from wiki.site.queries import policy


@dataclass(frozen=True)
class Change:
    """What a new revision says, beside the page it belongs to."""

    title: str
    body: str
    action: str
    summary: str = ""
    is_minor: bool = False
    merged_from: int | None = None
    submission: str | None = None
    #: The journal's name for the whole act, when the revision is only a part of it.
    entry: str = ""
    co_author_ids: Sequence[int] = ()
    #: The shared text that it was taken from: those who wrote there are its authors too.
    shared: Taken | None = None
    #: None keeps the licence of the revision before.
    licence: str | None = None
    #: None keeps the sheet of the revision before.
    sheet: Sheet | None = None
    #: Others have read it before: it comes from a newcomer.
    is_confirmed: bool = False
    #: A person chose, on the conflict screen, between passages that contradicted each other.
    is_settled: bool = False
    #: What the line of the journal says besides.
    told: Mapping[str, str] = field(default_factory=dict)


def require_edit(actor: Actor, page: Page) -> None:
    """Refuse with the reason when the actor may not edit the page, or when it is in the bin."""
    reason = rules.why_not_edit(
        actor, policy(), protection=page.protection, title=page.title, uid=page.uid
    )
    if reason:
        raise Refused(reason, title=page.title)
    if page.deleted_at is not None:
        if joined := joining_of(page.id):
            raise Conflict("page_is_joined", title=page.title, other=joined.into)
        raise Missing("page_deleted", title=page.title)


def require_edit_at_once(actor: Actor, page: Page) -> None:
    """Refuse besides those whose edits others read before they become a revision."""
    require_edit(actor, page)
    if reason := why_not_at_once(actor):
        raise Refused(reason)


#: What is given of a revision: its `id` is the database's.
REVISION_COLUMNS = tuple(c.name for c in table_of(Revision).columns if c.name != "id")
ADD_REVISION = sa.insert(table_of(Revision)).values({c: sa.bindparam(c) for c in REVISION_COLUMNS})
_ADD = ADD_REVISION.returning(table_of(Revision).c.id)


def revise(actor: Actor, page: Page, change: Change) -> Revision:
    """Add a revision to a page, write the line of the journal, and announce it.

    The head moves by compare-and-swap: when somebody was faster, `Conflict` undoes the act. Those
    who listen find the revision written: a page that lists what changed lists itself.
    """
    if not change.is_confirmed and (reason := why_not_at_once(actor)):
        raise Refused(reason)
    parent = queries.head(page) if page.head else None
    packed = codec.pack(change.body)
    written_with = _credits(actor, page, change)
    change = replace(change, co_author_ids=[one.member_id for one in written_with])
    revision = revision_after(parent, page, change, actor, packed[0])
    _move_head(page, revision)
    document_of(change.body)  # parsed, and remembered, before others wait for this act
    entry = change.entry or f"page_{change.action}"
    said = dict(change.told)
    if change.licence is not None:
        said["licence"] = change.licence
    revision.seq = record(
        actor, entry, "page", page.uid, title=change.title, number=page.head, **said
    )
    keep_packed([packed])  # once it is our turn: nobody erases it meanwhile
    values = {name: getattr(revision, name) for name in REVISION_COLUMNS}
    revision.id = look(_ADD, **values)[0][0]
    put_tags(revision, _tags(actor, revision, change, parent))
    authors.sign(revision, written_with)
    authors.count((page.id, one) for one in (actor.member_id, *change.co_author_ids))
    signals.page_saved.send(
        page=page,
        revision=revision,
        body=change.body,
        actor=actor,
        is_new=parent is None,
        has_new_sheet=_has_new_sheet(parent, revision),
        shared=change.shared,
        kept=kept_of(page.id) if parent else frozenset(),
    )
    return revision


def _credits(actor: Actor, page: Page, change: Change) -> list[Credit]:
    """Those who wrote it with the actor, in order, each once."""
    found = [Credit(member_id) for member_id in change.co_author_ids]
    if change.shared is not None:
        signals.authorship_asked.send(
            page=page,
            body=change.body,
            sheet=change.sheet,
            shared=change.shared,
            actor=actor,
            written_with=found,
        )
    known = {one.member_id: one for one in reversed(found)}
    return [known[one] for one in dict.fromkeys(one.member_id for one in found)]


def _has_new_sheet(parent: Revision | None, revision: Revision) -> bool:
    before = (parent.kind, parent.infobox) if parent else (None, None)
    return before != (revision.kind, revision.infobox)


def _tags(
    actor: Actor, revision: Revision, change: Change, parent: Revision | None
) -> Sequence[str]:
    """The tags that the revision gets by itself. The text before is read only if need be."""
    outside = hosts(change.body)
    if outside and parent:
        outside -= hosts(queries.text(parent.text_sha256))
    return automatic(
        change.action,
        size=revision.size,
        size_change=revision.size_change,
        is_outside=bool(outside),
        is_program=actor.token_scope is not None,
        is_settled=change.is_settled,
    )


def revision_after(
    parent: Revision | None, page: Page, change: Change, actor: Actor, text_sha256: str
) -> Revision:
    """The revision that comes after another one, or the first of a page; not written yet."""
    number, size = (parent.number, parent.size) if parent else (0, 0)
    kept = parent.licence if parent else ""
    before = parent.sheet if parent else NO_SHEET
    sheet = before if change.sheet is None else change.sheet
    new_size = len(change.body.encode("utf-8"))
    revision = Revision(
        page_id=page.id,
        number=number + 1,
        parent=number or None,
        merged_from=change.merged_from,
        title=change.title,
        text_sha256=text_sha256,
        size=new_size,
        size_change=new_size - size,
        licence=kept if change.licence is None else change.licence,
        kind=sheet.kind or None,
        infobox=sheet.to_json() if sheet.kind else None,
        author_id=actor.member_id,
        action=change.action,
        summary=change.summary,
        is_minor=change.is_minor,
        created_at=clock.now(),
        submission=change.submission,
    )
    authors = [actor.member_id, *change.co_author_ids]
    revision.hash = revision.digest(page.uid, authors, parent.hash if parent else "")
    return revision


_MOVE = (
    sa.update(table_of(Page))
    .where(Page.id == sa.bindparam("of"), Page.head == sa.bindparam("before"))
    .values(head=sa.bindparam("after"))
)


def _move_head(page: Page, revision: Revision) -> None:
    before, after = revision.number - 1, revision.number
    if write(_MOVE, {"of": page.id, "before": before, "after": after}) != 1:
        raise Conflict("head_moved", title=page.title)
    set_committed_value(page, "head", after)
