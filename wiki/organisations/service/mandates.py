"""Acts on mandates: giving one, ending it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from wiki.journal.service import record
from wiki.kernel import clock
from wiki.kernel.db import act, reading
from wiki.kernel.errors import Conflict, Invalid, Refused
from wiki.kernel.permissions import Actor
from wiki.kernel.personal import Personal, told
from wiki.members import queries as members
from wiki.organisations import rules
from wiki.organisations.models import Mandate, MandateRequest
from wiki.organisations.queries import mandates as queries
from wiki.pages.models import Page
from wiki.pages.queries import pages
from wiki.pages.service.derive import touch_page
from wiki.site.queries import policy

#: What follows a page that is joined to another one.
_MOVED: Mapping[str, type[Mandate | MandateRequest]] = {
    "mandates": Mandate,
    "mandate_requests": MandateRequest,
}


def give(
    actor: Actor, page_uid: str, name: str, since: str, until: str = "", given_at: str = ""
) -> Mandate:
    """Let a member speak for what a page describes. Raises `Invalid`, `Conflict`, `Refused`."""
    first, last = rules.days(since, until, clock.now().date())
    said = rules.how(given_at)
    with act() as session:
        page = pages.by_uid(page_uid, locked=True)
        if reason := rules.why_not_give(actor, policy(), page.uid):
            raise Refused(reason)
        check_spoken_for(page)
        mandate = Mandate(
            page_id=page.id,
            member_id=member_named(name),
            given_at=said,
            since=first,
            until=last,
            given_by_id=actor.member_id,
        )
        add(session, actor, page, mandate)
    return mandate


def check_spoken_for(page: Page) -> None:
    """Refuse a page that nobody can speak for."""
    if page.deleted_at is not None or pages.head(page).kind not in rules.SPOKEN_FOR:
        raise Invalid("mandate_kind", title=page.title)


def add(session: Session, actor: Actor, page: Page, mandate: Mandate) -> None:
    """Add a mandate for a page that is held, and write it down. Inside an act."""
    for one in queries.of_page(page.id):
        if one.member_id == mandate.member_id and _overlap(one, mandate.since, mandate.until):
            raise Conflict("mandate_twice", name=one.member, field="member")
    session.add(mandate)
    session.flush()
    touch_page(page.id)
    record(actor, "mandate_given", "page", page.uid, title=page.title, mandate=mandate.uid)


def end(actor: Actor, uid: str) -> Page:
    """End a mandate today. Raises `Missing`, `Conflict`, `Refused`."""
    with act() as session:
        mandate = queries.by_uid(uid)
        page = session.get_one(Page, mandate.page_id)
        if reason := rules.why_not_end(actor, policy(), page.uid, mandate.member_id):
            raise Refused(reason)
        today = clock.now().date().isoformat()
        if mandate.until is not None and mandate.until <= today:
            raise Conflict("mandate_over")
        mandate.until, mandate.ended_by_id = today, actor.member_id
        session.flush()
        touch_page(page.id)
        record(actor, "mandate_ended", "page", page.uid, title=page.title, mandate=mandate.uid)
    return page


def follow(page_id: int, into_id: int) -> dict[str, list[int]]:
    """The mandates for a page, and those asked for, are for another one from now on: which ones.

    Inside an act.
    """
    moved = {}
    for name, model in _MOVED.items():
        mine = sa.select(model.id).where(model.page_id == page_id).order_by(model.id)
        moved[name] = list(reading().scalars(mine))
    bring_back(moved, page_id, into_id)
    return moved


def bring_back(moved: Mapping[str, Sequence[int]], from_id: int, page_id: int) -> None:
    """What `follow` gave, while it is for one page, is for another. Inside an act."""
    for name, model in _MOVED.items():
        ids = moved.get(name, ())  # what was joined before there were requests names none
        those = sa.update(model).where(model.id.in_(ids), model.page_id == from_id)
        reading().execute(those.values(page_id=page_id))
    for touched in (from_id, page_id):
        touch_page(touched)


def member_named(name: str) -> int:
    """The row of the one member of this name who may sign in. Raises `Invalid`."""
    found = [
        one
        for one in members.members_named(name.replace("\x00", "")[:200])
        if one.deactivated_at is None
    ]
    if len(found) != 1:
        raise Invalid("mandate_member", name=name[:80], field="member")
    return found[0].id


def _overlap(one: queries.Held, first: str, last: str | None) -> bool:
    return (last is None or one.since <= last) and (one.until is None or first <= one.until)


# -- What is kept of a member


_REQUEST = tuple(
    getattr(MandateRequest, name)
    for name in ("since", "given_at", "asked_at", "outcome", "reason", "answered_at")
)


def _of_member(member_id: int) -> dict[str, Any]:
    mine = sa.select(Page.title.label("page"), Mandate.since, Mandate.until, Mandate.given_at)
    mine = mine.join(Page, Page.id == Mandate.page_id).where(Mandate.member_id == member_id)
    asked = sa.select(Page.title.label("page"), *_REQUEST).join(
        Page, Page.id == MandateRequest.page_id
    )
    asked = asked.where(MandateRequest.member_id == member_id)
    return {
        "mandates": told(mine.order_by(Mandate.id)),
        "mandate_requests": told(asked.order_by(MandateRequest.id)),
    }


def _erase_of_member(member_id: int) -> None:
    """Nobody speaks for a place any more under no name: what was stays, what runs ends."""
    today = clock.now().date().isoformat()
    running = sa.and_(
        Mandate.member_id == member_id, sa.or_(Mandate.until.is_(None), Mandate.until > today)
    )
    reading().execute(sa.update(Mandate).where(running).values(until=today))
    reading().execute(sa.delete(MandateRequest).where(MandateRequest.member_id == member_id))


PERSONAL = Personal(_of_member, _erase_of_member)
