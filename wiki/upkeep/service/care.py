"""Saying of a page that it is to be read again, outdated, or read; who looks after it."""

from __future__ import annotations

from typing import NamedTuple

import sqlalchemy as sa

from wiki.journal.service import record, take_turn
from wiki.kernel import clock
from wiki.kernel.db import act, reading
from wiki.kernel.errors import Invalid, Refused
from wiki.kernel.permissions import Actor, May, require
from wiki.members.queries import member, member_by_uid, members_named
from wiki.members.service.screening import screen
from wiki.pages.models import Page
from wiki.pages.queries.pages import by_uid
from wiki.pages.service.derive import mark_stale, touch_page
from wiki.pages.service.revise import require_edit
from wiki.site.queries import policy
from wiki.upkeep import rules
from wiki.upkeep.models import Mark, Proofreading, Reviewer


class Asked(NamedTuple):
    """A mark as it is asked for; `reader` is the name of who is to read, "" for anybody."""

    kind: str
    day: str
    reason: str = ""
    reader: str = ""


def mark(actor: Actor, uid: str, asked: Asked) -> None:
    """Mark a page, in the place of a mark of the same kind. Said twice, it is said once.

    Raises `Invalid` that names the field to mend.
    """
    with act() as session:
        page = _held(actor, uid)
        day, reason = rules.mark(asked.kind, asked.day, asked.reason, clock.now().date())
        reader_id = _reader(asked.reader) if asked.kind == rules.REREAD else None
        before = _running(page, asked.kind)
        if before and (before.day, before.reason, before.reader_id) == (day, reason, reader_id):
            return
        screen(actor, before.reason if before else "", reason)
        if before:
            _lift(actor, before)
        session.add(
            Mark(
                page_id=page.id,
                kind=asked.kind,
                day=day,
                reason=reason,
                reader_id=reader_id,
                member_id=actor.member_id,
                at=clock.now(),
            )
        )
        _tell(actor, page, f"page_marked_{asked.kind}", day=day)


def lift(actor: Actor, uid: str, kind: str) -> None:
    """Say that a mark holds no more. Said twice, it is said once. Raises `Invalid`."""
    if kind not in rules.MARKS:
        raise Invalid("mark_kind")
    with act():
        page = _held(actor, uid)
        if running := _running(page, kind):
            _lift(actor, running)
            _tell(actor, page, f"page_unmarked_{running.kind}")


def say_read(actor: Actor, uid: str, number: int) -> None:
    """Say that one has read a version of a page; it is then to be read again no more.

    Said twice, it is said once.
    """
    with act() as session:
        page = _held(actor, uid)
        if actor.member_id is None:
            raise Refused("sign_in_first")
        if not 0 < number <= page.head:
            raise Invalid("base_unknown", title=page.title)
        waiting = _running(page, rules.REREAD)
        said = {"page_id": page.id, "number": number, "member_id": actor.member_id}
        if waiting is None and session.scalar(sa.select(Proofreading).filter_by(**said).limit(1)):
            return
        if waiting:
            _lift(actor, waiting)
        session.add(Proofreading(**said, at=clock.now()))
        _tell(actor, page, "page_proofread", number=number)


def name_reviewer(actor: Actor, uid: str, name: str) -> bool:
    """Ask the member of this name to look after a page; look after it oneself for "".

    Said twice, it is said once. Returns whether another one is asked. Raises `Invalid` that names
    the field to mend.
    """
    with act() as session:
        page = _held(actor, uid)
        member_id = _reader(name) or actor.member_id
        if member_id is None:
            raise Refused("sign_in_first")
        is_own = member_id == actor.member_id
        held, now = session.get(Reviewer, (page.id, member_id)), clock.now()
        if held is None:
            said = {"page_id": page.id, "member_id": member_id, "named_by_id": actor.member_id}
            session.add(Reviewer(**said, at=now, asked_at=None if is_own else now))
            action = "page_reviewer_taken" if is_own else "page_reviewer_asked"
        elif is_own and held.asked_at:
            held.asked_at, action = None, "page_reviewer_taken"
        else:
            return not is_own
        _tell(actor, page, action, reviewer=member(member_id).uid)
    return not is_own


def answer_review(actor: Actor, uid: str, *, accepts: bool) -> None:
    """Accept to look after a page, as one is asked, or decline; nothing for who is not asked.

    Whoever is asked may decline, even suspended.
    """
    with act() as session:
        if actor.member_id is None:
            raise Refused("sign_in_first")
        page = by_uid(uid, locked=True)
        if accepts:
            require_edit(actor, page)
        else:
            require(actor, May.READ, policy())
        take_turn()
        asked = session.get(Reviewer, (page.id, actor.member_id))
        if asked is None or asked.asked_at is None:
            return
        if accepts:
            asked.asked_at = None
        else:
            session.delete(asked)
        action = "page_reviewer_accepted" if accepts else "page_reviewer_declined"
        _tell(actor, page, action, reviewer=member(asked.member_id).uid)


def part_reviewer(actor: Actor, uid: str, member_uid: str) -> None:
    """Have a member look after a page no more. Said twice, it is said once."""
    with act() as session:
        page = _held(actor, uid)
        parted = member_by_uid(member_uid)
        if held := session.get(Reviewer, (page.id, parted.id)):
            session.delete(held)
            _tell(actor, page, "page_reviewer_parted", reviewer=parted.uid)


def _held(actor: Actor, uid: str) -> Page:
    page = by_uid(uid, locked=True)
    require_edit(actor, page)
    take_turn()
    return page


def _running(page: Page, kind: str) -> Mark | None:
    of_page = sa.select(Mark).where(Mark.page_id == page.id, Mark.lifted_at.is_(None))
    return reading().scalar(of_page.where(Mark.kind == kind))


def _lift(actor: Actor, held: Mark) -> None:
    held.lifted_by_id, held.lifted_at = actor.member_id, clock.now()


def _tell(actor: Actor, page: Page, action: str, **said: object) -> None:
    reading().flush()
    touch_page(page.id)
    mark_stale([rules.LISTS])
    record(actor, action, "page", page.uid, title=page.title, **said)


def _reader(name: str) -> int | None:
    """The one member of this name who may sign in; None for no name. Raises `Invalid`."""
    if not name.strip():
        return None
    known = members_named(name.replace("\x00", "")[:200])
    found = [one.id for one in known if one.deactivated_at is None]
    if len(found) != 1:
        raise Invalid("mark_reader", name=name[:80], field="reader")
    return found[0]
