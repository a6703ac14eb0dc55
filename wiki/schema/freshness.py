"""Until when a value is taken to be right: its field says after how many months to check again."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from wiki.schema.kinds import Field, Kind
from wiki.schema.sheet import Sheet, Source


def since(written: str, source: Source) -> str:
    """The day a value is known to be right: that of its check, else the one it was written."""
    return source.get("checked") or written


def due_on(field: Field | None, written: str, source: Source) -> str | None:
    """The first day after its period, as `2013-10-08`; None for a field that has no period."""
    if field is None or field.freshness is None or field.hidden:
        return None
    return months_after(date.fromisoformat(since(written, source)), field.freshness).isoformat()


def known_on(field: Field, due: str) -> str:
    """The day a value is known to be right, from the first one after its period."""
    return months_after(date.fromisoformat(due), -(field.freshness or 0)).isoformat()


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last one of a month that is shorter."""
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    year = min(year, date.max.year)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def confirmed(kind: Kind, sheet: Sheet, day: str, by: str) -> Sheet:
    """The sheet whose values that have a period were all checked on a day, by somebody."""
    sources = dict(sheet.sources)
    for one in kind.fields:
        if one.freshness is not None and not one.hidden and one.id in sheet.values:
            said = {part: text for part, text in sources.get(one.id, {}).items() if part != "by"}
            sources[one.id] = {**said, "checked": day} | ({"by": by} if by else {})
    return Sheet(sheet.kind, sheet.values, sheet.not_concerned, sources)
