"""What happens when in a charter: the days of its version under way, its ballots, what came."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from wiki.charter.models import Ballot, Charter, Version
from wiki.charter.queries import ballots, charters
from wiki.charter.rules.ballots import CANCELLED, PROCLAIMED
from wiki.charter.rules.tally import SECOND_CALL_AFTER, UNDECIDED

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
        if one.state == PROCLAIMED and one.outcome == UNDECIDED and one.proclaimed_at
    }
    if not missed:
        return {}
    followed, lacking = ballots.followed(found[0].charter_id), ballots.without_quorum(missed)
    return {id_: at for id_, at in missed.items() if id_ in lacking and id_ not in followed}


def _forces(charter: Charter) -> Iterator[Event]:
    for one in charters.versions(charter.id):
        if one.in_force_at is not None:
            start = one.in_force_at.date()
            yield Event(f"{one.uid}-{FORCE}", FORCE, "", start, None, one.in_force_at, None, one)
