"""Who comes to events."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from wiki.events.models import Registration
from wiki.events.registering import GOING, WAITING
from wiki.kernel.db import look, reading

_SOME = sa.select(Registration.id).where(Registration.page_id == sa.bindparam("of")).limit(1)


def one_of(page_id: int, day: str, member_id: int) -> Registration | None:
    """The registration of a member for a time of an event."""
    query = sa.select(Registration).where(
        Registration.page_id == page_id,
        Registration.day == day,
        Registration.member_id == member_id,
    )
    return reading().scalar(query)


def by_uid(uid: str) -> Registration | None:
    """The registration of this uid, if it still is."""
    return reading().scalar(sa.select(Registration).where(Registration.uid == uid))


def of_member(page_id: int, member_id: int) -> Sequence[Registration]:
    """The registrations of a member for an event, by day."""
    query = sa.select(Registration).where(
        Registration.page_id == page_id, Registration.member_id == member_id
    )
    return reading().scalars(query.order_by(Registration.starts)).all()


def all_of(page_id: int, day: str = "") -> Sequence[Registration]:
    """Who comes to an event or waits, those who registered first before the others."""
    query = sa.select(Registration).where(Registration.page_id == page_id)
    if day:
        query = query.where(Registration.day == day)
    return reading().scalars(query.order_by(Registration.starts, Registration.id)).all()


def count(page_id: int, day: str, state: str = GOING) -> int:
    """How many come to a time of an event, or wait for a seat."""
    query = sa.select(sa.func.count()).where(
        Registration.page_id == page_id, Registration.day == day, Registration.state == state
    )
    return int(reading().scalar(query) or 0)


def counts(page_id: int, state: str) -> dict[str, int]:
    """How many, for each day."""
    query = (
        sa.select(Registration.day, sa.func.count())
        .where(Registration.page_id == page_id, Registration.state == state)
        .group_by(Registration.day)
    )
    return {day: int(number) for day, number in reading().execute(query)}


def rank(waiting: Registration) -> int:
    """Where somebody stands among those who wait for a seat: the first is 1."""
    query = sa.select(sa.func.count()).where(
        Registration.page_id == waiting.page_id,
        Registration.day == waiting.day,
        Registration.state == WAITING,
        Registration.id <= waiting.id,
    )
    return int(reading().scalar(query) or 0)


def first_waiting(page_id: int, day: str) -> Registration | None:
    """The one who has waited longest for a seat."""
    query = sa.select(Registration).where(
        Registration.page_id == page_id, Registration.day == day, Registration.state == WAITING
    )
    return reading().scalar(query.order_by(Registration.id).limit(1))


def are_some(page_id: int) -> bool:
    """Whether anybody has registered for an event."""
    return bool(look(_SOME, of=page_id))


def to_remind(now: datetime, until: datetime, size: int) -> Sequence[Registration]:
    """Some who come to what begins soon, and were not reminded of it."""
    query = (
        sa.select(Registration)
        .where(Registration.state == GOING, Registration.reminded_at.is_(None))
        .where(Registration.starts > now, Registration.starts < until)
        .order_by(Registration.id)
        .limit(size)
        .with_for_update()
    )
    return reading().scalars(query).all()
