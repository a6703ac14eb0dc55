"""Repealing a charter: the places decide that the version in force is in force no more."""

from __future__ import annotations

from wiki.charter.models import Ballot, Charter, Version
from wiki.charter.queries import ballots as queries
from wiki.charter.queries import charters
from wiki.charter.rules import procedure
from wiki.charter.rules.chain import sha256
from wiki.charter.rules.tally import ADOPTED, INTEGRATION
from wiki.charter.rules.units import of_kind
from wiki.charter.rules.versions import IN_FORCE, REPEAL
from wiki.charter.service import ballots, versions
from wiki.charter.service.charters import held
from wiki.charter.votable import Votable
from wiki.kernel.db import act
from wiki.kernel.errors import Conflict, Missing
from wiki.kernel.permissions import Actor


def find(charter_uid: str, uid: str) -> Votable:
    """A repeal as it was put to a ballot last. Raises `Missing`, `Conflict`."""
    version = charters.by_uid(uid)
    charter = charters.charter_of(version)
    last = next(iter(queries.of_object(REPEAL, uid)), None)
    if charter.uid != charter_uid or last is None:
        raise Missing("charter_version_missing")
    return _votable(charter, version, last.text)


def _votable(charter: Charter, version: Version | None, text: str) -> Votable:
    if version is None or version.state != IN_FORCE:
        raise Conflict("charter_not_now")
    return Votable(
        REPEAL,
        version.uid,
        f"Abroger : {charter.title}, version {version.number}",
        text,
        sha256(text),
        "wiki.charter.version",
        {"slug": charter.slug, "version": version.number},
        str(charter.rules["adoption"]),
        int(charter.rules["adoption_days"]),
        of_kind(charter.rules, "adoption"),
    )


def again(charter: Charter, version: Version) -> str:
    """The text that the next ballot is about again, "" when it is written anew."""
    uid = ballots.followed(charter, REPEAL, version.uid)
    last = queries.by_uid(uid) if uid else None
    return "" if last is None or last.outcome == INTEGRATION else last.text


def put_to_vote(actor: Actor, slug: str, reason: str) -> Ballot:
    """Ask the places to repeal the version in force, saying why, by the rule of the whole text.

    Raises `Invalid`, `Conflict`.
    """
    with act():
        charter = held(actor, slug)
        version = charters.in_force(charter.id)
        if version is None:
            raise Conflict("charter_not_now")
        text = again(charter, version) or _written(charter, version, procedure.reason(reason))
        about = _votable(charter, version, text)
        return ballots.open_inside(actor, charter, about, ballots.How(about.rule, str(about.days)))


def _written(charter: Charter, version: Version, reason: str) -> str:
    """What the places read: which text would be in force no more, and why."""
    asked = f"La version {version.number} de « {charter.title} » n’est plus en vigueur."
    return f"{asked}\n\n{reason}\n\nEmpreinte de ce texte : {version.hash}"


def follow(ballot: Ballot, outcome: str) -> None:
    """A ballot is final: a version that it repeals is in force no more. Inside its act.

    One that was replaced meanwhile is not in force anyway.
    """
    if ballot.kind != REPEAL or outcome != ADOPTED:
        return
    version = charters.by_uid(ballot.object_uid)
    if version.state == IN_FORCE:
        charter = charters.charter_of(version)
        reason = f"Scrutin n° {ballot.number}"
        versions.repeal(charter, version, ballot=ballot.uid, reason=reason)
