"""What the censuses keep of a member: those they lead, and that they are asked themselves."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from wiki.census.models import Campaign, Target
from wiki.census.service.answers import forget_address, kept_of
from wiki.census.service.tally import move
from wiki.kernel.db import reading
from wiki.kernel.personal import Personal, told
from wiki.members.queries import account_of
from wiki.members.rules import email_key


def _asked(member_id: int) -> list[Target]:
    """The targets that are written to at the address of a member's account."""
    account = account_of(member_id)
    if account is None or not account.email:
        return []
    query = sa.select(Target).where(Target.email == email_key(account.email))
    return list(reading().scalars(query.order_by(Target.id)))


def _of(member_id: int) -> dict[str, Any]:
    led = sa.select(Campaign.title, Campaign.made_at, Campaign.state)
    led = led.where(Campaign.coordinator_id == member_id).order_by(Campaign.id)
    return {
        "censuses_led": told(led),
        "censuses_asked": [kept_of(target) for target in _asked(member_id)],
    }


def _erase(member_id: int) -> None:
    """Those they lead go on under no name; what was written to them is erased."""
    for target in _asked(member_id):
        move(target, "decline")
        forget_address(target)
    for column in (Campaign.coordinator_id, Target.added_by_id):
        gone = sa.update(column.class_).where(column == member_id)
        reading().execute(gone.values({column: None}))


PERSONAL = Personal(_of, _erase)
