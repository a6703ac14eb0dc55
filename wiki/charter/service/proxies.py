"""Giving a proxy: a place lets another one vote for it in one ballot."""

from __future__ import annotations

from wiki.charter.models import Ballot, Proxy
from wiki.charter.queries import ballots as queries
from wiki.charter.queries import proxies
from wiki.charter.queries.electorate import own
from wiki.charter.rules import ballots as rules
from wiki.charter.rules.proxies import check_give
from wiki.journal.service import record
from wiki.kernel import clock
from wiki.kernel.db import act
from wiki.kernel.errors import Conflict, Refused
from wiki.kernel.permissions import Actor, May, require
from wiki.site.queries import policy


def give(actor: Actor, uid: str, place_uid: str, to_uid: str) -> Ballot:
    """Let a place vote for the actor's, which may still vote itself. Raises `Conflict`."""
    with act() as session:
        require(actor, May.VOTE, policy())
        ballot, now = queries.by_uid(uid, locked=True), clock.now()
        rules.check_cast(ballot.state, ballot.closes_at or now, now)
        if not queries.terms_of(ballot).has_proxies:
            raise Conflict("proxy_none", field="to")
        spoken = next(
            (one for one in own(ballot.id, actor.member_id) if one.uid == place_uid), None
        )
        if spoken is None:
            raise Refused("ballot_no_mandate")
        receiver = queries.held_elector(ballot.id, to_uid)
        if receiver.left_at is not None:
            raise Conflict("ballot_left", field="to")
        has_voted = spoken.place_id in queries.heard(ballot)
        given = proxies.given(ballot.id)
        check_give(spoken.place_id, receiver.place_id, given, has_voted=has_voted)
        proxy = Proxy(
            ballot_id=ballot.id,
            place_id=spoken.place_id,
            to_place_id=receiver.place_id,
            member_id=actor.member_id,
            mandate=spoken.mandate,
            given_at=now,
        )
        session.add(proxy)
        session.flush()
        told = {"title": ballot.title, "place": spoken.uid, "to": to_uid}
        record(actor, "ballot_proxy", "ballot", ballot.uid, **told)
    return ballot
