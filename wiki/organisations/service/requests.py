"""Acts of who asks for a mandate, and of who answers."""

from __future__ import annotations

from sqlalchemy.orm import Session

from wiki.journal.service import record
from wiki.kernel import clock
from wiki.kernel.db import act
from wiki.kernel.errors import Conflict, Refused
from wiki.kernel.permissions import Actor
from wiki.members.queries import member
from wiki.organisations import rules
from wiki.organisations.models import Mandate, MandateRequest
from wiki.organisations.queries import mandates as held
from wiki.organisations.queries import requests as queries
from wiki.organisations.service.mandates import add, check_spoken_for
from wiki.pages.models import Page
from wiki.pages.queries import pages
from wiki.site.queries import policy


def ask(actor: Actor, page_uid: str, since: str, given_at: str = "") -> MandateRequest:
    """Ask to speak for what a page describes. Raises `Invalid`, `Conflict`, `Refused`."""
    today = clock.now().date()
    first, _ = rules.days(since, "", today)
    said = rules.how(given_at)
    with act() as session:
        page = pages.by_uid(page_uid, locked=True)
        if reason := rules.why_not_ask(actor, policy(), page.uid):
            raise Refused(reason)
        check_spoken_for(page)
        member_id = actor.member_id or 0
        mine = [one for one in held.of_page(page.id) if one.member_id == member_id]
        if any(one.runs(today.isoformat()) for one in mine):
            raise Conflict("mandate_held", field="since")
        if queries.waits_for(page.id, member_id):
            raise Conflict("mandate_asked", field="since")
        request = MandateRequest(
            page_id=page.id,
            member_id=member_id,
            since=first,
            given_at=said,
            asked_at=clock.now(),
        )
        session.add(request)
        session.flush()
        record(actor, "mandate_asked", "page", page.uid, title=page.title)
    return request


def accept(actor: Actor, uid: str) -> Page:
    """Give the mandate that is asked for. Raises `Missing`, `Conflict`, `Refused`."""
    with act() as session:
        request, page = _waiting(session, uid)
        _check_answers(actor, page)
        check_spoken_for(page)
        if member(request.member_id).deactivated_at is not None:
            raise Conflict("mandate_asker_left")
        mandate = Mandate(
            page_id=page.id,
            member_id=request.member_id,
            given_at=request.given_at,
            since=request.since,
            until=None,
            given_by_id=actor.member_id,
        )
        add(session, actor, page, mandate)
        _answer(session, actor, request, rules.GIVEN)
    return page


def refuse(actor: Actor, uid: str, reason: str = "") -> Page:
    """Refuse it, and say why. Raises `Invalid`, `Missing`, `Conflict`, `Refused`."""
    why = rules.why(reason)
    with act() as session:
        request, page = _waiting(session, uid)
        _check_answers(actor, page)
        _answer(session, actor, request, rules.REFUSED, why)
        record(actor, "mandate_refused", "page", page.uid, title=page.title)
    return page


def withdraw(actor: Actor, uid: str) -> Page:
    """Ask no more. Raises `Missing`, `Conflict`, `Refused`."""
    with act() as session:
        request, page = _waiting(session, uid)
        if reason := rules.why_not_ask(actor, policy(), page.uid):
            raise Refused(reason)
        if request.member_id != actor.member_id:
            raise Refused("mandate_request_not_yours")
        _answer(session, actor, request, rules.WITHDRAWN)
        record(actor, "mandate_unasked", "page", page.uid, title=page.title)
    return page


def _waiting(session: Session, uid: str) -> tuple[MandateRequest, Page]:
    """A request that waits, and its page, which is held. Inside an act."""
    page = session.get_one(Page, queries.by_uid(uid).page_id)
    page = pages.by_uid(page.uid, locked=True)
    request = queries.by_uid(uid)
    if request.outcome:
        raise Conflict("mandate_answered")
    return request, page


def _check_answers(actor: Actor, page: Page) -> None:
    if reason := rules.why_not_give(actor, policy(), page.uid):
        raise Refused(reason)


def _answer(
    session: Session, actor: Actor, request: MandateRequest, outcome: str, reason: str = ""
) -> None:
    request.outcome, request.reason = outcome, reason
    request.answered_at, request.answered_by_id = clock.now(), actor.member_id
    session.flush()
