"""Asking the addresses out of the wiki whether they still answer: a job that queues itself again.

Servers are asked little: one address of each host in a run, a run a minute at most. The verdicts
are what the wiki notes for itself: they have no line in the journal, what people decide has one.
"""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from time import monotonic, sleep
from typing import NamedTuple

import sqlalchemy as sa

from wiki.jobs.service import enqueue
from wiki.journal.service import record
from wiki.kernel import clock
from wiki.kernel.db import act, look, reading, state, table_of, write
from wiki.kernel.errors import Invalid, Missing
from wiki.kernel.outbound import Door, NotAskedError, target_of
from wiki.kernel.permissions import Actor, May, require
from wiki.site.queries import policy
from wiki.upkeep.models import OutsideAddress, OutsideLink
from wiki.upkeep.outside import (
    FAILING,
    FORBIDDEN,
    IGNORED,
    NEW,
    Health,
    Outcome,
    after,
    is_busy,
    next_check,
    visit,
)
from wiki.upkeep.queries.outside import is_checking
from wiki.upkeep.robots import NAME, Robots

#: Most addresses asked in one run, those looked at to find them, seconds after which none is begun.
MOST, _WINDOW, RUN = 10, 200, 20.0
#: Seconds between two questions to a host; between two runs; longest time without a look.
PAUSE, _BETWEEN, _IDLE = 1.0, timedelta(minutes=1), timedelta(hours=1)
#: How long an address is kept from other workers while it is asked.
_HELD = timedelta(hours=1)
#: When so many hosts in a run are silent and none answers, it is our own line that is cut.
_SILENT = 3
#: How long a person's « again » waits after the last time.
_NOT_SOONER = timedelta(minutes=5)


class _Due(NamedTuple):
    id: int
    address: str
    host: str
    state: str
    failures: int
    failing_since: datetime | None
    next_check_at: datetime


_moment = table_of(OutsideAddress).c.next_check_at.type
#: The addresses to ask now, and when there will be some.
DUE = (
    sa.select(*(getattr(OutsideAddress, name) for name in _Due._fields))
    .where(OutsideAddress.next_check_at <= sa.bindparam("now", type_=_moment))
    .order_by(OutsideAddress.next_check_at, OutsideAddress.id)
    .limit(_WINDOW)
)


def begin() -> None:
    """A worker starts: the job is in the queue, if this wiki checks its links."""
    if is_checking():
        _queue(clock.now())


def check_due() -> None:
    """The job: ask some of the addresses that are due, then queue the next run."""
    if not is_checking():
        return
    until = monotonic() + RUN
    silent: list[tuple[_Due, Outcome]] = []
    has_answer = False
    for one in _chosen():
        if monotonic() > until:
            break
        if not _hold(one):
            continue
        outcome = _visit(one.address)
        if outcome.verdict == FAILING and outcome.status is None:
            silent.append((one, outcome))
        else:
            has_answer = has_answer or outcome.reason != FORBIDDEN
            _note(one, outcome)
    if has_answer or len(silent) < _SILENT:
        for one, outcome in silent:
            _note(one, outcome)
    with act():
        _queue(_next_run())


def _visit(address: str) -> Outcome:
    def pause() -> None:
        sleep(PAUSE)

    door, now = _door(), clock.now()
    robots: Robots = state().keep("upkeep.robots", lambda: Robots(door))
    return visit(door, address, pause, now, is_allowed=lambda url: robots.allow(url, pause, now))


def _chosen() -> list[_Due]:
    """Those to ask now: one of each host, those that wait for longest first."""
    found: dict[str, _Due] = {}
    for row in look(DUE, now=clock.now()):
        one = _Due._make(row)
        found.setdefault(one.host, one)
    return list(found.values())[:MOST]


def _door() -> Door:
    """How this wiki goes out, under its own name and address."""

    def make() -> Door:
        try:
            public = target_of(str(state().options["WIKI_PUBLIC_URL"])).url
        except NotAskedError:
            public = ""
        return Door(f"{NAME} (links; +{public})")

    return state().keep("upkeep.door", make)  # type: ignore[no-any-return]


