"""What a member has done along a path: their own, told to nobody."""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa

from wiki.kernel import clock
from wiki.kernel.db import act, insert_missing
from wiki.kernel.errors import Missing, Refused
from wiki.kernel.permissions import Actor, May, require
from wiki.kernel.personal import owned
from wiki.pages.queries import pages
from wiki.resources.models import Tick
from wiki.resources.queries.paths import sheet_of
from wiki.resources.rules import steps_of
from wiki.site.queries import policy

PERSONAL = owned(ticks=Tick)


def tick(actor: Actor, uid: str, step: int, done: Collection[str]) -> None:
    """Keep which tasks of a step of a path are done: those of `done`, no others."""
    with act() as session:
        require(actor, May.READ, policy())
        if actor.member_id is None:
            raise Refused("sign_in_first")
        page = pages.by_uid(uid)
        sheet = sheet_of(page)
        steps = steps_of(sheet) if sheet else []
        if not 1 <= step <= len(steps):
            raise Missing("step_missing", number=step)
        keys = [task.key for task in steps[step - 1].tasks]
        now = clock.now()
        session.execute(
            sa.delete(Tick).where(
                Tick.member_id == actor.member_id,
                Tick.page_id == page.id,
                Tick.task.in_(set(keys) - set(done)),
            )
        )
        mine = {"member_id": actor.member_id, "page_id": page.id, "at": now}
        insert_missing(Tick, *(mine | {"task": key} for key in keys if key in done))
