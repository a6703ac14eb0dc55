"""What is kept of pages as they are shown: their renderings, and whole answers to visitors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from wiki.kernel.db import Database, look
from wiki.pages.models import KeptAnswer, Link, Page, RenderedHtml, Rendering
from wiki.pages.queries.pages import GLANCE, Glance
from wiki.site.queries import SITE_STAMP_QUERY


class Kept(NamedTuple):
    """A rendering: the revision it is of, its HTML, its headings."""

    revision: int
    html: str
    outline: list[Any]


_KEPT = (
    sa.select(Rendering.revision, RenderedHtml.html, RenderedHtml.outline)
    .join(Page, sa.and_(Page.id == Rendering.page_id, Page.head == Rendering.revision))
    .join(
        RenderedHtml,
        sa.and_(
            RenderedHtml.page_id == Rendering.page_id,
            RenderedHtml.audience == Rendering.audience,
        ),
    )
    .where(
        Rendering.page_id == sa.bindparam("of"),
        Rendering.audience == sa.bindparam("to"),
        Rendering.is_stale.is_(False),
    )
)


def kept(page_id: int, audience: str) -> Kept | None:
    """The kept rendering of a page, unless it is stale."""
    return next((Kept._make(row) for row in look(_KEPT, of=page_id, to=audience)), None)


class Awaited(NamedTuple):
    """A page that would show otherwise than when it was last made ready, and its stamp."""

    page_id: int
    uid: str
    title: str
    stamp: int


#: The newest pages; these are then put in the order of the links that lead to each.
_newest = (
    sa.select(Rendering.page_id, Rendering.stamp)
    .where(sa.text("ready <> stamp"))
    .order_by(Rendering.page_id.desc())
    .limit(sa.bindparam("size"))
    .subquery()
)
#: Past so many it does not matter how many more there are.
_leading = sa.select(Link.page_id).where(Link.target_key == Page.key).limit(100).correlate(Page)
_links = sa.select(sa.func.count()).select_from(_leading.subquery()).scalar_subquery()
_AWAITED = (
    sa.select(Page.id, Page.uid, Page.title, _newest.c.stamp)
    .join(Page, Page.id == _newest.c.page_id)
    .order_by(_links.desc(), Page.id.desc())
)


def awaited(size: int) -> Sequence[Awaited]:
    """Some of the newest pages that are not ready, those that most pages link to first."""
    return [Awaited._make(row) for row in look(_AWAITED, size=size)]


class Said(NamedTuple):
    """A whole answer, as it is kept: `data` is compressed by gzip."""

    glance: Glance
    etag: str
    headers: list[list[str]]
    data: bytes


_SAID = (
    GLANCE.add_columns(KeptAnswer.etag, KeptAnswer.headers, KeptAnswer.data)
    .join(KeptAnswer, sa.and_(KeptAnswer.page_id == Page.id, KeptAnswer.stamp == Rendering.stamp))
    .where(
        KeptAnswer.site_stamp == sa.func.coalesce(SITE_STAMP_QUERY.scalar_subquery(), 0),
        KeptAnswer.edition == sa.bindparam("edition"),
    )
)


def said_at(database: Database, key: str, edition: int) -> Said | None:
    """What the page of this key says to visitors, if it was made ready and nothing has moved."""
    row = next(iter(database.look(_SAID, key=key, edition=edition)), None)
    return None if row is None else Said(Glance(*row[:6]), *row[6:])
