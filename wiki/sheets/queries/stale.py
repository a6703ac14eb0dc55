"""Whom the sheets that are to be checked again wait for: their stewards, by grant or by name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import sqlalchemy as sa

from wiki.kernel.db import reading
from wiki.kernel.permissions import Role
from wiki.members.models import Account, Member, MemberRole
from wiki.pages.models import Page
from wiki.pages.queries.kinds import kinds
from wiki.schema.audience import visible
from wiki.sheets.models import Correction, Fact, Unreminded, Written
from wiki.sheets.rules import WAITING

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
            ~sa.exists().where(Unreminded.member_id == Member.id),
            Member.uid.in_(named) | Member.id.in_(granted),
        )
        .order_by(Member.id)
        .limit(size)
    )
    return [Keeper(*row[:4], row[4] or "") for row in reading().execute(query)]


def is_reminded(member_id: int) -> bool:
    """Whether a member gets the monthly mail."""
    return reading().get(Unreminded, member_id) is None


def _granted(keeper: Keeper) -> list[str]:
    """The uids of the pages of which a member is a steward."""
    granted = sa.select(MemberRole.scope).where(
        MemberRole.member_id == keeper.member_id,
        MemberRole.scope.startswith(_SCOPE),
        MemberRole.role >= Role.STEWARD,
    )
    return [scope.removeprefix(_SCOPE) for scope in reading().scalars(granted)]


def _kept_by(keeper: Keeper) -> sa.ColumnElement[bool]:
    named = sa.select(Fact.page_id).where(_names, Fact.text == keeper.uid)
    return Page.id.in_(named) | Page.uid.in_(_granted(keeper))


def _is_seen(keeper: Keeper) -> sa.ColumnElement[bool]:
    """Whether a keeper may see the field: who is but named in a sheet sees what members do."""
    everywhere = sa.exists().where(
        MemberRole.member_id == keeper.member_id,
        MemberRole.scope == "",
        MemberRole.role >= Role.STEWARD,
    )
    hidden = {
        one.id
        for kind in kinds().values()
        for one in kind.fields
        if one.id not in visible(kind, "members")
    }
    return Written.field.not_in(hidden) | Page.uid.in_(_granted(keeper)) | everywhere


def waiting_of(keeper: Keeper) -> int:
    """How many corrections wait for the pages of a keeper."""
    query = (
        sa.select(sa.func.count())
        .select_from(Correction)
        .join(Page, Page.id == Correction.page_id)
        .where(Correction.state == WAITING, Page.deleted_at.is_(None), _kept_by(keeper))
    )
    return reading().scalar(query) or 0


def stale_of(keeper: Keeper, today: str, size: int) -> Sequence[Stale]:
    """The pages of a keeper with values past their period, the longest since first.

    Those that their audience does not see are not counted: they cannot say that these are right.
    """
    query = (
        sa.select(Page.uid, Page.title, Page.head, sa.func.count())
        .join(Written, Written.page_id == Page.id)
        .where(
            Written.due_on <= today,
            Page.deleted_at.is_(None),
            _kept_by(keeper),
            _is_seen(keeper),
        )
        .group_by(Page.id, Page.uid, Page.title, Page.head)
        .order_by(sa.func.min(Written.due_on), Page.id)
        .limit(size)
    )
    return [Stale(*row) for row in reading().execute(query)]
