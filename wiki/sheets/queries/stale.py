"""Whom the sheets that are to be checked again wait for: their stewards, by grant or by name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import sqlalchemy as sa

from wiki.kernel.db import reading
from wiki.kernel.permissions import Role
from wiki.members.models import Account, Member, MemberRole
from wiki.pages.models import Page
from wiki.sheets.models import Fact, Written

#: The field that names the member who keeps a sheet.
REFERENT = "referent"
_SCOPE = "page:"


class Keeper(NamedTuple):
    """A member who keeps sheets, and can be written to."""

    member_id: int
    uid: str
    name: str
    language: str
    address: str


class Stale(NamedTuple):
    """A page whose sheet has values past their period: how many."""

    uid: str
    title: str
    head: int
    values: int


_names = sa.and_(Fact.field == REFERENT, Fact.to_seq.is_(None))


def keepers(after: int, size: int) -> Sequence[Keeper]:
    """Active members with an address who keep a sheet, by id, those after `after`."""
    named = sa.select(Fact.text).where(_names)
    granted = sa.select(MemberRole.member_id).where(
        MemberRole.scope.startswith(_SCOPE), MemberRole.role >= Role.STEWARD
    )
    query = (
        sa.select(Member.id, Member.uid, Member.name, Member.language, Account.email)
        .join(Account, Account.member_id == Member.id)
        .where(
            Member.id > after,
            Member.deactivated_at.is_(None),
            Account.email.is_not(None),
            Member.uid.in_(named) | Member.id.in_(granted),
        )
        .order_by(Member.id)
        .limit(size)
    )
    return [Keeper(*row[:4], row[4] or "") for row in reading().execute(query)]


def stale_of(keeper: Keeper, today: str, size: int) -> Sequence[Stale]:
    """The pages of a keeper with values past their period, the longest since first."""
    named = sa.select(Fact.page_id).where(_names, Fact.text == keeper.uid)
    granted = sa.select(MemberRole.scope).where(
        MemberRole.member_id == keeper.member_id,
        MemberRole.scope.startswith(_SCOPE),
        MemberRole.role >= Role.STEWARD,
    )
    uids = [scope.removeprefix(_SCOPE) for scope in reading().scalars(granted)]
    query = (
        sa.select(Page.uid, Page.title, Page.head, sa.func.count())
        .join(Written, Written.page_id == Page.id)
        .where(
            Written.due_on <= today,
            Page.deleted_at.is_(None),
            Page.id.in_(named) | Page.uid.in_(uids),
        )
        .group_by(Page.id, Page.uid, Page.title, Page.head)
        .order_by(sa.func.min(Written.due_on), Page.id)
        .limit(size)
    )
    return [Stale(*row) for row in reading().execute(query)]
