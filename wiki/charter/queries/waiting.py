"""What waits for a member in the charters: ballots, objections, amendments, texts to sign."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

import sqlalchemy as sa

from wiki.charter.models import (
    Amendment,
    Ballot,
    Charter,
    Elector,
    Objection,
    Opinion,
    Person,
    Version,
)
from wiki.charter.queries import charters, combining
from wiki.charter.queries import signatures as signed
from wiki.charter.queries.voters import heard, voiced
from wiki.charter.rules.amendments import State
from wiki.charter.rules.ballots import OPEN
from wiki.charter.rules.consent import RAISED
from wiki.charter.rules.signatures import EXPIRED, INVITED, TO_RENEW
from wiki.kernel import clock
from wiki.kernel.db import look, reading
from wiki.language.folding import fold
from wiki.organisations.models import Mandate

_OF = sa.bindparam("of", type_=sa.BigInteger())
_TODAY = sa.bindparam("today", type_=sa.String())
_NOW = sa.bindparam("now", type_=Ballot.closes_at.type)
#: The places of open ballots for which a member speaks.
_MINE = (
    Ballot.id == Elector.ballot_id,
    Mandate.page_id == Elector.place_id,
    Ballot.state == OPEN,
    Ballot.closes_at > _NOW,
    Elector.left_at.is_(None),
    Mandate.member_id == _OF,
    Mandate.since <= _TODAY,
    sa.or_(Mandate.until.is_(None), Mandate.until >= _TODAY),
)
#: The open ballots in which a member votes in their own name.
_NAMED = (
    Ballot.id == Person.ballot_id,
    Ballot.state == OPEN,
    Ballot.closes_at > _NOW,
    Person.left_at.is_(None),
    Person.member_id == _OF,
)
_UPDATED = (Amendment.author_id == _OF, Amendment.state == State.TO_UPDATE.value)
#: Asked of every screen of a member: most speak for no place.
_NUMBER = sa.select(
    sa.select(sa.func.count())
    .select_from(
        sa.union(
            sa.select(Elector.ballot_id).where(*_MINE, ~heard()),
            sa.select(Person.ballot_id).where(*_NAMED, ~voiced()),
        ).subquery()
    )
    .scalar_subquery()
    + sa.select(sa.func.count()).select_from(Amendment).where(*_UPDATED).scalar_subquery()
)


class ToVote(NamedTuple):
    """A ballot that waits for some places of a member, or for their own voice."""

    ballot: Ballot
    places: Sequence[str]
    is_own: bool


class ToJudge(NamedTuple):
    """An objection of which some places of a member have not said what they think."""

    ballot: Ballot
    objection: Objection
    place: str


class ToUpdate(NamedTuple):
    """An amendment whose author is asked what becomes of it."""

    charter: Charter
    amendment: Amendment


class ToAgree(NamedTuple):
    """A wording that combines an amendment of a member with another one, for them to sign."""

    charter: Charter
    amendment: Amendment


class ToSign(NamedTuple):
    """A version in force that some places of a member have not signed."""

    charter: Charter
    version: Version
    places: Sequence[str]
    #: Until when those that signed before are to sign again, if some did.
    until: datetime | None


def number(member_id: int | None) -> int:
    """How many ballots and amendments wait for a member."""
    if member_id is None:
        return 0
    return int(look(_NUMBER, **_asked(member_id))[0][0])


def _asked(member_id: int) -> dict[str, object]:
    now = clock.now()
    return {"of": member_id, "today": now.date().isoformat(), "now": now}


def to_vote(member_id: int) -> list[ToVote]:
    """The ballots that wait for the voice of a member, the first to close first."""
    query = (
        sa.select(Ballot, Elector.title)
        .where(*_MINE, ~heard())
        .distinct()
        .order_by(Ballot.closes_at, Ballot.id)
    )
    found: dict[int, Ballot] = {}
    titles = defaultdict(list)
    for ballot, title in reading().execute(query, _asked(member_id)):
        found[ballot.id] = ballot
        titles[ballot.id].append(title)
    own = sa.select(Ballot).where(*_NAMED, ~voiced())
    named = {one.id: one for one in reading().scalars(own, _asked(member_id))}
    both = sorted((found | named).values(), key=lambda one: (one.closes_at or _never(), one.id))
    return [ToVote(one, sorted(titles[one.id], key=fold), one.id in named) for one in both]


def _never() -> datetime:
    return datetime.max.replace(tzinfo=UTC)


def to_judge(member_id: int) -> list[ToJudge]:
    """The objections of other places on which a place of a member has said nothing."""
    judged = sa.exists().where(
        Opinion.objection_id == Objection.id, Opinion.place_id == Elector.place_id
    )
    query = (
        sa.select(Ballot, Objection)
        .where(
            *_MINE,
            Objection.ballot_id == Ballot.id,
            Objection.state == RAISED,
            Objection.place_id != Elector.place_id,
            ~judged,
        )
        .order_by(Objection.id)
    )
    found: dict[int, tuple[Ballot, Objection]] = {}
    for ballot, objection in reading().execute(query, _asked(member_id)):
        found.setdefault(objection.id, (ballot, objection))
    return [
        ToJudge(
            ballot,
            one,
            reading().get_one(Elector, (one.ballot_id, one.place_id)).title,
        )
        for ballot, one in found.values()
    ]


def to_update(member_id: int) -> list[ToUpdate]:
    """The amendments of a member that the text has left behind."""
    query = (
        sa.select(Charter, Amendment)
        .join(Charter, Charter.id == Amendment.charter_id)
        .where(*_UPDATED)
        .order_by(Charter.id, Amendment.number)
    )
    return [ToUpdate(*row) for row in reading().execute(query, {"of": member_id})]


def to_agree(member_id: int) -> list[ToAgree]:
    """The wordings that wait for the signature of a member, as the author of one of two."""
    return [ToAgree(*one) for one in combining.to_sign(member_id)]


def to_sign(member_id: int) -> list[ToSign]:
    """The versions in force that a place of a member has not signed, or is to sign again."""
    in_force = {one.charter: one.in_force for one in charters.charters() if one.in_force}
    spoken = signed.spoken_in(in_force, member_id)
    pages = {charter: [one.place for one in said] for charter, said in spoken.items() if said}
    standings = signed.standings(pages)
    found = []
    for charter, version in in_force.items():
        waits = [
            standing
            for one in pages.get(charter.id, ())
            if (standing := standings[charter.id, one.id]).state in (INVITED, TO_RENEW, EXPIRED)
        ]
        if waits:
            until = min((one.until for one in waits if one.until), default=None)
            found.append(ToSign(charter, version, [one.title for one in waits], until))
    return found
