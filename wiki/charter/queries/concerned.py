"""Those whom it concerns that a ballot is contested: who votes in it, who holds its procedure."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from wiki.charter.models import Ballot, Charter, Contest
from wiki.charter.queries.voters import Voter, of_ballot, reachable
from wiki.charter.rules.ballots import SECOND
from wiki.charter.rules.contests import answers_as
from wiki.kernel.db import reading
from wiki.kernel.permissions import Role
from wiki.members.models import Member, MemberRole


def guarantors(charter: Charter) -> set[int]:
    """The members who hold the procedure of a charter by its own offices."""
    return _moderating(f"charter:{charter.uid}")


def answering(charter: Charter, ballot: Ballot) -> set[int]:
    """Those who may answer who contests a ballot; the moderation where no guarantor may."""
    query = sa.select(Contest.member_id).where(Contest.ballot_id == ballot.id)
    contesting = set(reading().scalars(query))
    first = (ballot.made_by_id, ballot.proclaimed_by_id)
    for found in (guarantors(charter), _moderating("")):
        if may := {one for one in found if SECOND in answers_as(one, first, contesting)}:
            return may
    return set()


def _moderating(scope: str) -> set[int]:
    query = sa.select(MemberRole.member_id).where(
        MemberRole.scope == scope, MemberRole.role >= Role.MODERATOR
    )
    return set(reading().scalars(query))


def concerned(
    charter: Charter, ballot: Ballot, after: int, size: int, *, but_contesting: bool
) -> Sequence[Voter]:
    """Some of all of them who can be written to, those after a member, by id."""
    keeping = guarantors(charter) | answering(charter, ballot)
    contesting = sa.select(Contest.member_id).where(Contest.ballot_id == ballot.id)
    who = sa.union(
        *of_ballot(ballot.id, is_unheard=False),
        contesting,
        sa.select(Member.id).where(Member.id.in_(keeping)),
    ).subquery()
    query = sa.select(who.c[0])
    return reachable(
        query.where(who.c[0].not_in(contesting)) if but_contesting else query, after, size
    )
