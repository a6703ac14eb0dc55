"""The tasks that a member may do now, with what the wiki knows of those they did."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from wiki.kernel.db import reading, state
from wiki.kernel.permissions import Actor, May, why_not
from wiki.members import queries as members
from wiki.members.models import Invitation, Member
from wiki.members.queries.directory import profile_of
from wiki.organisations.queries import mandates
from wiki.pages.models import Page, Revision, RevisionAuthor, Thank
from wiki.pages.queries import pages
from wiki.pages.rules import why_not_edit
from wiki.places.models import Place
from wiki.sheets.models import Gap
from wiki.sheets.queries.tended import ENOUGH
from wiki.site.queries import declared, is_settled, policy, setting
from wiki.upkeep.models import Proofreading, ToTend
from wiki.upkeep.queries.care import marked
from wiki.upkeep.rules import DEAD_END, ORPHAN, REREAD
from wiki.watch.models import Follow
from wiki.welcome.models import PutAside
from wiki.welcome.rules import (
    FOLLOW,
    HOME,
    INVITE,
    NAME,
    PROFILE,
    SHEET,
    THANK,
    Task,
    are_done,
    first,
)
from wiki.welcome.rules import REREAD as READ_AGAIN

#: Pages looked at to find one that the member may write in.
_LOOKED_AT = 20


def tasks(actor: Actor) -> list[Task]:
    """Those that a member is shown: beginning the wiki for who administers it, then writing ones.

    Nothing is to be read again, followed or thanked for where nobody has written yet.
    """
    member = members.member(actor.member_id or 0)
    beginning = list(_beginning()) if why_not(actor, May.MANAGE_SITE, policy()) is None else []
    offered = [*(beginning if not are_done(beginning) else ()), _profile(member)]
    if why_not(actor, May.EDIT, policy()) is None:
        offered += (one for one in (_reread(actor, member), _sheet(actor, member)) if one)
    return first([*offered, _follow(member), _thank(member)])


def is_put_aside(member_id: int) -> bool:
    """Whether a member has put them aside."""
    return reading().get(PutAside, member_id) is not None


def _beginning() -> Iterator[Task]:
    """What a wiki lacks that has just been made.

    A name is chosen once somebody left the settings as they want them, be it the one it began with.
    In a host, people come from there; nobody is invited where nobody may join.
    """
    home = setting("home_page")
    yield Task(NAME, setting("name") != declared()["name"].default or is_settled())
    yield Task(HOME, pages.find(home) is not None, home)
    if state().is_standalone and setting("joining") != "closed":
        somebody = sa.select(Member.id).order_by(Member.id).offset(1)
        yield Task(INVITE, _is_there(somebody) or _is_there(sa.select(Invitation.id)))


def _profile(member: Member) -> Task:
    said = profile_of(member.id)
    return Task(PROFILE, bool(member.about and (member.place or said.department or said.skills)))


def _follow(member: Member) -> Task:
    mine = sa.select(Follow.member_id).where(
        Follow.member_id == member.id, Follow.is_automatic.is_(False), Follow.is_off.is_(False)
    )
    return Task(FOLLOW, _is_there(mine))


def _thank(member: Member) -> Task:
    return Task(THANK, _is_there(sa.select(Thank.seq).where(Thank.member_id == member.id)))


def _reread(actor: Actor, member: Member) -> Task | None:
    """A page that somebody asked to reread, else one that no page leads to, or that leads nowhere.

    Done once they wrote in a page, or said that they had read one.
    """
    wrote = _wrote(member.id)
    read = sa.select(Proofreading.id).where(Proofreading.member_id == member.id)
    is_done = _is_there(wrote) or _is_there(read)
    page = next(_writable(actor, _to_reread()), None)
    return Task(READ_AGAIN, is_done, page.title if page else "") if page or is_done else None


def _to_reread() -> Iterator[str]:
    yield from (one.uid for one in marked(REREAD, size=_LOOKED_AT)[0])
    for code in (ORPHAN, DEAD_END):
        query = (
            sa.select(Page.uid)
            .join(ToTend, ToTend.page_id == Page.id)
            .where(ToTend.code == code, Page.deleted_at.is_(None))
            .order_by(ToTend.page_id.desc())
        )
        yield from reading().scalars(query.limit(_LOOKED_AT))


def _sheet(actor: Actor, member: Member) -> Task | None:
    """The sheet of the place that they name or speak for, else one of their department to fill.

    Done once they wrote a version of a page that has a sheet.
    """
    with_sheet = _wrote(member.id).where(Revision.kind.is_not(None))
    is_done = _is_there(with_sheet)
    page = next(_writable(actor, _of_theirs(member)), None)
    if page is None:
        return Task(SHEET, is_done) if is_done else None
    field = reading().scalar(sa.select(Gap.field).where(Gap.page_id == page.id))
    return Task(SHEET, is_done, page.title, field or "")


def _of_theirs(member: Member) -> Iterator[str]:
    yield from (one.page_uid for one in mandates.of_member(member.id))
    if member.place:
        named = sa.select(Page.uid).join(Place, Place.page_id == Page.id)
        yield from reading().scalars(
            named.where(Page.key == member.place_key, Page.deleted_at.is_(None))
        )
    lacking = (
        sa.select(Page.uid)
        .join(Gap, Gap.page_id == Page.id)
        .join(Place, Place.page_id == Page.id)
        .where(Gap.percent < ENOUGH, Page.deleted_at.is_(None))
        .order_by(Gap.percent, Page.id)
        .limit(_LOOKED_AT)
    )
    if department := profile_of(member.id).department:
        yield from reading().scalars(lacking.where(Place.department == department))
    yield from reading().scalars(lacking)


def _writable(actor: Actor, uids: Iterator[str]) -> Iterator[Page]:
    """Those of some pages that the member may write in."""
    for uid in uids:
        page = reading().scalar(sa.select(Page).where(Page.uid == uid))
        if page is None or page.deleted_at is not None:
            continue
        given = {"protection": page.protection, "title": page.title, "uid": page.uid}
        if why_not_edit(actor, policy(), **given) is None:
            yield page


def _wrote(member_id: int) -> sa.Select[int]:
    shared = sa.select(RevisionAuthor.revision_id).where(RevisionAuthor.member_id == member_id)
    either = sa.or_(Revision.author_id == member_id, Revision.id.in_(shared))
    return sa.select(Revision.id).where(either)


def _is_there(query: sa.Select[int]) -> bool:
    return reading().scalar(query.limit(1)) is not None
