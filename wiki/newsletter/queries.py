"""What a month brought: all of it is looked up, nothing is kept."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from wiki.events.models import MadeDecision
from wiki.kernel.db import Moment, look
from wiki.kernel.slugs import title_key
from wiki.members.models import Member
from wiki.newsletter.rules import Decided, Worked
from wiki.pages.models import Page, Revision
from wiki.pages.queries.authors import each_of
from wiki.pages.rules import MODELS_PREFIX
from wiki.places.rules import KIND as PLACE

#: New pages, decisions and people of one month that are told, at most.
_MOST = 300
#: Pages that were worked on most.
_WORKED = 8
_since, _until = (sa.bindparam(name, type_=Moment()) for name in ("since", "until"))
_during = (Revision.created_at >= _since, Revision.created_at < _until)
#: Pages that are there for the wiki itself.
_is_own = sa.or_(
    *(Page.key.startswith(title_key(one), autoescape=True) for one in ("Wiki:", MODELS_PREFIX))
)
_told = (~_is_own, Page.deleted_at.is_(None))
_first = sa.select(Revision.page_id).where(Revision.number == 1, *_during)
_head = sa.orm.aliased(Revision)
_NEW = (
    sa.select(Page.title, _head.kind)
    .join(_head, sa.and_(_head.page_id == Page.id, _head.number == Page.head))
    .where(Page.id.in_(_first), *_told)
    .order_by(Page.sort, Page.key)
    .limit(_MOST)
)
_WORKED_ON = (
    sa.select(Page.title, sa.func.count().label("versions"))
    .join(Revision, Revision.page_id == Page.id)
    .where(*_during, *_told)
    .group_by(Page.id, Page.title)
    .having(sa.func.count() > 1)
    .order_by(sa.desc("versions"), Page.id)
    .limit(_WORKED)
)
_VERSIONS = sa.select(sa.func.count()).select_from(Revision).where(*_during)
_DECIDED = (
    sa.select(Page.title, MadeDecision.text)
    .join(Page, Page.id == MadeDecision.page_id)
    .where(Page.id.in_(_first), *_told)
    .order_by(Page.id, MadeDecision.rank)
    .limit(_MOST)
)
_written = each_of(*_during).subquery()
_WRITERS = (
    sa.select(Member.name)
    .where(Member.id.in_(sa.select(_written.c.member_id)), Member.deactivated_at.is_(None))
    .order_by(Member.sort, Member.id)
    .limit(_MOST)
)


def new_pages(since: datetime, until: datetime) -> tuple[list[str], list[str]]:
    """The titles of the places and of the other pages that were made between two moments."""
    found = look(_NEW, since=since, until=until)
    places = [title for title, kind in found if kind == PLACE]
    return places, [title for title, kind in found if kind != PLACE]


def worked(since: datetime, until: datetime) -> list[Worked]:
    """The pages of most versions, those of several."""
    return [Worked._make(row) for row in look(_WORKED_ON, since=since, until=until)]


def versions(since: datetime, until: datetime) -> int:
    """How many versions were saved."""
    return int(look(_VERSIONS, since=since, until=until)[0][0])


def decided(since: datetime, until: datetime) -> list[Decided]:
    """What is decided by the pages that were made then."""
    return [Decided._make(row) for row in look(_DECIDED, since=since, until=until)]


def writers(since: datetime, until: datetime) -> list[str]:
    """The names of those who wrote, by name."""
    return [row[0] for row in look(_WRITERS, since=since, until=until)]
