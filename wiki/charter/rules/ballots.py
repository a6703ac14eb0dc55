"""What may become of a ballot, and by whom: one table. No way leads back to an open ballot."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from wiki.charter.rules.moves import moved as move
from wiki.charter.rules.moves import moves
from wiki.charter.rules.tally import ABSTAIN, BLANK, NO, SECOND_CALL_AFTER, YES, Rule
from wiki.charter.rules.verdict import is_by_objection
from wiki.kernel.errors import Conflict, Invalid, Refused
from wiki.kernel.texts import one_line

PREPARED, OPEN, CLOSED, PROCLAIMED, FINAL, CANCELLED, CONTESTED = STATES = (
    "prepared",
    "open",
    "closed",
    "proclaimed",
    "final",
    "cancelled",
    "contested",
)
#: A second guarantor is another than who proclaimed it.
GUARANTOR, SECOND, ELECTOR, CLOCK = ACTORS = ("guarantor", "second_guarantor", "elector", "clock")
START, CLOSE, PROCLAIM, CONTEST, CONFIRM, CANCEL = TRANSITIONS = (
    "open",
    "close",
    "proclaim",
    "contest",
    "confirm",
    "cancel",
)
#: What may become of a ballot, and by whom; what is not here is refused.
MOVES = (
    *moves((PREPARED,), START, GUARANTOR, OPEN),
    *moves((OPEN,), CLOSE, (GUARANTOR, CLOCK), CLOSED),
    *moves((CLOSED,), PROCLAIM, (GUARANTOR, CLOCK), PROCLAIMED),
    *moves((PROCLAIMED,), CONTEST, ELECTOR, CONTESTED),
    *moves((PROCLAIMED,), CONFIRM, CLOCK, FINAL),
    *moves((CONTESTED,), CONFIRM, SECOND, FINAL),
    *moves((PREPARED, OPEN, CLOSED), CANCEL, GUARANTOR, CANCELLED),
    *moves((CONTESTED,), CANCEL, SECOND, CANCELLED),
)
#: What it decided was told, and nobody contests it.
DECIDED = (PROCLAIMED, FINAL)
#: It was told, and may still be undone.
UNSETTLED = (PROCLAIMED, CONTESTED)
#: Days that a ballot is open, at least and at most.
SHORTEST, LONGEST = 1, 90
#: In characters: longest word with a vote, shortest reason, longest title and text of a question.
WORD, LEAST_REASON, TITLE, TEXT = 1_000, 10, 150, 20_000


def moved(state: str, transition: str, who: Collection[str]) -> str:
    """What a ballot becomes by what somebody does, who may act as several.

    Raises `Refused` when only others may, `Conflict` when nobody may from there.
    """
    return move(MOVES, state, transition, who, not_now="ballot_state", not_yours="ballot_not_yours")


def check_cast(state: str, closes_at: datetime, now: datetime) -> None:
    """Refuse a vote that comes late, whether or not the ballot was closed. Raises `Refused`."""
    if state == PREPARED:
        raise Refused("ballot_not_open")
    if state != OPEN or now >= closes_at:
        raise Refused("ballot_closed")


def why_not_close(
    closes_at: datetime, now: datetime, electors: int, cast: int, blocking: int
) -> Conflict | None:
    """Why a ballot is not closed: something may still be said in it. None when it may be."""
    if now < closes_at and cast < electors:
        return Conflict("ballot_still_open", count=electors - cast)
    if now < closes_at and blocking:
        return Conflict("ballot_objected_to")
    return None


def check_choice(rule: Rule, choice: str) -> None:
    """Refuse a choice that a rule does not have. Raises `Invalid`."""
    if choice == NO and is_by_objection(rule):
        raise Invalid("ballot_object_instead", field="choice")
    if choice not in choices(rule):
        raise Invalid("ballot_choice", field="choice")


def choices(rule: Rule) -> tuple[str, ...]:
    """What may be said in one form; an objection has its own."""
    return (YES, ABSTAIN) if is_by_objection(rule) else (YES, NO, ABSTAIN, BLANK)


def days(raw: str, field: str = "days") -> int:
    """How many days a ballot is to be open. Raises `Invalid` that names the field to mend."""
    typed = raw.strip()
    is_number = typed.isascii() and typed.isdigit() and len(typed) <= 4
    if not is_number or not SHORTEST <= int(typed) <= LONGEST:
        raise Invalid("ballot_days", field=field, least=SHORTEST, most=LONGEST)
    return int(typed)


def word(raw: str) -> str:
    """What is said with a vote, on one line. Raises `Invalid`."""
    kept = one_line(raw[: 10 * WORD])
    if len(kept) > WORD:
        raise Invalid("ballot_word", field="word", limit=WORD)
    return kept


def reason(raw: str) -> str:
    """Why something is undone. Raises `Invalid`."""
    kept = word(raw)
    if len(kept) < LEAST_REASON:
        raise Invalid("ballot_reason", field="reason", least=LEAST_REASON)
    return kept


def question(title: str, text: str) -> tuple[str, str]:
    """What is asked in the guarantor's own words. Raises `Invalid` that names the field to mend."""
    named, said = one_line(title[: 10 * TITLE]), text.replace("\r\n", "\n").replace("\r", "\n")
    if not named or len(named) > TITLE:
        raise Invalid("ballot_title", field="title", limit=TITLE)
    if "\x00" in said or not said.strip() or len(said) > TEXT:
        raise Invalid("ballot_text", field="text", limit=TEXT)
    return named, said.strip()


def check_second_call(proclaimed_at: datetime, now: datetime) -> None:
    """Refuse a second call that comes too soon. Raises `Conflict`."""
    if now < proclaimed_at + timedelta(days=SECOND_CALL_AFTER):
        raise Conflict("ballot_too_soon", days=SECOND_CALL_AFTER)
