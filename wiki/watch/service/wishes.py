"""Saying how one wishes to be told."""

from __future__ import annotations

from dataclasses import asdict

import sqlalchemy as sa

from wiki.kernel import clock
from wiki.kernel.db import act, insert_missing, reading
from wiki.kernel.errors import Invalid
from wiki.kernel.permissions import Actor
from wiki.watch.models import Notice, Wish
from wiki.watch.rules import NEVER, PACES, Wished, due
from wiki.watch.service.follow import follower


def wish(actor: Actor, wished: Wished) -> None:
    """Be told so from now on. Raises `Invalid`."""
    if wished.pace not in PACES:
        raise Invalid("watch_pace", field="pace")
    hours = (wished.hour, wished.quiet_from, wished.quiet_to)
    if not all(0 <= one < 24 for one in hours) or not 0 <= wished.weekday < 7:
        raise Invalid("watch_hour", field="hour")
    with act():
        held = _held(follower(actor))
        for name, value in asdict(wished).items():
            setattr(held, name, value)
        _due_again(held, actor.zone)


def stop(member_id: int) -> None:
    """Write to a member no more, as they ask by the link of a letter."""
    with act():
        held = _held(member_id)
        held.pace, held.due_at = NEVER, None


def renew_feed(actor: Actor) -> None:
    """Give one's feed another address; those before lead nowhere."""
    with act():
        _held(follower(actor)).feed += 1


def _held(member_id: int) -> Wish:
    insert_missing(Wish, {"member_id": member_id, "feed": 1, **asdict(Wished())})
    return reading().get_one(Wish, member_id, with_for_update=True)


def _due_again(held: Wish, zone: str) -> None:
    """What waits already is written at the hour that is wished now."""
    waits = sa.select(Notice.uid).where(
        Notice.member_id == held.member_id, Notice.is_seen.is_(False), Notice.fresh > 0
    )
    if reading().scalar(waits.limit(1)) is None:
        held.due_at = None
        return
    from_now = Wished(held.pace, held.hour, held.weekday, held.quiet_from, held.quiet_to)
    held.due_at = due(from_now, clock.now(), zone)
