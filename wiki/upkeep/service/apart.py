"""Saying that no page is to lead to a page: it leaves the list of the orphans."""

from __future__ import annotations

from wiki.journal.service import record, take_turn
from wiki.kernel import clock
from wiki.kernel.db import act
from wiki.kernel.permissions import Actor
from wiki.pages.models import Page
from wiki.pages.queries.pages import by_uid
from wiki.pages.service.derive import mark_stale
from wiki.pages.service.revise import require_edit
from wiki.upkeep.models import Apart
from wiki.upkeep.rules import LISTS
from wiki.upkeep.service.derive import judge


def set_apart(actor: Actor, uid: str, is_apart: bool) -> Page:
    """Say that a page is meant to be alone, or that it is not. Said twice, it is said once."""
    with act() as session:
        page = by_uid(uid, locked=True)
        require_edit(actor, page)
        take_turn()
        said = session.get(Apart, page.id)
        if (said is not None) == is_apart:
            return page
        if said is None:
            session.add(Apart(page_id=page.id, member_id=actor.member_id, at=clock.now()))
        else:
            session.delete(said)
        session.flush()
        judge([page.id])
        mark_stale([LISTS])
        action = "page_set_apart" if is_apart else "page_joined_again"
        record(actor, action, "page", uid, title=page.title)
    return page
