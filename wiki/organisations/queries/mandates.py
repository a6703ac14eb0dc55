"""The mandates of a page and of a member."""

from __future__ import annotations

from typing import NamedTuple

import sqlalchemy as sa

from wiki.kernel.db import look, reading
from wiki.kernel.errors import Missing
from wiki.members.models import Member
from wiki.organisations.models import Mandate
from wiki.organisations.rules import is_running
from wiki.pages.models import Page


class Held(NamedTuple):
    """A mandate: who holds it, for which page, from when until when."""

    uid: str
    member_id: int
    member: str
    member_uid: str
    title: str
    page_uid: str
    since: str
    until: str | None
    given_at: str
    given_by_id: int | None

    def runs(self, on: str) -> bool:
        """Whether it holds on a day."""
        return is_running(self.since, self.until, on)


_HELD = (
    sa.select(
        Mandate.uid,
        Member.id,
        Member.name,
        Member.uid,
        Page.title,
        Page.uid,
        Mandate.since,
        Mandate.until,
        Mandate.given_at,
        Mandate.given_by_id,
    )
    .join(Member, Member.id == Mandate.member_id)
    .join(Page, Page.id == Mandate.page_id)
    .where(Page.deleted_at.is_(None))
    .order_by(Mandate.since.desc(), Mandate.id.desc())
    .limit(200)
)
_OF_PAGE = _HELD.where(Mandate.page_id == sa.bindparam("of"))
_OF_MEMBER = _HELD.where(Mandate.member_id == sa.bindparam("of"))


def of_page(page_id: int) -> list[Held]:
    """The mandates for a page, the newest first."""
    return [Held._make(row) for row in look(_OF_PAGE, of=page_id)]


def of_member(member_id: int) -> list[Held]:
    """The mandates of a member, the newest first."""
    return [Held._make(row) for row in look(_OF_MEMBER, of=member_id)]


def by_uid(uid: str) -> Mandate:
    """The mandate of this uid. Raises `Missing`."""
    found = reading().scalar(sa.select(Mandate).where(Mandate.uid == uid))
    if found is None:
        raise Missing("mandate_missing")
    return found
