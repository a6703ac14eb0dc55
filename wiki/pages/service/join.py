"""Joining a page to another one, and taking them apart again. Inside an act that decides more."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from wiki.journal.service import record
from wiki.kernel import clock, signals
from wiki.kernel.db import reading
from wiki.kernel.errors import Conflict
from wiki.kernel.permissions import Actor
from wiki.pages.models import Joining, Page, Redirect
from wiki.pages.queries import pages as queries
from wiki.pages.service import searching
from wiki.pages.service.derive import Difference
from wiki.pages.service.revise import Change, revise
from wiki.pages.service.turn_back import undo_inside


def join_inside(actor: Actor, page: Page, into: Page, change: Change) -> Joining:
    """Join a page to another one, which `change` makes say what both did; both are held.

    The titles of the first lead to the second; what else is kept of it follows, as each subject
    does at `page_joined`.
    """
    session = reading()
    page.deleted_at = clock.now()
    session.flush()
    signals.page_deleted.send(page=page, actor=actor)
    led = [one.key for one in queries.redirects_to(page.id)]
    moved_redirects = sa.update(Redirect).where(Redirect.page_id == page.id)
    session.execute(moved_redirects.values(page_id=into.id))
    session.merge(Redirect(key=page.key, title=page.title, page_id=into.id, created_at=clock.now()))
    session.flush()
    _announce(into, [page.key, *led], actor)
    revision = revise(actor, into, change)
    moved: dict[str, list[Any]] = {}
    signals.page_joined.send(page=page, into=into, actor=actor, moved=moved)
    joining = Joining(
        page_id=page.id,
        into_id=into.id,
        key=page.key,
        number=revision.number,
        redirects=led,
        moved=moved,
        member_id=actor.member_id,
        at=clock.now(),
    )
    session.add(joining)
    session.flush()
    return joining


def part_inside(
    actor: Actor, joining: Joining, page: Page, into: Page, summary: str, *, leaves: bool
) -> None:
    """Take two pages apart: the first is as it was, and the second says what it did before.

    What the second says since stays, by the three-way merge; `leaves` it as it is. Raises
    `EditConflict` and `SheetConflict` when later edits touched the same, and `Conflict` when
    another page has the title by now.
    """
    session = reading()
    if (other := queries.find(page.title)) is not None:
        raise Conflict("title_taken", title=other.title)
    back = sa.update(Redirect).where(
        Redirect.key.in_(joining.redirects), Redirect.page_id == into.id
    )
    session.execute(back.values(page_id=page.id))
    session.execute(
        sa.delete(Redirect).where(Redirect.key == page.key, Redirect.page_id == into.id)
    )
    page.deleted_at = None
    session.flush()
    signals.page_restored.send(page=page, actor=actor)
    _announce(into, [page.key, *joining.redirects], actor)
    joining.undone_at, joining.undone_by_id = clock.now(), actor.member_id
    is_said = not leaves and (
        undo_inside(actor, into, joining.number, summary, entry="page_parted").is_new
    )
    if not is_said:
        text = queries.body(into)
        searching.put(into, queries.head(into), text, Difference(frozenset(), frozenset()))
        record(actor, "page_parted", "page", into.uid, title=into.title, other=page.title)
    signals.page_parted.send(page=page, into=into, actor=actor, moved=joining.moved)


def _announce(into: Page, keys: list[str], actor: Actor) -> None:
    """These titles lead to the page from now on, or no more: whoever follows titles looks again."""
    for key in keys:
        signals.page_renamed.send(page=into, old_title=key, actor=actor)
