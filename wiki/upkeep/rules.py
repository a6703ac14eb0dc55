"""What is to be tended: decided on plain values."""

from __future__ import annotations

from datetime import date

from wiki.kernel.errors import Invalid
from wiki.kernel.texts import one_line

#: Why a title that pages link to is no page's own: nothing is there, or a page had it before.
MISSING, OLD = "missing", "old"
#: Why a page is in a list: no other leads to it, or on purpose none does; it leads to none.
ORPHAN, APART, DEAD_END = "orphan", "apart", "dead_end"
#: A page that leads to several of the same name: links to it are to be made precise.
HOMONYMY = "homonymy"
#: A page that leads to a section that its target has no more, or never had.
BROKEN = "broken"
#: A page that says a figure and nothing of where it comes from.
UNSOURCED = "unsourced"
#: What members say of a page: to be read again before a day, outdated since one.
REREAD, OUTDATED = "reread", "outdated"
MARKS = (REREAD, OUTDATED)
#: What depends on how long the lists are.
LISTS = "upkeep"
#: Longest reason of a mark, in characters.
REASON = 300


def mark(kind: str, day: str, reason: str, today: date) -> tuple[str, str]:
    """The day and the reason of a mark as they are kept.

    Raises `Invalid` that names the field to mend.
    """
    if kind not in MARKS:
        raise Invalid("mark_kind")
    found = _day(day)
    if kind == REREAD and found <= today:
        raise Invalid("mark_day_past", field="day")
    if kind == OUTDATED and found > today:
        raise Invalid("mark_day_to_come", field="day")
    text = one_line(reason[: 10 * REASON])
    if len(text) > REASON:
        raise Invalid("mark_reason_long", field="reason", limit=REASON)
    if kind == OUTDATED and not text:
        raise Invalid("mark_reason_missing", field="reason")
    return found.isoformat(), text


def _day(raw: str) -> date:
    try:
        found = date.fromisoformat(raw.strip()[:20])
    except ValueError as error:
        raise Invalid("mark_day", field="day") from error
    if found.year < 1900:
        raise Invalid("mark_day", field="day")
    return found


def is_due(kind: str, day: str, today: str) -> bool:
    """Whether the day before which a page is to be read again has come."""
    return kind == REREAD and day <= today
