"""Asking the addresses out of the wiki whether they still answer: a job that queues itself again.

Servers are asked little: one address of each host in a run, a run a minute at most. Hosts take
turns, the one that was asked longest ago first: thousands of links to one delay those to no other.
The verdicts are what the wiki notes for itself: they have no line in the journal, what people
decide has one.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from time import monotonic, sleep
from typing import Any, NamedTuple

import sqlalchemy as sa

from wiki.jobs.service import enqueue
from wiki.journal.service import record
from wiki.kernel import clock
from wiki.kernel.db import act, look, reading, state, table_of, write
from wiki.kernel.errors import Invalid, Missing
from wiki.kernel.outbound import Door, NotAskedError, target_of
from wiki.kernel.permissions import Actor, May, require
from wiki.pages.service.derive import mark_stale
from wiki.site.queries import policy
from wiki.upkeep.models import OutsideAddress, OutsideLink
from wiki.upkeep.outside import (
    DEAD,
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
from wiki.upkeep.rules import LISTS

#: Most addresses asked in one run, and seconds after which none is begun.
MOST, RUN = 10, 20.0
#: Seconds between two questions to a host; between two runs; longest time without a look.
PAUSE, _BETWEEN, _IDLE = 1.0, timedelta(minutes=1), timedelta(hours=1)
#: How long an address is kept from other workers while it is asked.
_HELD = timedelta(hours=1)
#: When so many hosts in a run are silent and none answers, it is our own line that is cut; how long
#: these hosts then let the others go first.
_SILENT, _REST = 3, timedelta(minutes=10)
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


def _turns() -> sa.Select[*tuple[Any, ...]]:
    """The hosts to ask now. From one to the next by the index: not all their addresses are read."""
    first, following, of = (table_of(OutsideAddress).alias(name) for name in ("a", "b", "c"))
    hosts = sa.select(sa.func.min(first.c.host).label("host")).cte("hosts", recursive=True)
    after_it = sa.select(sa.func.min(following.c.host)).where(following.c.host > hosts.c.host)
    hosts = hosts.union_all(sa.select(after_it.scalar_subquery()).where(hosts.c.host.is_not(None)))
    of_it = of.c.host == hosts.c.host
    due = sa.select(sa.func.min(of.c.next_check_at)).where(of_it).scalar_subquery()
    asked = sa.select(sa.func.max(of.c.checked_at)).where(of_it).scalar_subquery()
    return (
        sa.select(hosts.c.host)
        .where(hosts.c.host.is_not(None), due <= sa.bindparam("now", type_=_moment))
        .order_by(asked.asc().nulls_first(), due, hosts.c.host)
        .limit(MOST)
    )


TURNS = _turns()
#: The address of a host that has waited for longest.
OF_HOST = (
    sa.select(*(getattr(OutsideAddress, name) for name in _Due._fields))
    .where(
        OutsideAddress.host == sa.bindparam("host"),
        OutsideAddress.next_check_at <= sa.bindparam("now", type_=_moment),
    )
    .order_by(OutsideAddress.next_check_at, OutsideAddress.id)
    .limit(1)
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
    else:
        _let_rest([one.host for one, _ in silent])
    with act():
        _queue(_next_run())


def _visit(address: str) -> Outcome:
    def pause() -> None:
        sleep(PAUSE)

    door, now = _door(), clock.now()
    robots: Robots = state().keep("upkeep.robots", lambda: Robots(door))
    return visit(door, address, pause, now, is_allowed=lambda url: robots.allow(url, pause, now))


def _chosen() -> list[_Due]:
    """Those to ask now: one of each host whose turn it is."""
    now = clock.now()
    found = [look(OF_HOST, host=host, now=now) for (host,) in look(TURNS, now=now)]
    return [_Due._make(rows[0]) for rows in found if rows]


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
            _put_off(one.host, again)
        if (known.state == DEAD) != (one.state == DEAD):
            mark_stale([LISTS])


def _let_rest(hosts: Sequence[str]) -> None:
    """Let the others go first: what these said was not noted, and they would have the next turn."""
    with act():
        for host in hosts:
            _put_off(host, clock.now() + _REST)


def _put_off(host: str, until: datetime) -> None:
    """Leave a host alone, with all its addresses, until then. Inside an act."""
    reading().execute(
        sa.update(OutsideAddress)
        .where(OutsideAddress.host == host, OutsideAddress.next_check_at < until)
        .values(next_check_at=until)
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
        if one.state == DEAD:
            mark_stale([LISTS])
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
