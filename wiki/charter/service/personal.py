"""What ballots, annexes and signatures keep of a member: what they said for places."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from wiki.charter.models import Annex, Ballot, Charter, Elector, Objection, Signature, Sponsor, Vote
from wiki.kernel.personal import Personal, told
from wiki.pages.models import Page


def _of(member_id: int) -> dict[str, Any]:
    votes = sa.select(
        Ballot.title.label("ballot"),
        Elector.title.label("place"),
        Vote.choice,
        Vote.word,
        Vote.cast_at,
    ).join(Ballot, Ballot.id == Vote.ballot_id)
    votes = votes.join(Elector, sa.and_(Elector.ballot_id == Vote.ballot_id, _place(Vote)))
    objections = sa.select(
        Ballot.title.label("ballot"),
        Elector.title.label("place"),
        Objection.harm,
        Objection.wording,
        Objection.raised_at,
    ).join(Ballot, Ballot.id == Objection.ballot_id)
    objections = objections.join(
        Elector, sa.and_(Elector.ballot_id == Objection.ballot_id, _place(Objection))
    )
    signatures = sa.select(
        Signature.title.label("place"), Signature.version_hash, Signature.act, Signature.at
    )
    annexes = sa.select(
        Charter.title.label("charter"), Page.title.label("place"), Annex.text, Annex.at
    )
    annexes = annexes.join(Charter, Charter.id == Annex.charter_id)
    annexes = annexes.join(Page, Page.id == Annex.place_id)
    supports = sa.select(Sponsor.title.label("place"), Sponsor.is_given, Sponsor.at)
    return {
        "charter_annexes": told(annexes.where(Annex.member_id == member_id).order_by(Annex.id)),
        "charter_supports": told(
            supports.where(Sponsor.member_id == member_id).order_by(Sponsor.id)
        ),
        "charter_signatures": told(
            signatures.where(Signature.member_id == member_id).order_by(Signature.id)
        ),
        "ballot_votes": told(votes.where(Vote.member_id == member_id).order_by(Vote.id)),
        "ballot_objections": told(
            objections.where(Objection.member_id == member_id).order_by(Objection.id)
        ),
    }


def _place(said: type[Vote | Objection]) -> sa.ColumnElement[bool]:
    return Elector.place_id == said.place_id


def _erase(_member_id: int) -> None:
    """What was said for a place, in a ballot or an annex, is what the network decided by, and what
    was signed: it stays, under no name."""


PERSONAL = Personal(_of, _erase)
