"""What the screens of a ballot show of those who contest it."""

from __future__ import annotations

from typing import Any

from wiki.charter.models import Ballot
from wiki.charter.queries import contests as queries
from wiki.charter.rules import ballots as states
from wiki.charter.rules import contests as rules
from wiki.kernel import clock
from wiki.members.queries import names
from wiki.web.actors import current_actor
from wiki.web.language import gettext


def shown(ballot: Ballot) -> dict[str, Any]:
    """Who contests it and what was answered, until when, and what one may do about it."""
    found, ruling, me = queries.of_ballot(ballot.id), queries.ruling(ballot.id), current_actor()
    first, now = (ballot.made_by_id, ballot.proclaimed_by_id), clock.now()
    who = rules.answers_as(me.member_id, first, [one.member_id for one in found])
    until = rules.until(ballot.proclaimed_at) if ballot.proclaimed_at else None
    is_contestable = queries.is_contestable(ballot)
    return {
        "contests": found,
        "ruling": ruling,
        "contest_names": names(
            {one.member_id for one in found} | ({ruling.member_id} if ruling else set())
        ),
        "final_on": until if ballot.state in states.UNSETTLED else None,
        "is_contestable": is_contestable,
        "contesting": _named(queries.unused(ballot, me.member_id)) if is_contestable else [],
        "may_answer": ballot.state == states.CONTESTED and states.SECOND in who,
        "may_reject": until is not None and now >= until,
        "has_reasons": any(one.reason for one in found) or bool(ruling and ruling.reason),
    }


def _named(voices: list[queries.Voice]) -> list[tuple[str, str]]:
    return [(one.uid, one.title or gettext("en mon nom")) for one in voices]
