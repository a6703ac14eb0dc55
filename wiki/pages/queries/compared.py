"""Two revisions of a page, with all that a comparison of them shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from wiki.kernel.db import look, noted
from wiki.kernel.slugs import title_key
from wiki.members.models import Member
from wiki.pages import codec
from wiki.pages.models import Page, Revision, Text
from wiki.pages.queries.history import others, tags
from wiki.pages.sheets import NO_SHEET
from wiki.schema.sheet import Sheet
from wiki.site.queries import SITE_STAMP, SITE_STAMP_QUERY


@dataclass(frozen=True)
class Version:
    """A revision to compare, and the page as it is now."""

    page_uid: str
    page_title: str
    page_head: int
    number: int
    parent: int | None
    title: str
    action: str
    summary: str
    is_minor: bool
    #: Codes of its tags, with commas between them.
    tags: str
    created_at: datetime
    author_name: str | None
    author_uid: str | None
    #: Who wrote it with its author, as `writers_in` reads it.
    others: str
    #: The hash of the text, nothing when it was lawfully erased: the text is then empty.
    text_sha256: str | None
    codec: str | None
    data: bytes | None
    kind: str | None
    infobox: dict[str, Any] | None

    @property
    def text(self) -> str:
        """What the page said."""
        return "" if self.data is None else codec.unpack(self.codec or codec.PLAIN, self.data)

    @property
    def sheet(self) -> Sheet:
        """Its sheet, whole: to be cut for who sees it; `NO_SHEET` when it has none."""
        return NO_SHEET if self.kind is None else Sheet.from_json(self.kind, self.infobox)


_ALL = (
    sa.select(
        Page.uid,
        Page.title,
        Page.head,
        Revision.number,
        Revision.parent,
        Revision.title.label("title_then"),
        Revision.action,
        Revision.summary,
        Revision.is_minor,
        tags,
        Revision.created_at,
        Member.name,
        Member.uid.label("author_uid"),
        others,
        Text.sha256,
        Text.codec,
        Text.data,
        Revision.kind,
        Revision.infobox,
        sa.func.coalesce(SITE_STAMP_QUERY.scalar_subquery(), 0).label("site_stamp"),
    )
    .join(Revision, Revision.page_id == Page.id)
    .outerjoin(Member, Member.id == Revision.author_id)
    .outerjoin(Text, Text.sha256 == Revision.text_sha256)
    .where(sa.or_(Revision.number == sa.bindparam("one"), Revision.number == sa.bindparam("other")))
)
_VERSIONS = _ALL.where(Page.key == sa.bindparam("key"), Page.deleted_at.is_(None))
_VERSIONS_OF = _ALL.where(Page.id == sa.bindparam("of"))


def versions(title: str, one: int, other: int) -> dict[int, Version]:
    """Those of two revisions that the page of this title has, by number: one indexed look."""
    return _found(look(_VERSIONS, key=title_key(title), one=one, other=other))


def versions_of(page_id: int, one: int, other: int) -> dict[int, Version]:
    """The same of a page by its id: of one that was joined to another too."""
    return _found(look(_VERSIONS_OF, of=page_id, one=one, other=other))


def _found(rows: Sequence[tuple[Any, ...]]) -> dict[int, Version]:
    if rows:
        noted()[SITE_STAMP] = rows[0][-1]
    return {version.number: version for version in (Version(*row[:-1]) for row in rows)}
