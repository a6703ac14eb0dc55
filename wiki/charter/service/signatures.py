"""Acts of the places: signing the version in force, objecting, taking a signature back.

Beside them, what the calendar brings: a signature that was not renewed, a place that closed.
"""

from __future__ import annotations

from dataclasses import dataclass

from wiki.charter.models import Charter, Signature, Version
from wiki.charter.queries import annexes, charters, signatures
from wiki.charter.rules import signatures as rules
from wiki.charter.rules.annexes import check_signed
from wiki.charter.rules.procedure import reason as reasoned
from wiki.charter.rules.signatures import LAPSED, OBJECTED, SIGNED, TERMINATED, WITHDRAWN
from wiki.charter.service.log import note
from wiki.kernel import clock
from wiki.kernel.db import act, reading
from wiki.kernel.errors import Conflict, Refused
from wiki.kernel.permissions import SYSTEM, Actor, May, require
from wiki.pages.models import Page
from wiki.site.queries import policy

#: Act -> what the journal says was done.
_NOTED = {
    SIGNED: "charter_signed",
    WITHDRAWN: "charter_unsigned",
    OBJECTED: "charter_objected",
    LAPSED: "charter_lapsed",
    TERMINATED: "charter_terminated",
}
_CLOSED = "Le lieu a fermé."


@dataclass(frozen=True)
class Done:
    """What is done with a version, for a place: by which mandate, with which annex, and why."""

    act: str
    mandate: str = ""
    annex_hash: str = ""
    reason: str = ""


def sign(
    actor: Actor, slug: str, number: str, place_uid: str, shown_hash: str, annex_hash: str = ""
) -> Signature:
    """Sign a version for a place, by the hashes that were shown. Raises `Refused`, `Conflict`."""
    with act():
        charter, spoken = speaking(actor, slug, place_uid)
        version = charters.numbered_as(charter.id, number)
        last = signatures.standing_of(charter, spoken.place).state
        rules.check_sign(version.state, shown_hash, version.hash, last)
        head = annexes.head(charter.id, spoken.place.id)
        kept = head.hash if head else ""
        check_signed(annexes.form(charter.id), annexes.said(head), annex_hash, kept)
        done = Done(SIGNED, spoken.mandate, kept)
        return _write(actor, charter, version, spoken.place, done)


def withdraw(actor: Actor, slug: str, place_uid: str) -> Signature:
    """Take the signature of a place back. Raises `Refused`, `Conflict`."""
    with act():
        charter, spoken = speaking(actor, slug, place_uid)
        standing = signatures.standing_of(charter, spoken.place)
        rules.check_withdraw(standing.state)
        done = Done(WITHDRAWN, spoken.mandate)
        return _write(actor, charter, _version(standing), spoken.place, done)


def object_(actor: Actor, slug: str, place_uid: str, reason: str) -> Signature:
    """Refuse, saying why, that a signature be carried over to the version in force.

    Raises `Invalid`, `Refused`, `Conflict`.
    """
    said = reasoned(reason)
    with act():
        charter, spoken = speaking(actor, slug, place_uid)
        standing = signatures.standing_of(charter, spoken.place)
        rules.check_object(standing.state, standing.until)
        current = charters.in_force(charter.id)
        if current is None:
            raise Conflict("signature_not_carried")
        done = Done(OBJECTED, spoken.mandate, reason=said)
        return _write(actor, charter, current, spoken.place, done)


def look(charter: Charter) -> None:
    """What the calendar brings to the signatures of a charter, its row held. Inside an act."""
    found = [one for one in signatures.register(charter) if one.last is not None]
    closed = signatures.closed([one.place_id for one in found if one.state in rules.STANDS])
    for one in found:
        if one.place_id in closed and one.state in rules.STANDS:
            done = Done(TERMINATED, reason=_CLOSED)
        elif one.state == rules.EXPIRED and one.last and one.last.act != LAPSED:
            done = Done(LAPSED)
        else:
            continue
        _write(SYSTEM, charter, _version(one), reading().get_one(Page, one.place_id), done)


def speaking(actor: Actor, slug: str, place_uid: str) -> tuple[Charter, signatures.Spoken]:
    """The charter, held until the act ends, and the place that the actor speaks for."""
    require(actor, May.DISCUSS, policy())
    charter = charters.by_slug(slug, locked=True)
    for one in signatures.spoken_for(charter, actor.member_id):
        if one.place.uid == place_uid:
            return charter, one
    raise Refused("signature_mandate")


def _version(standing: signatures.Standing) -> Version:
    """The version that a place signed last."""
    assert standing.signed is not None  # noqa: S101 - what stands was signed
    return reading().get_one(Version, standing.signed.version_id)


def _write(actor: Actor, charter: Charter, version: Version, place: Page, done: Done) -> Signature:
    made = Signature(
        charter_id=charter.id,
        version_id=version.id,
        version_hash=version.hash,
        annex_hash=done.annex_hash,
        place_id=place.id,
        title=place.title,
        member_id=actor.member_id,
        mandate=done.mandate,
        act=done.act,
        reason=done.reason,
        at=clock.now(),
    )
    reading().add(made)
    reading().flush()
    told = {"annex_hash": done.annex_hash} if done.annex_hash else {}
    told |= {"reason": done.reason} if done.reason else {}
    note(
        actor,
        charter,
        _NOTED[done.act],
        signature=made.uid,
        place=place.uid,
        text=version.hash,
        **told,
    )
    return made
