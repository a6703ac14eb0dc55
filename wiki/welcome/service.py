"""Putting the first steps aside, and taking them again."""

from __future__ import annotations

import sqlalchemy as sa

from wiki.kernel import clock
from wiki.kernel.db import act, insert_missing
from wiki.kernel.errors import Refused
from wiki.kernel.permissions import Actor
from wiki.kernel.personal import owned
from wiki.welcome.models import PutAside


def newcomer(actor: Actor) -> int:
    """The member whose first steps they are, or `Refused`."""
    if actor.member_id is None:
        raise Refused("sign_in_first")
    return actor.member_id


def put_aside(actor: Actor, *, again: bool = False) -> None:
    """Show them no more when somebody signs in first; `again`: show them."""
    member_id = newcomer(actor)
    with act() as session:
        if again:
            session.execute(sa.delete(PutAside).where(PutAside.member_id == member_id))
        else:
            insert_missing(PutAside, {"member_id": member_id, "at": clock.now()})


PERSONAL = owned(first_steps_put_aside=PutAside)
