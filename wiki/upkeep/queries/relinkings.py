"""What a rewriting of links would do, and what became of those that were asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from wiki.kernel.db import look, reading
from wiki.kernel.errors import Missing
from wiki.kernel.pager import END, PAGE_SIZE, Slice, slice_of
from wiki.kernel.permissions import Actor
from wiki.members.models import Member
from wiki.pages.batches import LEFT, STUCK, Progress
from wiki.pages.models import Link, Page, Redirect
from wiki.pages.queries import pages
from wiki.pages.queries.documents import registry
from wiki.pages.rules import SETTINGS_PREFIX, why_not_edit
from wiki.site.queries import policy
from wiki.upkeep.models import AskedTitle, RelinkedPage, Relinking
from wiki.upkeep.rewriting import relinked

#: Pages shown as they would be, those looked at to find them; pages looked at for who may edit.
SAMPLE, SAMPLED, WINDOW = 3, 20, 2_000


class Sample(NamedTuple):
    """A page as it is and as it would be."""

    title: str
    before: str
    after: str


class Preview(NamedTuple):
    """What a rewriting would do: how many pages, some of them, those the actor may not edit."""

    old: Redirect
    page: Page
    number: int
    samples: Sequence[Sample]
    refused: Sequence[str]


_NUMBER = sa.select(-AskedTitle.rank).where(AskedTitle.key == sa.bindparam("key"))


def number_of(key: str) -> int:
    """How many pages link to a title that is no page's own."""
    rows = look(_NUMBER, key=key)
    return int(rows[0][0]) if rows else 0


def old_title(title: str) -> tuple[Redirect, Page]:
    """An old title, and the page that it leads to. Raises `Missing`."""
    found = pages.redirect_of(title)
    if found is None:
        raise Missing("old_title_missing", title=title)
    return found


def preview(actor: Actor, title: str, *, keeps_text: bool = False) -> Preview:
    """What writing the links to an old title anew would do. Raises `Missing`."""
    old, page = old_title(title)
    linking = (
        sa.select(Page)
        .join(Link, Link.page_id == Page.id)
        .where(Link.target_key == old.key)
        .order_by(Link.page_id)
    )
    samples: list[Sample] = []
    for one in reading().scalars(linking.limit(SAMPLED)):
        before = pages.body(one)
        after = relinked(before, old.key, page.title, registry(), keeps_text=keeps_text)
        if after != before and len(samples) < SAMPLE:
            samples.append(Sample(one.title, before, after))
    return Preview(old, page, number_of(old.key), samples, _refused(actor, old.key))


def _refused(actor: Actor, key: str) -> list[str]:
    """The titles of the pages among the first ones that the actor may not edit."""
    first = sa.select(Link.page_id).where(Link.target_key == key).order_by(Link.page_id)
    guarded = sa.or_(
        Page.protection != "members", Page.key.startswith(SETTINGS_PREFIX, autoescape=True)
    )
    query = sa.select(Page).where(Page.id.in_(first.limit(WINDOW)), guarded).order_by(Page.id)
    return [
        page.title
        for page in reading().scalars(query)
        if why_not_edit(actor, policy(), protection=page.protection, title=page.title, uid=page.uid)
    ]


@dataclass(frozen=True)
class RelinkingLine(Progress):
    """A rewriting of links, asked for, under way or over."""

    id: int
    uid: str
    page_title: str
    old_title: str
    member_name: str | None
    created_at: datetime


_LINES = (
    sa.select(
        Relinking.state,
        Relinking.total,
        Relinking.changed,
        Relinking.left,
        Relinking.undone,
        Relinking.stuck,
        Relinking.id,
        Relinking.uid,
        Page.title,
        Relinking.old_title,
        Member.name,
        Relinking.created_at,
    )
    .join(Page, sa.and_(Page.id == Relinking.page_id, Page.deleted_at.is_(None)))
    .outerjoin(Member, Member.id == Relinking.member_id)
)
_RECENT = (
    _LINES.where(Relinking.id < sa.bindparam("before", type_=sa.BigInteger()))
    .order_by(Relinking.id.desc())
    .limit(sa.bindparam("size"))
)
_ONE = _LINES.where(Relinking.uid == sa.bindparam("uid"))


def relinkings(*, before: int | None = None, size: int = PAGE_SIZE) -> Slice[RelinkingLine]:
    """The rewritings of links, the newest first."""
    start = END if before is None else before
    found = [RelinkingLine(*row) for row in look(_RECENT, before=start, size=size + 1)]
    return slice_of(found, size, lambda line: line.id)


def relinking(uid: str) -> RelinkingLine:
    """One of them. Raises `Missing`."""
    for row in look(_ONE, uid=uid):
        return RelinkingLine(*row)
    raise Missing("relinking_missing")


class Untouched(NamedTuple):
    """A page that was not written, or could not be undone, and the code of the reason."""

    page_id: int
    title: str
    reason: str


_UNTOUCHED = (
    sa.select(RelinkedPage.page_id, Page.title, RelinkedPage.reason)
    .join(Page, sa.and_(Page.id == RelinkedPage.page_id, Page.deleted_at.is_(None)))
    .where(
        RelinkedPage.relinking_id == sa.bindparam("of"),
        RelinkedPage.outcome == sa.bindparam("outcome"),
        RelinkedPage.page_id > sa.bindparam("after", type_=sa.BigInteger()),
    )
    .order_by(RelinkedPage.page_id)
    .limit(sa.bindparam("size"))
)


def untouched(line: RelinkingLine, *, after: int = 0, size: int = PAGE_SIZE) -> Slice[Untouched]:
    """The pages that could not be written; those that could not be undone, once that is asked."""
    outcome = STUCK if line.undoes else LEFT
    rows = look(_UNTOUCHED, of=line.id, outcome=outcome, after=after, size=size + 1)
    return slice_of([Untouched._make(row) for row in rows], size, lambda one: one.page_id)
