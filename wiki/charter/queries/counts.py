"""What is counted in a ballot, among places, among persons, or in both, and what that decides."""

from __future__ import annotations

from wiki.charter.models import Ballot
from wiki.charter.queries import ballots as queries
from wiki.charter.queries import persons
from wiki.charter.rules import alternatives, severities, units, verdict
from wiki.charter.rules.ballots import CANCELLED
from wiki.charter.rules.tally import RUN_OFF, Body, Rule, decided_twice
from wiki.charter.rules.terms import BOTH
from wiki.charter.rules.versions import VOTED


def counted(ballot: Ballot) -> tuple[Body, ...]:
    """Each count that has to hold: of places or of persons; of places, then of persons."""
    first = queries.body(ballot.id)
    is_double = queries.terms_of(ballot).unit == BOTH
    return (first, persons.body(ballot)) if is_double else (first,)


def tells(ballot: Ballot) -> bool:
    """Whether what was counted in a ballot is told at its end: enough took part on each side."""
    least = min(one.count.cast for one in counted(ballot))
    is_given_up = ballot.state == CANCELLED
    return queries.terms_of(ballot).tells_counts(least, is_given_up=is_given_up)


def outcome(ballot: Ballot) -> str:
    """What a ballot decides, by what was said so far."""
    if options := queries.options(ballot.id):
        return result(ballot, len(options)).outcome
    rule, bodies = queries.rule_of(ballot), counted(ballot)
    if len(bodies) > 1:
        return decided_twice(rule, bodies[1], bodies[0])
    return verdict.verdict(rule, bodies[0], queries.blocking(ballot.id), ballot.round)


def rule_after(ballot: Ballot) -> Rule | None:
    """The rule of the ballot that may follow a proclaimed one; None when it was the last word."""
    rule = queries.rule_of(ballot)
    found = (verdict.rule_after(rule, ballot.outcome, one) for one in counted(ballot))
    return next(filter(None, found), None)


def bodies(ballot: Ballot, count: int) -> list[Body]:
    """Who may vote in a ballot, and what they said of each of so many wordings."""
    return alternatives.bodies(queries.papers(ballot), queries.body(ballot.id).electors, count)


def bodies_of_persons(ballot: Ballot, count: int) -> list[Body]:
    """The same of the persons, where each wording has to pass among them too; else nothing."""
    if queries.terms_of(ballot).unit != BOTH:
        return []
    return alternatives.bodies(persons.papers(ballot), persons.body(ballot).electors, count)


def result(ballot: Ballot, count: int) -> alternatives.Result:
    """What a ballot that tells so many wordings apart decides, by what was said so far."""
    previous = queries.before(ballot)
    is_run_off = previous is not None and previous.outcome == RUN_OFF
    rule, each = queries.rule_of(ballot), bodies(ballot, count)
    of_persons = bodies_of_persons(ballot, count)
    if ballot.kind == VOTED:
        names = [one.object_uid for one in queries.options(ballot.id)]
        return severities.result(rule, each, of_persons, names)
    if of_persons:
        return units.result_twice(rule, each, of_persons, is_run_off=is_run_off)
    return alternatives.result(rule, each, is_run_off=is_run_off)
