"""The pages of the bin: when each was put there, by whom, and whether moderators acted since."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from wiki.journal.models import Entry
from wiki.kernel.db import look
from wiki.kernel.permissions import Role
from wiki.kernel.slugs import title_key
from wiki.members.models import Member, MemberRole
from wiki.pages.bin import Thrown
from wiki.pages.models import Page
from wiki.pages.queries.joinings import is_joined

_is_of_page = (Entry.object_kind == "page", Entry.object_uid == Page.uid)
_last_thrown = (
    sa.select(sa.func.max(Entry.seq))
    .where(*_is_of_page, Entry.action == "page_deleted")
    .correlate(Page)
    .scalar_subquery()
)
_Throwing = aliased(Entry)
_is_moderated = (
    sa.select(Entry.seq)
    .join(MemberRole, MemberRole.member_id == Entry.actor_id)
    .where(*_is_of_page, Entry.seq > _Throwing.seq)
    .where(MemberRole.scope == "", MemberRole.role >= Role.MODERATOR)
    .correlate(Page, _Throwing)
    .exists()
)
# A page that was joined to another one is not among them.
_THROWN = (
    sa.select(Page.uid, Page.title, Page.deleted_at, Member.id, Member.name, _is_moderated)
    .select_from(Page)
    .outerjoin(_Throwing, _Throwing.seq == _last_thrown)
    .outerjoin(Member, Member.id == _Throwing.actor_id)
    .where(Page.deleted_at.is_not(None), ~is_joined)
    .order_by(Page.deleted_at.desc(), Page.id.desc())
    .limit(sa.bindparam("size"))
)
_OF_KEY = _THROWN.where(Page.key == sa.bindparam("key"))
_OF_UID = _THROWN.where(Page.uid == sa.bindparam("uid"))
_OF_MEMBER = _THROWN.where(Member.id == sa.bindparam("member"), ~_is_moderated)


def in_bin(size: int, member_id: int | None = None) -> Sequence[Thrown]:
    """The pages in the bin, the last thrown first; those that one member takes back, if named."""
    if member_id is None:
        return [Thrown._make(row) for row in look(_THROWN, size=size)]
    return [Thrown._make(row) for row in look(_OF_MEMBER, size=size, member=member_id)]


def thrown_at(title: str) -> Thrown | None:
    """The last page of this title that was put in the bin and is there."""
    return next((Thrown._make(row) for row in look(_OF_KEY, size=1, key=title_key(title))), None)


def thrown(uid: str) -> Thrown | None:
    """A page of the bin by its uid."""
    return next((Thrown._make(row) for row in look(_OF_UID, size=1, uid=uid)), None)
