"""Putting a bulletin into an urn of a secret ballot, and noting that its elector has voted."""

from __future__ import annotations

import secrets

import sqlalchemy as sa

from wiki.charter.models import Ballot, Bulletin, PersonBulletin, PersonTurnout, Turnout
from wiki.charter.rules.chain import sha256
from wiki.journal.service import record
from wiki.kernel.db import reading, table_of
from wiki.kernel.errors import Conflict
from wiki.kernel.permissions import SYSTEM

#: Signs of a receipt: enough for no two to be alike, few enough to be compared by eye.
_RECEIPT = 16


def put(ballot: Ballot, place_id: int, choice: str) -> str:
    """Put what a place says into the urn, for good; its receipt. Raises `Conflict` the second time.

    Inside an act that holds the ballot. The journal says that a bulletin came, not whose.
    """
    if reading().get(Turnout, (ballot.id, place_id)) is not None:
        raise Conflict("ballot_final", field="choice")
    return _put(ballot, Turnout(ballot_id=ballot.id, place_id=place_id), Bulletin, choice)


def put_own(ballot: Ballot, member_id: int, choice: str) -> str:
    """The same of what a person says, into the urn of the persons."""
    if reading().get(PersonTurnout, (ballot.id, member_id)) is not None:
        raise Conflict("ballot_final_own", field="choice")
    voted = PersonTurnout(ballot_id=ballot.id, member_id=member_id)
    return _put(ballot, voted, PersonBulletin, choice)


def _put(
    ballot: Ballot,
    voted: Turnout | PersonTurnout,
    urn: type[Bulletin | PersonBulletin],
    choice: str,
) -> str:
    session = reading()
    session.add(voted)
    session.flush()
    receipt = sha256(f"{ballot.uid} {secrets.token_hex(32)}")[:_RECEIPT]
    mine = {
        "id": secrets.randbits(62),
        "ballot_id": ballot.id,
        "choice": choice,
        "receipt": receipt,
    }
    bulletins = table_of(urn)
    query = sa.select(bulletins).where(bulletins.c.ballot_id == ballot.id)
    rows = [dict(row) for row in session.execute(query).mappings()]
    session.execute(sa.delete(bulletins).where(bulletins.c.ballot_id == ballot.id))
    every = sorted([*rows, mine], key=lambda one: int(one["id"]))
    session.execute(sa.insert(bulletins), every)
    record(SYSTEM, "ballot_filled", "ballot", ballot.uid, title=ballot.title)
    return receipt
