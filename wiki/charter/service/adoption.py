"""Deciding on the whole text: a candidate is put to the places, a ballot adopts or rejects it."""

from __future__ import annotations

from wiki.charter.models import Ballot, Charter, Version
from wiki.charter.queries import ballots as ballots_asked
from wiki.charter.queries import charters as queries
from wiki.charter.rules import severities, verdict
from wiki.charter.rules.blocks import source_of
from wiki.charter.rules.tally import ADOPTED, REJECTED
from wiki.charter.rules.units import of_kind
from wiki.charter.rules.versions import CANDIDATE, FIX, MAJOR, MINOR, VOTED
from wiki.charter.service import ballots, versions
from wiki.charter.service.charters import held
from wiki.charter.votable import Option, Votable
from wiki.kernel.db import act
from wiki.kernel.errors import Conflict, Missing
from wiki.kernel.permissions import Actor

#: What the version asks of the places that signed one before: a ballot decides of it, too.
_ASKED = {
    MAJOR: " (majeure : les lieux signent de nouveau)",
    MINOR: " (mineure : les signatures sont reconduites)",
    FIX: " (correction : les signatures sont reconduites)",
}
#: The same where the ballot asks it: what the places choose among.
_FOLLOWS = {
    MAJOR: "Les lieux signent de nouveau, dans les quatre-vingt-dix jours",
    MINOR: "Les signatures sont reconduites, avec trente jours pour objecter",
    FIX: "Les signatures sont reconduites, sans rien demander",
}


def find(charter_uid: str, uid: str) -> Votable:
    """A candidate as it is voted on: by its hash, under the rule that its charter fixed.

    Raises `Missing`, `Conflict`.
    """
    version = queries.by_uid(uid)
    charter = queries.charter_of(version)
    if charter.uid != charter_uid:
        raise Missing("charter_version_missing")
    return _votable(charter, version)


def _votable(charter: Charter, version: Version | None) -> Votable:
    if version is None or version.state != CANDIDATE or version.hash is None:
        raise Conflict("charter_not_now")
    blocks = [one.block for one in queries.frozen_blocks(version)]
    is_asked = asks_severity(charter, version)
    asked = _ASKED[version.severity] if version.parent_id and not is_asked else ""
    return Votable(
        VOTED,
        version.uid,
        f"{charter.title}, version {version.number}{asked}",
        source_of(blocks),
        version.hash,
        "wiki.charter.version",
        {"slug": charter.slug, "version": version.number},
        str(charter.rules["adoption"]),
        int(charter.rules["adoption_days"]),
        of_kind(charter.rules, "adoption"),
        _options(version) if is_asked else (),
    )


def asks_severity(charter: Charter, version: Version) -> bool:
    """Whether the ballot of a version decides what is asked of those who signed one before."""
    rule = verdict.offered(str(charter.rules["adoption"]))
    return severities.is_asked(rule, has_parent=version.parent_id is not None)


def _options(version: Version) -> tuple[Option, ...]:
    """What is decided with the text: what is asked of those who signed, as prepared first."""
    digest = version.hash or ""
    asked = [
        Option(severities.name(code), _FOLLOWS[code], "", digest)
        for code in severities.ordered(version.severity)
    ]
    return (Option(version.uid, "Le texte", "", digest), *asked)


def put_to_vote(actor: Actor, slug: str) -> Ballot:
    """Open the ballot of the whole text: the first one, or that which follows the last one.

    A text that was written anew after objections goes through the next round. Raises `Conflict`.
    """
    with act():
        charter = held(actor, slug)
        about = _votable(charter, queries.under_way(charter.id))
        how = ballots.How(about.rule, str(about.days))
        return ballots.open_inside(actor, charter, about, how)


def follow(ballot: Ballot, outcome: str) -> None:
    """A ballot is final: what it decided of a candidate is done. Inside its act.

    It was done at the proclamation of a ballot that is older than contests.
    """
    if ballot.kind != VOTED:
        return
    version = queries.by_uid(ballot.object_uid)
    if version.state != CANDIDATE or version.hash != ballot.text_hash:
        return
    charter = queries.charter_of(version)
    if outcome == ADOPTED:
        asked = severities.chosen(ballots_asked.minutes(ballot).get("chosen", ()))
        version.severity = asked or version.severity
        versions.adopt(charter, version, ballot=ballot.uid, severity=version.severity)
    elif outcome == REJECTED:
        versions.reject(charter, version, ballot=ballot.uid)
