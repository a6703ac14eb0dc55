"""The directory of members: those who show themselves to who asks."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from wiki.journal.models import Entry
from wiki.kernel.db import reading
from wiki.kernel.pager import PAGE_SIZE, Slice, slice_of
from wiki.kernel.permissions import Actor
from wiki.language.folding import fold
from wiki.members import rules
from wiki.members.models import Member, MemberRole, Profile
from wiki.members.queries import after_member, like


@dataclass(frozen=True)
class Wanted:
    """Whom somebody looks for: words of a name or a place, a skill, a department."""

    search: str = ""
    skill: str = ""
    department: str = ""


class Listed(NamedTuple):
    """A member in the directory."""

    id: int
    uid: str
    name: str
    place: str
    department: str
    skills: str


def directory(wanted: Wanted, actor: Actor, *, after: int | None = None) -> Slice[Listed]:
    """The active members whose profile is shown to who asks, by name."""
    columns = (Profile.department, Profile.skills)
    query = (
        sa.select(
            *(Member.id, Member.uid, Member.name, Member.place),
            *(sa.func.coalesce(column, "") for column in columns),
        )
        .outerjoin(Profile, Profile.member_id == Member.id)
        .where(_is_shown(actor))
    )
    if wanted.search:
        words = wanted.search
        query = query.where(like(Member.name_key, words) | like(Member.place, words))
    if wanted.skill:
        key = rules.name_key(wanted.skill)
        query = query.where(Profile.skills_key.contains(f"|{key}", autoescape=True))
    if wanted.department:
        query = query.where(Profile.department == wanted.department)
    found = after_member(query, after).order_by(Member.sort, Member.id).limit(PAGE_SIZE + 1)
    rows = [Listed._make(row) for row in reading().execute(found)]
    return slice_of(rows, PAGE_SIZE, lambda one: one.id)


def departments_told(actor: Actor) -> list[str]:
    """The departments in which those of the directory say to work, by code."""
    query = sa.select(Profile.department).join(Member, Member.id == Profile.member_id)
    told = query.where(Profile.department != "", _is_shown(actor)).distinct()
    return sorted(reading().scalars(told))


def _is_shown(actor: Actor) -> sa.ColumnElement[bool]:
    """Whether a member is there, and shows their profile to who asks."""
    readers = ["public"] if actor.member_id is None else ["public", "members"]
    shown = sa.func.coalesce(Profile.shown_to, "members").in_(readers)
    return Member.deactivated_at.is_(None) & (shown | (Member.id == actor.member_id))


#: Members told of one place or organisation.
OF_PLACES = 200


def of_places(keys: Collection[str], actor: Actor) -> Sequence[Listed]:
    """The active members who say to work where one of these keys leads, shown to who asks."""
    columns = (Profile.department, Profile.skills)
    query = (
        sa.select(
            *(Member.id, Member.uid, Member.name, Member.place),
            *(sa.func.coalesce(column, "") for column in columns),
        )
        .outerjoin(Profile, Profile.member_id == Member.id)
        .where(Member.place_key.in_(sorted(keys)), _is_shown(actor))
        .order_by(Member.sort, Member.id)
        .limit(OF_PLACES)
    )
    return [Listed._make(row) for row in reading().execute(query)]


def profile_of(member_id: int) -> Profile:
    """What a member says, or says nothing, and to whom."""
    kept = reading().get(Profile, member_id)
    return kept or Profile(
        member_id=member_id, shown_to=rules.SHOWN_TO[0], department="", skills="", skills_key=""
    )


def is_shown_to(actor: Actor, member: Member) -> bool:
    """Whether what a member says of themselves is shown to an actor."""
    shown_to, is_own = profile_of(member.id).shown_to, actor.member_id == member.id
    return rules.sees(shown_to, is_member=actor.member_id is not None, is_own=is_own)


def everyone(since: datetime) -> Sequence[sa.Row[Any]]:
    """All members with their role and what they say, for a census of them: no address.

    `is_active`: whether they did anything since a moment.
    """
    acted = sa.exists().where(Entry.actor_id == Member.id, Entry.at >= since)
    role = sa.select(MemberRole.role).where(
        MemberRole.member_id == Member.id, MemberRole.scope == ""
    )
    query = sa.select(
        *(Member.id, Member.uid, Member.name, Member.place, Member.place_key),
        *(Member.joined_at, Member.deactivated_at),
        role.scalar_subquery().label("role"),
        *(sa.func.coalesce(one, "").label(one.key) for one in (Profile.department, Profile.skills)),
        sa.func.coalesce(Profile.shown_to, rules.SHOWN_TO[0]).label("shown_to"),
        acted.label("is_active"),
    ).outerjoin(Profile, Profile.member_id == Member.id)
    return sorted(reading().execute(query), key=lambda one: (fold(one.name), one.id))
