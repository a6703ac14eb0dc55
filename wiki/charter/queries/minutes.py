"""Whether the minutes of ballots hold one another, and what is kept still agrees with them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from wiki.charter.models import Ballot, Contest, Ruling
from wiki.charter.queries import ballots as queries
from wiki.charter.queries import contests, paper_votes, persons, urns
from wiki.charter.rules import terms
from wiki.charter.rules.ballots import CANCELLED, FINAL
from wiki.charter.rules.chain import Broken, Line, hidden, text_hash
from wiki.kernel.db import reading


def broken(charter_id: int, lines: Sequence[Line]) -> Iterator[Broken]:
    """What does not hold in the ballots of a charter, the first link first.

    The journal of the charter, whose `lines` these are, says the hash of all minutes.
    """
    told = {
        one.detail["ballot"]: one.detail["minutes"]
        for one in lines
        if one.action == "ballot_proclaimed"
    }
    ruled = {one.detail["ballot"]: one.detail["ruling"] for one in lines if "ruling" in one.detail}
    previous = ""
    for one in contests.minutes(charter_id):
        about = {"number": one.ballot.number}
        kept = told if one.ruling is None else ruled
        if {text_hash(one.text, previous), kept.pop(one.ballot.uid, "")} != {one.hash}:
            yield Broken("minutes_changed", about)
        elif not (_agrees(one.ballot) if one.ruling is None else _answers(one.ballot, one.ruling)):
            yield Broken("votes_changed", about)
        previous = one.hash
    if told or ruled:
        yield Broken("minutes_missing", {})
    yield from _contests(charter_id, lines)


def _answers(ballot: Ballot, ruling: Ruling) -> bool:
    """Whether what was answered to a contest is what its minutes say, and was done."""
    said = json.loads(ruling.minutes)
    kept = (ruling.is_upheld, ruling.member_id, ruling.reason_hash)
    is_there = not ruling.reason or hidden(ballot.uid, ruling.reason) == ruling.reason_hash
    told = (said["upheld"], said["by"], said["reason"])
    return is_there and kept == told and ballot.state == (CANCELLED if ruling.is_upheld else FINAL)


def _contests(charter_id: int, lines: Sequence[Line]) -> Iterator[Broken]:
    """Whether those who contest are those of the journal, for the reasons that they gave."""
    told = {
        one.detail["contest"]: one.detail["reason_hash"]
        for one in lines
        if one.action == "ballot_contested"
    }
    query = sa.select(Contest, Ballot.number).join(Ballot, Ballot.id == Contest.ballot_id)
    for contest, number in reading().execute(query.where(Ballot.charter_id == charter_id)):
        hashes = {contest.reason_hash, told.pop(contest.uid, "")}
        if contest.reason:
            hashes.add(hidden(contest.uid, contest.reason))
        if len(hashes) > 1:
            yield Broken("contest_changed", {"number": number})
    if told:
        yield Broken("contest_changed", {"number": ""})


def _counted(ballot: Ballot, said: Mapping[str, Any]) -> bool:
    """Whether the bulletins of a secret ballot are those that its minutes count."""
    held_as = queries.terms_of(ballot)
    if terms.read(said["terms"]) != held_as or len(queries.heard(ballot)) != said["turnout"]:
        return False
    if not held_as.is_secret:
        return True
    if held_as.unit == terms.PERSONS:
        return _in_urn(persons.papers(ballot), urns.receipts(ballot.id, urns.OF_PERSONS), said)
    if held_as.unit == terms.BOTH:
        of, told = urns.receipts(ballot.id, urns.OF_PERSONS), said["persons"]
        if len(persons.heard(ballot)) != told["turnout"]:
            return False
        if not _in_urn(persons.papers(ballot), of, told):
            return False
    return _in_urn(queries.papers(ballot), urns.receipts(ballot.id), said)


def _in_urn(papers: Sequence[str], receipts: Sequence[str], said: Mapping[str, Any]) -> bool:
    """Whether an urn holds what minutes tell of it; they may tell nothing."""
    if said["counts"] is None:
        return True
    of = Counter(one.partition(",")[0] for one in papers)
    counts = {choice: of[choice] for choice in said["counts"]}
    return (counts, list(receipts)) == (said["counts"], said["receipts"])


def _voiced(ballot: Ballot, said: Mapping[str, Any]) -> bool:
    """Whether the persons of a ballot, and what they said, are those of its minutes."""
    told = said.get("persons") or {"electors": [], "left": [], "votes": []}
    found = persons.electorate(ballot)
    electors = sorted(one.member_id for one in found)
    left = sorted(one.member_id for one in found if one.has_left)
    votes = Counter(
        (one.member_id, one.choice, one.word, one.is_current) for one in persons.votes(ballot.id)
    )
    wanted = Counter(
        (one["member"], one["choice"], one["word"], one["counts"]) for one in told["votes"]
    )
    return (electors, left, votes) == (told["electors"], told["left"], wanted)


def _agrees(ballot: Ballot) -> bool:
    """Whether a ballot and its votes are what its minutes say."""
    said = json.loads(ballot.minutes)
    votes = [
        [one.place, one.member_id, one.choice, one.word, one.is_current]
        for one in queries.votes(ballot.id)
    ]
    told = [
        [one["place"], one["member"], one["choice"], one["word"], one["counts"]]
        for one in said["votes"]
    ]
    if not _voiced(ballot, said) or (said["format"] > 1 and not _counted(ballot, said)):
        return False
    if said.get("papers", []) != paper_votes.told(ballot.id):
        return False
    kept = (ballot.outcome, ballot.text_hash, ballot.number, json.loads(ballot.rule))
    return votes == told and kept == (
        said["outcome"],
        said["object"]["hash"],
        said["number"],
        said["rule"],
    )