_HOLD = (
    sa.update(table_of(OutsideAddress))
    .where(
        OutsideAddress.id == sa.bindparam("of"),
        OutsideAddress.next_check_at == sa.bindparam("seen", type_=_moment),
    )
    .values(next_check_at=sa.bindparam("until", type_=_moment))
)


def _hold(one: _Due) -> bool:
    """Keep an address from other workers. Returns whether none of them has it."""
    until = clock.now() + _HELD
    with act():
        return bool(write(_HOLD, {"of": one.id, "seen": one.next_check_at, "until": until}))


def _note(one: _Due, outcome: Outcome) -> None:
    """Keep what asking gave, unless somebody has said meanwhile to leave the address alone."""
    now = clock.now()
    known = after(Health(one.state, one.failures, one.failing_since), outcome, now)
    chance = random.random()  # noqa: S311 - spreads the checks, protects nothing
    again = next_check(known, outcome, now, chance)
    with act() as session:
        session.execute(
            sa.update(OutsideAddress)
            .where(OutsideAddress.id == one.id, OutsideAddress.state == one.state)
            .values(
                **known._asdict(),
                next_check_at=again,
                checked_at=now,
                status=outcome.status,
                reason=outcome.reason,
            )
        )
        if outcome.wait is not None:
            session.execute(
                sa.update(OutsideAddress)
                .where(OutsideAddress.host == one.host, OutsideAddress.next_check_at < again)
                .values(next_check_at=again)
            )


FIRST = (
    sa.select(OutsideAddress.next_check_at)
    .where(OutsideAddress.next_check_at.is_not(None))
    .order_by(OutsideAddress.next_check_at)
    .limit(1)
)


def _next_run() -> datetime:
    now = clock.now()
    rows = look(FIRST)
    due = rows[0][0] if rows else now + _IDLE
    return min(max(due, now + _BETWEEN), now + _IDLE)


def _queue(run_at: datetime) -> None:
    enqueue("upkeep.check", {}, run_at=run_at, dedupe_key="upkeep.check")


def check_again(actor: Actor, address_id: int) -> None:
    """Ask for an address again soon. A server that asked to be left alone is."""
    with act():
        require(actor, May.EDIT, policy())
        if not is_checking():
            raise Invalid("links_unchecked")
        one = _kept(address_id)
        if one.state == IGNORED:
            raise Invalid("address_ignored")
        if one.next_check_at is not None and not is_busy(one.status):
            now = clock.now()
            soon = max(now, one.checked_at + _NOT_SOONER) if one.checked_at else now
            one.next_check_at = min(one.next_check_at, soon)
            _queue(one.next_check_at)
        record(actor, "link_checked_again", "address", str(one.id), title=one.address)


def ignore(actor: Actor, address_id: int, is_ignored: bool) -> None:
    """Leave an address alone, or no longer. Said twice, it is said once."""
    with act() as session:
        require(actor, May.TEND_LINKS, policy())
        one = _kept(address_id)
        if (one.state == IGNORED) == is_ignored:
            return
        action = "link_ignored" if is_ignored else "link_tended_again"
        record(actor, action, "address", str(one.id), title=one.address)
        one.failures, one.failing_since, one.reason, one.status = 0, None, "", None
        if is_ignored:
            one.state, one.next_check_at, one.ignored_by_id = IGNORED, None, actor.member_id
        elif _is_held(one.address):
            one.state, one.next_check_at, one.ignored_by_id = NEW, clock.now(), None
        else:
            session.delete(one)


_HOLDING = sa.select(OutsideLink.page_id).where(OutsideLink.address == sa.bindparam("to")).limit(1)


def _is_held(address: str) -> bool:
    return bool(look(_HOLDING, to=address))


def _kept(address_id: int) -> OutsideAddress:
    query = sa.select(OutsideAddress).where(OutsideAddress.id == address_id).with_for_update()
    found = reading().scalar(query)
    if found is None:
        raise Missing("address_missing")
    return found
