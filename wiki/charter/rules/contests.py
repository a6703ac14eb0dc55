"""Contesting what a ballot decided: until when, who answers, and what keeps it from being final.

A ballot is final seven days after it was proclaimed, or when a contest of it was rejected. What is
in force changes by final ballots alone.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from wiki.charter.rules.ballots import CONTESTED, ELECTOR, GUARANTOR, PROCLAIMED, SECOND
from wiki.charter.rules.tally import ADOPTED, REJECTED
from wiki.kernel.errors import Conflict, Invalid
from wiki.kernel.texts import one_line, whole_text

#: How long after it was proclaimed a ballot may be contested.
WINDOW = timedelta(days=7)
#: Shortest and longest reason, in characters.
LEAST, REASON = 20, 2_000
#: What ends the matter: nothing follows but a contest.
SETTLING = (ADOPTED, REJECTED)


def until(proclaimed_at: datetime) -> datetime:
    """From when on a ballot that was proclaimed then is contested no more."""
    return proclaimed_at + WINDOW


def may_be_contested(
    state: str, proclaimed_at: datetime | None, now: datetime, *, is_followed: bool
) -> bool:
    """Whether a ballot may be contested now."""
    return why_not_contest(state, proclaimed_at, now, is_followed=is_followed) is None


def why_not_contest(
    state: str, proclaimed_at: datetime | None, now: datetime, *, is_followed: bool
) -> Conflict | None:
    """Why a ballot may not be contested; None when it may be, again by others included."""
    if state not in (PROCLAIMED, CONTESTED) or proclaimed_at is None:
        return Conflict("contest_not_now")
    if now >= until(proclaimed_at):
        return Conflict("contest_late")
    if is_followed:
        return Conflict("contest_followed")
    return None


def check_answer(proclaimed_at: datetime, now: datetime, *, is_upheld: bool) -> None:
    """Refuse to reject a contest while others may still join it. Raises `Conflict`."""
    if not is_upheld and now < until(proclaimed_at):
        raise Conflict("contest_others")


def answers_as(
    member_id: int | None, first: Collection[int | None], contesting: Collection[int]
) -> tuple[str, ...]:
    """As whom somebody who holds the procedure answers a contest.

    `first` are those who held the ballot: who opened it, and who proclaimed it.
    """
    if member_id is None or member_id in first:
        return (GUARANTOR,)
    return (ELECTOR,) if member_id in contesting else (GUARANTOR, SECOND)


def reason(raw: str) -> str:
    """Why something is contested, or what is answered. Raises `Invalid`."""
    lines = whole_text(raw[: 10 * REASON])[0].split("\n")
    text = "\n".join(filter(None, map(one_line, lines)))
    if not LEAST <= len(text) <= REASON:
        raise Invalid("contest_reason", field="why", least=LEAST, limit=REASON)
    return text
