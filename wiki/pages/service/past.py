"""Past history entering the wiki: verbatim, and only into a page that has none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from wiki.journal.service import Line, record_all, take_turn
from wiki.kernel import clock, signals
from wiki.kernel.db import act, reading, table_of, write
from wiki.kernel.errors import Conflict, Invalid
from wiki.kernel.permissions import Actor, May, require
from wiki.kernel.slugs import clean_title, new_uid, title_key
from wiki.pages import rules
from wiki.pages.models import Page, Revision, RevisionTag
from wiki.pages.queries import pages as queries
from wiki.pages.service import anchors, authors
from wiki.pages.service.revise import ADD_REVISION, REVISION_COLUMNS, Change, revision_after
from wiki.pages.service.texts import keep_texts
from wiki.pages.tags import OF_ACTIONS
from wiki.schema.sheet import Sheet
from wiki.site.queries import policy


@dataclass(frozen=True)
class PastRevision:
    """A revision as it was made elsewhere or earlier."""

    author: Actor
    at: datetime
    body: str
    summary: str = ""
    is_minor: bool = False
    action: str = "edited"
    merged_from: int | None = None
    #: None keeps that of the revision before.
    licence: str | None = None
    #: None keeps that of the revision before.
    sheet: Sheet | None = None


def record_history(actor: Actor, title: str, history: Sequence[PastRevision]) -> Page:
    """Write a page with its whole past; refuses a title that has a page already."""
    return record_histories(actor, {title: history})[0]


def record_histories(actor: Actor, histories: Mapping[str, Sequence[PastRevision]]) -> list[Page]:
    """Write several pages with their pasts, their revisions in the order of their dates.

    Rows of a kind are written together, and only what the pages say now is indexed and rendered.
    """
    with act():
        require(actor, May.MANAGE_SITE, policy())
        take_turn()
        pages = _new_pages(histories)
        dated = [
            (past.at, page, past) for title, page in pages.items() for past in histories[title]
        ]
        last = _write(sorted(dated, key=lambda row: row[0]))
        for title, page in pages.items():
            past = histories[title][-1]
            anchors.replay(page, page.head - 1)
            signals.page_saved.send(
                page=page,
                revision=last[page.id],
                body=rules.clean_body(past.body),
                actor=past.author,
                is_new=True,
                has_new_sheet=any(past.sheet is not None for past in histories[title]),
                shared=None,
                kept=frozenset(),
            )
    return list(pages.values())


def _new_pages(histories: Mapping[str, Sequence[PastRevision]]) -> dict[str, Page]:
    pages = {}
    taken = set(queries.existing_titles(title_key(clean_title(title)) for title in histories))
    for raw_title, history in histories.items():
        title = clean_title(raw_title)
        key = title_key(title)
        if not history:
            raise Invalid("history_empty")
        if key in taken:
            raise Conflict("history_not_empty", title=title)
        taken.add(key)
        pages[raw_title] = Page(
            uid=new_uid(),
            key=key,
            title=title,
            head=len(history),
            protection="members",
            created_at=history[0].at,
        )
    session = reading()
    session.add_all(pages.values())
    session.flush()
    return pages


#: The tag of what made a revision: of its past nothing else is known.
_TAG = sa.insert(table_of(RevisionTag)).from_select(
    ["revision_id", "seq", "tag"],
    sa.select(Revision.id, Revision.seq, sa.bindparam("tag", type_=sa.String())).where(
        Revision.page_id == sa.bindparam("page"), Revision.number == sa.bindparam("is")
    ),
)


def _write(dated: Sequence[tuple[datetime, Page, PastRevision]]) -> dict[int, Revision]:
    """Write revisions that follow one another in time; the last one of each page, by its id."""
    bodies = [rules.clean_body(past.body) for _, _, past in dated]
    digests = keep_texts(bodies)
    revisions: list[Revision] = []
    lines: list[Line] = []
    last: dict[int, Revision] = {}
    for (at, page, past), body, digest in zip(dated, bodies, digests, strict=True):
        change = Change(
            title=page.title,
            body=body,
            action=past.action,
            summary=rules.clean_summary(past.summary),
            is_minor=past.is_minor,
            merged_from=past.merged_from,
            licence=None if past.licence is None else rules.clean_licence(past.licence),
            sheet=past.sheet,
        )
        with clock.stopped_at(at):
            revision = revision_after(last.get(page.id), page, change, past.author, digest)
        revisions.append(revision)
        said = {"title": page.title, "number": revision.number}
        lines.append(Line(past.author, f"page_{past.action}", "page", page.uid, said, at))
        last[page.id] = revision
    for seq, revision in enumerate(revisions, start=record_all(lines)):
        revision.seq = seq
    write(ADD_REVISION, *({c: getattr(one, c) for c in REVISION_COLUMNS} for one in revisions))
    authors.count((one.page_id, one.author_id) for one in revisions)
    tagged = (one for one in revisions if one.action in OF_ACTIONS)
    write(
        _TAG,
        *({"page": one.page_id, "is": one.number, "tag": one.action} for one in tagged),
    )
    return last
