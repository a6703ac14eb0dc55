"""Putting the first steps aside, and taking them again."""

from __future__ import annotations

import sqlalchemy as sa

from wiki.kernel import clock
from wiki.kernel.db import act, insert_missing
from wiki.kernel.permissions import Actor
from wiki.kernel.personal import owned
from wiki.members.service.people import own_member
from wiki.welcome.models import PutAside


def put_aside(actor: Actor) -> None:
    """Show them no more when somebody signs in first."""
    member = own_member(actor)
    with act():
        insert_missing(PutAside, {"member_id": member.id, "at": clock.now()})


def take_up(actor: Actor) -> None:
    """Show them again."""
    member = own_member(actor)
    with act() as session:
        session.execute(sa.delete(PutAside).where(PutAside.member_id == member.id))


PERSONAL = owned(first_steps_put_aside=PutAside)
