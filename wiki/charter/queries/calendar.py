"""What happens when in a charter: the days of its version under way, its ballots, what came."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

import sqlalchemy as sa

from wiki.charter.models import Ballot, Charter, Version
from wiki.charter.queries import ballots, charters
from wiki.charter.rules import verdict
from wiki.charter.rules.ballots import CANCELLED, DECIDED
from wiki.charter.rules.tally import SECOND_CALL_AFTER, UNDECIDED
from wiki.kernel.db import reading

#: Sorts of events: a step of a version, a ballot, a second call, a version in force.
STEP, BALLOT, SECOND, FORCE = "step", "ballot", "second", "force"


class Event(NamedTuple):
    """Something that happens on a day, or from a moment to another."""

    #: Names it for ever, whatever its date becomes.
    name: str
    sort: str
    #: A code of `rules.procedure.STEPS` for a step.
    code: str
    start: date | datetime
    end: datetime | None
    #: When it was last written.
    since: datetime
    ballot: Ballot | None
    version: Version | None


def events(charter: Charter) -> list[Event]:
    """All of them, in order."""
    found = [*_steps(charter), *_ballots(charter), *_forces(charter)]
    return sorted(found, key=lambda one: (_day(one.start), one.name))


def _day(at: date | datetime) -> str:
    return at.isoformat()


def _steps(charter: Charter) -> Iterator[Event]:
    version = charters.under_way(charter.id)
    if version is None:
        return
    for code, day in version.calendar.items():
        start = date.fromisoformat(day)
        yield Event(f"{version.uid}-{code}", STEP, code, start, None, version.since, None, version)


def _ballots(charter: Charter) -> Iterator[Event]:
    found = ballots.of_charter(charter.id)
    calls = second_calls(found)
    for one in found:
        if one.state == CANCELLED or one.opened_at is None:
            continue
        since = one.closed_at or one.opened_at
        yield Event(one.uid, BALLOT, "", one.opened_at, one.closes_at, since, one, None)
        if called := calls.get(one.id):
            since = one.proclaimed_at or one.opened_at
            yield Event(f"{one.uid}-{SECOND}", SECOND, "", called.date(), None, since, one, None)


def second_call(ballot: Ballot) -> datetime | None:
    """From when on a ballot that missed its quorum may be held again; None when it may not."""
    return second_calls([ballot]).get(ballot.id)


def second_calls(found: Sequence[Ballot]) -> dict[int, datetime]:
    """The same of some ballots of one charter, in two queries: id -> from when on."""
    missed = {
        one.id: one.proclaimed_at + timedelta(days=SECOND_CALL_AFTER)
        for one in found
        if one.state in DECIDED and one.outcome == UNDECIDED and one.proclaimed_at
    }
    if not missed:
        return {}
    done, lacking = followed(found[0].charter_id), _without_quorum(missed)
    return {id_: at for id_, at in missed.items() if id_ in lacking and id_ not in done}


def followed(charter_id: int) -> set[int]:
    """The ballots of a charter that another one follows, which was not given up."""
    query = sa.select(Ballot.id, Ballot.follows_id, Ballot.state)
    rows = reading().execute(query.where(Ballot.charter_id == charter_id)).all()
    follower = {row.follows_id: row for row in rows if row.follows_id is not None}
    found = set()
    for row in rows:
        after = follower.get(row.id)
        while after is not None and after.state == CANCELLED:
            after = follower.get(after.id)
        if after is not None:
            found.add(row.id)
    return found


def _without_quorum(ids: Collection[int]) -> set[int]:
    """Those of some proclaimed ballots that missed a quorum and may be called again."""
    query = sa.select(Ballot.id, Ballot.rule, Ballot.minutes).where(Ballot.id.in_(list(ids)))
    return {
        row.id
        for row in reading().execute(query)
        if verdict.may_be_called_again(verdict.read(json.loads(row.rule)), json.loads(row.minutes))
    }


def _forces(charter: Charter) -> Iterator[Event]:
    for one in charters.versions(charter.id):
        if one.in_force_at is not None:
            start = one.in_force_at.date()
            yield Event(f"{one.uid}-{FORCE}", FORCE, "", start, None, one.in_force_at, None, one)
