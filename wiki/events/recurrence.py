"""How an event repeats: a rule of RFC 5545, and the days that it gives. On plain values.

Only rules that always give another day soon are taken, so that none is looked for without end.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Collection, Iterator
from datetime import date, datetime, time, timedelta

from wiki.kernel.late import Late

rrule = Late("dateutil.rrule")
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
#: How far after it is said an event repeats. Most days of one that are kept, the last ones: all
#: those to come, and a year of those that were.
HORIZON = timedelta(days=2 * 366)
MOST = HORIZON.days + 366
#: Most days that are looked at, before those that are kept.
_LOOKED_AT = 40_000
_DAY = "(?:MO|TU|WE|TH|FR|SA|SU)"
_NTH = f"(?:-1|[1-4]){_DAY}"
#: What may follow each frequency.
_BY = {
    "DAILY": r"",
    "WEEKLY": rf"BYDAY={_DAY}(?:,{_DAY}){{0,6}}",
    "MONTHLY": rf"BYMONTHDAY=(?:-1|[1-9]|[12]\d|3[01])|BYDAY={_NTH}(?:,{_NTH}){{0,4}}",
    "YEARLY": r"",
}
_NUMBER = re.compile(r"[1-9]\d{0,2}")


class NoRuleError(ValueError):
    """A text is no rule that is understood."""


def ruled(repeats: str, written: str, start: date) -> str:
    """The rule of a choice of the sheet, "" for what does not repeat. Raises `NoRuleError`."""
    if repeats == "other":
        return normal(written)
    nth = (start.day - 1) // 7 + 1
    return {
        "weekly": "FREQ=WEEKLY",
        "fortnightly": "FREQ=WEEKLY;INTERVAL=2",
        "monthly": f"FREQ=MONTHLY;BYMONTHDAY={start.day}",
        "monthly_weekday": f"FREQ=MONTHLY;BYDAY={nth if nth < 5 else -1}{DAYS[start.weekday()]}",
        "yearly": "FREQ=YEARLY",
    }.get(repeats, "")


def normal(written: str) -> str:
    """A rule as it is kept: frequency, interval, days, then count. Raises `NoRuleError`."""
    text = "".join(written.upper().split()).removeprefix("RRULE:").rstrip(";")
    pairs = [piece.partition("=")[::2] for piece in text.split(";")]
    parts = dict(pairs)
    frequency = parts.pop("FREQ", "")
    kept = [f"FREQ={frequency}"]
    if frequency not in _BY or len(parts) != len(pairs) - 1:
        raise NoRuleError(written)
    for name in ("INTERVAL", "COUNT"):
        if name in parts and not _NUMBER.fullmatch(parts[name]):
            raise NoRuleError(written)
    count = parts.pop("COUNT", "")
    if (interval := parts.pop("INTERVAL", "1")) != "1":
        kept.append(f"INTERVAL={interval}")
    by = ";".join(f"{name}={value}" for name, value in parts.items())
    if by and not re.fullmatch(_BY[frequency] or "(?!)", by):
        raise NoRuleError(written)
    return ";".join([*kept, *([by] if by else []), *([f"COUNT={count}"] if count else [])])


def days(
    rule: str, start: date, until: date | None, skips: Collection[date], horizon: date
) -> list[date]:
    """The days on which something begins, from its first one: those that are last before a horizon.

    Like calendars do, the first day counts even when the rule would not give it.
    """
    if not rule:
        return [start]
    last = min(until or horizon, horizon) if "COUNT" not in rule else horizon
    kept = deque((day for day in _given(rule, start, last) if day not in skips), maxlen=MOST)
    if start not in kept and start not in skips and len(kept) < MOST:
        kept.appendleft(start)
    return sorted(kept)


def _given(rule: str, start: date, last: date) -> Iterator[date]:
    # Wall time: what is at 18:00 stays at 18:00, whatever the clocks do.
    found = rrule.rrulestr(rule, dtstart=datetime.combine(start, time()))
    for looked_at, moment in enumerate(found):
        day = moment.date()
        if day > last or looked_at > _LOOKED_AT:
            return
        yield day
