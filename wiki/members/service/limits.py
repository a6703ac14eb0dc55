"""How often something may be tried, counted in the database: the same for every process."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from wiki.kernel import clock
from wiki.kernel.db import act, lock, reading
from wiki.kernel.errors import TooOften
from wiki.members.models import Attempt

#: Tries older than this are forgotten, whatever they counted for.
KEPT = timedelta(days=1)


def bucket(kind: str, *who: str) -> str:
    """The name under which tries are counted: addresses do not stay in the database."""
    return hashlib.sha256("\0".join((kind, *who)).encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True)
class Limit:
    """At most `most` tries in a bucket during the time before now."""

    bucket: str
    most: int
    during: timedelta
    #: The code of the refusal.
    code: str = "too_often"


def take(*limits: Limit) -> None:
    """Count one try, outside an act. Raises `TooOften` when a limit is reached already."""
    for limit in limits:
        _refuse_more(reading(), limit)  # a flood is refused without writing anything
    with act() as session:
        for limit in limits:
            take_inside(session, limit)


def take_inside(session: Session, limit: Limit, times: int = 1) -> None:
    """Count one try inside an act, or several at once: they count if the act is committed."""
    lock(session, int(limit.bucket[:15], 16))
    _refuse_more(session, limit, times)
    now = clock.now()
    session.add_all(Attempt(bucket=limit.bucket, at=now) for _ in range(times))
    session.execute(sa.delete(Attempt).where(Attempt.at < now - KEPT))
    session.flush()


def is_spent(limit: Limit) -> bool:
    """Whether the next try would be refused."""
    return _count(reading(), limit) >= limit.most


def give_back(session: Session, name: str) -> None:
    """Forget the tries, inside an act: the right password was given."""
    session.execute(sa.delete(Attempt).where(Attempt.bucket == name))


def _refuse_more(session: Session, limit: Limit, times: int = 1) -> None:
    if _count(session, limit) + times > limit.most:
        minutes = max(1, round(limit.during.total_seconds() / 60))
        raise TooOften(limit.code, minutes=minutes, limit=limit.most)


def _count(session: Session, limit: Limit) -> int:
    query = sa.select(sa.func.count()).select_from(Attempt).where(Attempt.bucket == limit.bucket)
    return session.scalar(query.where(Attempt.at > clock.now() - limit.during)) or 0
