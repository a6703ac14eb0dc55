"""Whether the minutes of ballots hold one another, and what is kept still agrees with them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from wiki.charter.models import Ballot
from wiki.charter.queries import ballots as queries
from wiki.charter.queries import paper_votes, persons, urns
from wiki.charter.rules import terms
from wiki.charter.rules.chain import Broken, Line, text_hash
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
    query = sa.select(Ballot).where(Ballot.charter_id == charter_id, Ballot.minutes_hash != "")
    previous = ""
    for ballot in reading().scalars(query.order_by(Ballot.proclaimed_at, Ballot.id)):
        about = {"number": ballot.number}
        hashes = {text_hash(ballot.minutes, previous), told.pop(ballot.uid, "")}
        if hashes != {ballot.minutes_hash}:
            yield Broken("minutes_changed", about)
        elif not _agrees(ballot):
            yield Broken("votes_changed", about)
        previous = ballot.minutes_hash
    if told:
        yield Broken("minutes_missing", {})


def _counted(ballot: Ballot, said: Mapping[str, Any]) -> bool:
    """Whether the bulletins of a secret ballot are those that its minutes count."""
    held_as = queries.terms_of(ballot)
    if terms.read(said["terms"]) != held_as or len(queries.heard(ballot)) != said["turnout"]:
        return False
    if not held_as.is_secret or said["counts"] is None:
        return True
    of = Counter(one.partition(",")[0] for one in queries.papers(ballot))
    counts = {choice: of[choice] for choice in said["counts"]}
    return (counts, list(urns.receipts(ballot.id))) == (said["counts"], said["receipts"])


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
