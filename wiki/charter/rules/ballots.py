"""What may become of a ballot, and by whom: one table. No way leads back to an open ballot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

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
#: (state, transition, who) -> what it becomes; what is not here is refused.
TABLE: Mapping[tuple[str, str, str], str] = {
    (PREPARED, START, GUARANTOR): OPEN,
    (OPEN, CLOSE, CLOCK): CLOSED,
    (OPEN, CLOSE, GUARANTOR): CLOSED,
    (CLOSED, PROCLAIM, GUARANTOR): PROCLAIMED,
    (PROCLAIMED, CONTEST, ELECTOR): CONTESTED,
    (PROCLAIMED, CONFIRM, CLOCK): FINAL,
    (CONTESTED, CONFIRM, SECOND): FINAL,
    (PREPARED, CANCEL, GUARANTOR): CANCELLED,
    (OPEN, CANCEL, GUARANTOR): CANCELLED,
    (CLOSED, CANCEL, GUARANTOR): CANCELLED,
    (CONTESTED, CANCEL, SECOND): CANCELLED,
}
#: Days that a ballot is open, at least and at most.
SHORTEST, LONGEST = 1, 90
#: In characters: longest word with a vote, shortest reason, longest title and text of a question.
WORD, LEAST_REASON, TITLE, TEXT = 1_000, 10, 150, 20_000


def moved(state: str, transition: str, who: Iterable[str]) -> str:
    """What a ballot becomes by what somebody does, who may act as several.

    Raises `Refused` when only others may, `Conflict` when nobody may from there.
    """
    for one in who:
        if after := TABLE.get((state, transition, one)):
            return after
    if any((state, transition, one) in TABLE for one in ACTORS):
        raise Refused("ballot_not_yours")
    raise Conflict("ballot_state")


def check_cast(state: str, closes_at: datetime, now: datetime) -> None:
    """Refuse a vote that comes late, whether or not the ballot was closed. Raises `Refused`."""
    if state == PREPARED:
        raise Refused("ballot_not_open")
    if state != OPEN or now >= closes_at:
        raise Refused("ballot_closed")


def check_close(
    closes_at: datetime, now: datetime, electors: int, cast: int, blocking: int
) -> None:
    """Refuse to close a ballot in which something may still be said. Raises `Conflict`."""
    if now < closes_at and cast < electors:
        raise Conflict("ballot_still_open", count=electors - cast)
    if now < closes_at and blocking:
        raise Conflict("ballot_objected_to")


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
