"""Taking over an amendment that its author has withdrawn: another one, which asks the same."""

from __future__ import annotations

from wiki.charter.models.amendments import Amendment
from wiki.charter.queries import amendments as queries
from wiki.charter.queries import charters
from wiki.charter.rules import amendments as rules
from wiki.charter.rules.amendments import State, Step
from wiki.charter.service import amendments as service
from wiki.charter.service.deadlines import watch
from wiki.charter.service.following import refresh
from wiki.kernel import clock
from wiki.kernel.db import act
from wiki.kernel.errors import Conflict
from wiki.kernel.permissions import Actor, May, require
from wiki.site.queries import policy

#: What is said in the history of the one that was withdrawn.
TAKEN_OVER = "taken_over"


def take_over(actor: Actor, slug: str, number: int) -> Amendment:
    """Ask anew, as its author, what somebody has withdrawn; in the words that held, and why.

    Raises `Conflict`, `Refused`.
    """
    with act():
        charter, version = service.going_charter(slug)
        require(actor, May.AMEND, policy(), service.scope(charter))
        held = queries.numbered(charter.id, number, locked=True)
        left = held.amendment
        if code := why_not(actor, left):
            raise Conflict(code)
        taken = service.unworded(actor, charter, version, left.block)
        words = (held.operation, held.wording.base, held.wording.why)
        service.word(taken, *words, service.WRITTEN, actor)
        service.happen(actor, taken, "begin", cause=left.uid)
        service.move(actor, charter, taken, Step.TABLE)
        service.happen(actor, left, TAKEN_OVER, cause=taken.uid)
        told = {"cause": left.uid}
        service.log(actor, charter, taken, "amendment_taken_over", **told)
        watch(taken)
        page = charters.draft_page(charter)
        refresh(charter, page, queries.numbered(charter.id, taken.number))
    return taken


def why_not(actor: Actor, amendment: Amendment) -> str:
    """Why somebody may not take an amendment over, "" when they may."""
    state = State(amendment.state)
    if state is not State.WITHDRAWN:
        return "amendment_step"
    told = queries.steps(amendment.id)
    steps = {one.step for one in told}
    if TAKEN_OVER in steps:
        return "amendment_taken_over"
    return rules.why_not_take_over(
        state,
        amendment.since,
        clock.now(),
        is_author=actor.member_id in {one.actor_id for one in told if one.step == Step.WITHDRAW},
        was_tabled=bool(steps & {Step.TABLE, Step.AGREE}),
    )
