"""The states of an amendment, as one table: what leads where, and who may ask for it."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from wiki.charter.rules.moves import Move
from wiki.charter.rules.moves import moved as move
from wiki.charter.rules.moves import moves as several
from wiki.charter.rules.versions import CONSULTATION, FROZEN
from wiki.kernel.errors import Conflict, Invalid, Refused
from wiki.kernel.texts import one_line, whole_text


class State(StrEnum):
    """Where an amendment is."""

    DRAFT = "draft"
    TABLED = "tabled"
    ADMISSIBLE = "admissible"
    TO_UPDATE = "to_update"
    SUBMITTED = "submitted"
    ADOPTED = "adopted"
    REJECTED = "rejected"
    UNDECIDED = "undecided"
    INTEGRATED = "integrated"
    INADMISSIBLE = "inadmissible"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    SATISFIED = "satisfied"
    FALLEN = "fallen"
    POSTPONED = "postponed"


class Who(StrEnum):
    """As whom somebody acts on an amendment."""

    AUTHOR = "author"
    #: Who wrote the other one of two that it combines.
    PARTNER = "partner"
    GUARANTOR = "guarantor"
    SYSTEM = "system"


class Step(StrEnum):
    """What may happen to an amendment."""

    TABLE = "table"
    REVISE = "revise"
    ADMIT = "admit"
    DISMISS = "dismiss"
    OUTDATE = "outdate"
    CONFIRM = "confirm"
    SUBMIT = "submit"
    RECALL = "recall"
    ADOPT = "adopt"
    REJECT = "reject"
    LEAVE = "leave"
    CALL_AGAIN = "call_again"
    INTEGRATE = "integrate"
    WITHDRAW = "withdraw"
    JOIN = "join"
    SATISFY = "satisfy"
    FELL = "fell"
    POSTPONE = "postpone"
    AGREE = "agree"
    DECLINE = "decline"
    COMBINE = "combine"
    ANNUL = "annul"
    UNDO = "undo"


_AUTHOR = frozenset({Who.AUTHOR})
_PARTNER = frozenset({Who.PARTNER})
_GUARANTOR = frozenset({Who.GUARANTOR})
_SYSTEM = frozenset({Who.SYSTEM})


#: States of those that wait for something, and may leave the way for a reason.
_WAITING = (State.TABLED, State.ADMISSIBLE, State.TO_UPDATE)
#: States that a ballot leads to.
BY_BALLOT = (State.ADOPTED, State.INTEGRATED, State.REJECTED, State.UNDECIDED, State.FALLEN)

MOVES: tuple[Move, ...] = (
    Move(State.DRAFT, Step.REVISE, _AUTHOR, State.DRAFT),
    Move(State.DRAFT, Step.TABLE, _AUTHOR, State.TABLED),
    Move(State.DRAFT, Step.AGREE, _PARTNER, State.ADMISSIBLE),
    Move(State.DRAFT, Step.DECLINE, _PARTNER, State.WITHDRAWN),
    Move(State.TABLED, Step.REVISE, _AUTHOR, State.TABLED),
    Move(State.ADMISSIBLE, Step.REVISE, _AUTHOR, State.TABLED),
    Move(State.TABLED, Step.ADMIT, _GUARANTOR | _SYSTEM, State.ADMISSIBLE),
    Move(State.TABLED, Step.DISMISS, _GUARANTOR, State.INADMISSIBLE),
    *several(_WAITING[:2], Step.OUTDATE, _SYSTEM, State.TO_UPDATE),
    Move(State.TO_UPDATE, Step.CONFIRM, _AUTHOR | _GUARANTOR, State.ADMISSIBLE),
    Move(State.ADMISSIBLE, Step.SUBMIT, _GUARANTOR, State.SUBMITTED),
    Move(State.SUBMITTED, Step.RECALL, _SYSTEM, State.ADMISSIBLE),
    Move(State.SUBMITTED, Step.ADOPT, _SYSTEM, State.ADOPTED),
    Move(State.SUBMITTED, Step.REJECT, _SYSTEM, State.REJECTED),
    Move(State.SUBMITTED, Step.LEAVE, _SYSTEM, State.UNDECIDED),
    Move(State.UNDECIDED, Step.CALL_AGAIN, _GUARANTOR, State.ADMISSIBLE),
    Move(State.ADOPTED, Step.INTEGRATE, _SYSTEM, State.INTEGRATED),
    *several((State.DRAFT, *_WAITING), Step.WITHDRAW, _AUTHOR, State.WITHDRAWN),
    *several(_WAITING, Step.JOIN, _AUTHOR, State.MERGED),
    Move(State.ADMISSIBLE, Step.COMBINE, _SYSTEM, State.MERGED),
    *several(_WAITING, Step.SATISFY, _GUARANTOR, State.SATISFIED),
    *several(_WAITING, Step.FELL, _GUARANTOR, State.FALLEN),
    Move(State.SUBMITTED, Step.FELL, _SYSTEM, State.FALLEN),
    *several((*_WAITING, State.UNDECIDED), Step.POSTPONE, _GUARANTOR, State.POSTPONED),
    *several(BY_BALLOT, Step.ANNUL, _SYSTEM, State.ADMISSIBLE),
    Move(State.DRAFT, Step.UNDO, _SYSTEM, State.TO_UPDATE),
)

#: States that nothing leads out of, but that the ballot which led there is annulled.
FINAL = frozenset(State) - {State(one.state) for one in MOVES if one.step != Step.ANNUL}
#: States that are only reached with a reason.
REASONED = (FINAL | {State.ADOPTED, State.UNDECIDED}) - {State.INTEGRATED}
#: States in which an amendment follows its text: it is rebased when the text moves.
FOLLOWING = frozenset(_WAITING)
#: States in which it may still come into the text.
LIVE = (*sorted(FOLLOWING), State.SUBMITTED, State.ADOPTED)
#: States in which its text may be written.
WRITABLE = frozenset(one.state for one in MOVES if one.step in (Step.REVISE, Step.CONFIRM))

#: Steps whose reason somebody tells.
EXPLAINED = frozenset({Step.DISMISS, Step.WITHDRAW, Step.JOIN, Step.POSTPONE}) | {
    Step.SATISFY,
    Step.FELL,
    Step.DECLINE,
}
#: Shortest and longest reason, in characters.
SHORTEST_REASON, REASON = 20, 4_000
#: How long an author is waited for, before the guarantor may bring an amendment up to date.
SILENCE = timedelta(days=7)
#: How long after it is tabled an amendment is admitted, unless the guarantor has said otherwise;
#: how long after it was withdrawn somebody else may take one over.
ADMISSION, TAKING_OVER = timedelta(hours=48), timedelta(hours=72)
#: States of a version in which amendments are tabled, and in which they go on.
TABLING = frozenset({CONSULTATION})
GOING_ON = frozenset({CONSULTATION, FROZEN})


def moved(state: State, step: Step, roles: frozenset[Who]) -> State:
    """The state that a step leads to. Raises `Conflict`, or `Refused` for who may not take it."""
    return State(
        move(MOVES, state, step, roles, not_now="amendment_step", not_yours="amendment_not_yours")
    )


def steps(state: State, roles: frozenset[Who]) -> tuple[Step, ...]:
    """The steps that somebody may take from a state."""
    return tuple(Step(one.step) for one in MOVES if one.state == state and one.who & roles)


def clean_reason(raw: str) -> str:
    """Why an amendment is proposed, or left: at least a sentence. Raises `Invalid`."""
    text = clean_why(raw)
    if len(text) < SHORTEST_REASON:
        raise Invalid("amendment_reason_short", field="why", least=SHORTEST_REASON)
    return text


def clean_why(raw: str) -> str:
    """The same while it is being written. Raises `Invalid`."""
    text = "\n".join(filter(None, map(one_line, whole_text(raw[: 10 * REASON])[0].split("\n"))))
    if len(text) > REASON:
        raise Invalid("amendment_reason_long", field="why", limit=REASON)
    return text


def check_tabling(state: str, until: str, today: str) -> None:
    """Refuse what is asked of a text that takes no amendments, or no more. Raises `Conflict`."""
    if state not in TABLING:
        raise Conflict("amendment_not_now")
    if until < today:
        raise Conflict("amendment_too_late", day=until)


def check_going_on(state: str) -> None:
    """Refuse what is done to amendments of a version that is no longer made. Raises `Conflict`."""
    if state not in GOING_ON:
        raise Conflict("amendment_not_now")


def admits_at(since: datetime) -> datetime:
    """When an amendment that was tabled is admitted by itself."""
    return since + ADMISSION


def why_not_take_over(
    state: State, since: datetime, now: datetime, *, is_author: bool, was_tabled: bool
) -> str:
    """Why somebody may not take an amendment over, "" when they may."""
    if state is not State.WITHDRAWN or not was_tabled:
        return "amendment_step"
    if is_author:
        return "amendment_own"
    return "amendment_gone" if now >= since + TAKING_OVER else ""


def check_silence(
    roles: frozenset[Who], since: datetime, now: datetime, *, has_author: bool = True
) -> None:
    """Refuse to speak for an author who may still answer. Raises `Refused`."""
    if has_author and Who.AUTHOR not in roles and now < since + SILENCE:
        raise Refused("amendment_author_first", days=SILENCE.days)
