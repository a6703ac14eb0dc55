"""Papers of an assembly: what may become of a sheet of them, and by whom; until when it waits."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from wiki.charter.rules.ballots import CLOSED, OPEN
from wiki.charter.rules.moves import moved as move
from wiki.charter.rules.moves import moves
from wiki.charter.rules.terms import PLACES, Terms
from wiki.kernel.errors import Conflict, Invalid
from wiki.kernel.texts import one_line

WAITING, CONFIRMED, REFUSED, DROPPED = STATES = ("waiting", "confirmed", "refused", "dropped")
#: A second guarantor is another than who entered it.
GUARANTOR, SECOND, CLOCK = ACTORS = ("guarantor", "second_guarantor", "clock")
CONFIRM, REFUSE, DROP = STEPS = ("confirm", "refuse", "drop")
#: Erasing who held the papers of a sheet, which stays what it is.
FORGET = "forget"
#: What may become of a sheet, and by whom; what is not here is refused.
MOVES = (
    *moves((WAITING,), CONFIRM, SECOND, CONFIRMED),
    *moves((WAITING,), REFUSE, SECOND, REFUSED),
    *moves((WAITING,), DROP, (GUARANTOR, CLOCK), DROPPED),
)
#: How long after its close a ballot waits for its sheets to be confirmed.
PATIENCE = timedelta(days=7)
#: Before the uid of the sheet, in place of the mandate of a vote.
BY_PAPER = "paper:"
#: In characters.
LEAST_HOLDER, HOLDER = 2, 100


def moved(state: str, step: str, who: Collection[str]) -> str:
    """What a sheet becomes by what somebody does, who may act as several.

    Raises `Refused` when only others may, `Conflict` when nobody may from there.
    """
    if step not in STEPS:
        raise Invalid("paper_step")
    return move(MOVES, state, step, who, not_now="paper_settled", not_yours="paper_second")


def why_none(terms: Terms) -> str:
    """The code of why a ballot held in this way takes no papers, "" when it does."""
    if terms.is_secret:
        return "paper_secret"
    return "" if terms.unit == PLACES else "paper_unit"


def check_taken(state: str, closed_at: datetime | None, now: datetime) -> None:
    """Refuse what is done with papers before a ballot opens or too late. Raises `Conflict`."""
    if state not in (OPEN, CLOSED) or now >= until(closed_at or now):
        raise Conflict("paper_late")


def until(closed_at: datetime) -> datetime:
    """When a ballot that was closed then waits for its sheets no more."""
    return closed_at + PATIENCE


def holder(raw: str, field: str) -> str:
    """Who held a paper, on one line. Raises `Invalid` that names the field to mend."""
    kept = one_line(raw[: 10 * HOLDER])
    if not LEAST_HOLDER <= len(kept) <= HOLDER:
        raise Invalid("paper_holder", field=field, limit=HOLDER)
    return kept
