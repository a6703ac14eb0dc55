"""The minutes of a ballot, written by the wiki from what is kept: ids of persons, never names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from wiki.charter.models import Ballot, Bulletin, Charter, Elector, PersonBulletin
from wiki.charter.queries import ballots as queries
from wiki.charter.queries import counts as counting
from wiki.charter.queries import paper_votes, persons, proxies, urns
from wiki.charter.rules import terms, verdict
from wiki.charter.rules.paper_votes import BY_PAPER
from wiki.charter.rules.tally import Count, counted_for
from wiki.charter.rules.terms import PERSONS, PLACES, Terms
from wiki.pages.queries.pages import titles

#: How minutes are written: another way of writing them has another number.
FORMAT = 2


def written(charter: Charter, ballot: Ballot, outcome: str, previous: str) -> dict[str, Any]:
    """What is known of a ballot at its end, as plain values.

    Where only persons vote, what is counted is theirs; where both do, theirs is under `persons`.
    """
    rule, body = queries.rule_of(ballot), queries.body(ballot.id)
    places, held_as = queries.electorate(ballot.id), queries.terms_of(ballot)
    counted, needed = counted_for(rule.quorum, body)
    before, is_told = queries.before(ballot), counting.tells(ballot)
    return {
        "format": FORMAT,
        "charter": charter.uid,
        "network": titles([charter.network_id])[charter.network_id],
        "ballot": ballot.uid,
        "number": ballot.number,
        "follows": before.uid if before else "",
        "round": ballot.round,
        "object": {
            "kind": ballot.kind,
            "uid": ballot.object_uid,
            "title": ballot.title,
            "hash": ballot.text_hash,
        },
        "rule": verdict.kept(rule),
        "opened_at": _moment(ballot.opened_at),
        "closes_at": _moment(ballot.closes_at),
        "closed_at": _moment(ballot.closed_at),
        "electors": [one.title for one in places.places],
        "left": [_left(one) for one in places.left],
        "electors_at_close": body.electors,
        "quorum": {"counted": counted, "needed": needed},
        "terms": terms.kept(held_as),
        "proxies": _proxies(ballot, places.places),
        "turnout": len(queries.heard(ballot)),
        "counts": _counts(body.count) if is_told else None,
        "receipts": list(urns.receipts(ballot.id, _urn(held_as))) if is_told else [],
        "votes": [_vote(one) for one in queries.votes(ballot.id)],
        "objections": [_objection(one) for one in queries.objections(ballot.id)],
        "outcome": outcome,
        "previous": previous,
        **_papers(ballot),
        **_options(ballot, is_told=is_told),
        **(_persons(ballot, is_told=is_told) if held_as.unit != PLACES else {}),
    }


def _urn(held_as: Terms) -> type[Bulletin | PersonBulletin]:
    """The urn of what is counted first."""
    return urns.OF_PERSONS if held_as.unit == PERSONS else urns.OF_PLACES


def _persons(ballot: Ballot, *, is_told: bool) -> dict[str, Any]:
    """Those who voted in their own name, by their ids, and what they said; not who said it in
    secret."""
    found, body = persons.electorate(ballot), persons.body(ballot)
    counted, needed = counted_for(queries.rule_of(ballot).quorum, body)
    said = {
        "electors": sorted(one.member_id for one in found),
        "left": sorted(one.member_id for one in found if one.has_left),
        "electors_at_close": body.electors,
        "quorum": {"counted": counted, "needed": needed},
        "counts": _counts(body.count) if is_told else None,
        "votes": persons_said(ballot.id),
        **(_in_secret(ballot, is_told=is_told) if persons.is_secret(ballot) else {}),
    }
    return {"persons": said}


def _in_secret(ballot: Ballot, *, is_told: bool) -> dict[str, Any]:
    """What the urn of the persons holds, as it is told."""
    receipts = list(urns.receipts(ballot.id, urns.OF_PERSONS)) if is_told else []
    return {"turnout": len(persons.heard(ballot)), "receipts": receipts}


def persons_said(ballot_id: int) -> list[dict[str, Any]]:
    """What persons said in a ballot, as its minutes keep it."""
    return [
        {
            "member": one.member_id,
            "choice": one.choice,
            "word": one.word,
            "cast_at": _moment(one.cast_at),
            "counts": one.is_current,
        }
        for one in sorted(persons.votes(ballot_id), key=lambda one: (one.member_id, one.cast_at))
    ]


def _options(ballot: Ballot, *, is_told: bool) -> dict[str, Any]:
    """The wordings that were told apart, what was said of each, and those that won."""
    options = queries.options(ballot.id)
    if not options:
        return {}
    found = counting.result(ballot, len(options))
    bodies = counting.bodies(ballot, len(options))
    of_persons = counting.bodies_of_persons(ballot, len(options))
    return {
        "options": [
            {
                "uid": one.object_uid,
                "title": one.title,
                "hash": one.text_hash,
                "counts": _counts(body.count) if is_told else None,
                "outcome": outcome,
                **_among_persons(of_persons[at].count if of_persons and is_told else None),
            }
            for at, (one, body, outcome) in enumerate(zip(options, bodies, found.each, strict=True))
        ],
        "chosen": [options[at].object_uid for at in found.best],
    }


def _among_persons(count: Count | None) -> dict[str, Any]:
    return {"persons": _counts(count)} if count else {}


def _papers(ballot: Ballot) -> dict[str, Any]:
    """What was voted on paper, by whom it was entered and confirmed, if anything was."""
    told = paper_votes.told(ballot.id)
    return {"papers": told} if told else {}


def _proxies(ballot: Ballot, places: Sequence[Elector]) -> list[dict[str, str]]:
    titles = {one.place_id: one.title for one in places}
    given = proxies.given(ballot.id).items()
    return [{"place": titles[giver], "to": titles[to]} for giver, to in sorted(given)]


def _left(one: Elector) -> dict[str, Any]:
    return {"place": one.title, "reason": one.reason, "is_excluded": one.is_excluded}


def _counts(count: Count) -> dict[str, int]:
    return {
        "yes": count.yes,
        "no": count.no,
        "abstain": count.abstain,
        "blank": count.blank,
    }


def _vote(one: queries.Said) -> dict[str, Any]:
    is_paper = one.mandate.startswith(BY_PAPER)
    paper = {"paper": one.mandate.removeprefix(BY_PAPER)} if is_paper else {}
    return paper | {
        "place": one.place,
        "member": one.member_id,
        "choice": one.choice,
        "word": one.word,
        "cast_at": _moment(one.cast_at),
        "counts": one.is_current,
    }


def _objection(one: queries.Objected) -> dict[str, Any]:
    said = one.objection
    return {
        "place": one.place,
        "member": said.member_id,
        "harm": said.harm,
        "block": said.block,
        "wording": said.wording,
        "state": said.state,
        "founded": one.founded,
        "concerns": one.concerns,
    }


def _moment(value: datetime | None) -> str:
    return value.isoformat() if value else ""
