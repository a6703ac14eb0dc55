"""Acts of the places: signing the version in force, taking a signature back."""

from __future__ import annotations

from wiki.charter.models import Charter, Signature, Version
from wiki.charter.queries import charters, signatures
from wiki.charter.rules.signatures import SIGNED, WITHDRAWN, check_sign, check_withdraw
from wiki.charter.service.log import note
from wiki.kernel import clock
from wiki.kernel.db import act, reading
from wiki.kernel.errors import Refused
from wiki.kernel.permissions import Actor, May, require
from wiki.site.queries import policy


def sign(actor: Actor, slug: str, number: str, place_uid: str, shown_hash: str) -> Signature:
    """Sign a version for a place, by the hash that was shown. Raises `Refused`, `Conflict`."""
    with act():
        charter, spoken = _held(actor, slug, place_uid)
        version = charters.numbered_as(charter.id, number)
        last = signatures.standing_of(charter, spoken.place).state
        check_sign(version.state, shown_hash, version.hash, last)
        return _write(actor, charter, version, spoken, SIGNED)


def withdraw(actor: Actor, slug: str, place_uid: str) -> Signature:
    """Take the signature of a place back. Raises `Refused`, `Conflict`."""
    with act() as session:
        charter, spoken = _held(actor, slug, place_uid)
        standing = signatures.standing_of(charter, spoken.place)
        check_withdraw(standing.state)
        assert standing.last is not None  # noqa: S101 - what stands was signed
        version = session.get_one(Version, standing.last.version_id)
        return _write(actor, charter, version, spoken, WITHDRAWN)


def _held(actor: Actor, slug: str, place_uid: str) -> tuple[Charter, signatures.Spoken]:
    """The charter, held until the act ends, and the place that the actor speaks for."""
    require(actor, May.DISCUSS, policy())
    charter = charters.by_slug(slug, locked=True)
    for one in signatures.spoken_for(charter, actor.member_id):
        if one.place.uid == place_uid:
            return charter, one
    raise Refused("signature_mandate")


def _write(
    actor: Actor, charter: Charter, version: Version, spoken: signatures.Spoken, done: str
) -> Signature:
    made = Signature(
        charter_id=charter.id,
        version_id=version.id,
        version_hash=version.hash,
        place_id=spoken.place.id,
        title=spoken.place.title,
        member_id=actor.member_id,
        mandate=spoken.mandate,
        act=done,
        at=clock.now(),
    )
    reading().add(made)
    reading().flush()
    note(
        actor,
        charter,
        f"charter_{'signed' if done == SIGNED else 'unsigned'}",
        signature=made.uid,
        place=spoken.place.uid,
        text=version.hash,
    )
    return made
