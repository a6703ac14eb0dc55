"""What sheets say of one another, and what a mandate may be: on plain values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from wiki.kernel.errors import Invalid
from wiki.kernel.permissions import Actor, May, SitePolicy, why_not
from wiki.kernel.slugs import title_key
from wiki.kernel.texts import one_line
from wiki.schema.kinds import Field, Kind
from wiki.schema.sheet import Sheet

#: Kinds whose pages somebody may speak for.
SPOKEN_FOR = ("place", "organisation")
#: Kinds that have a screen of their places and people.
PEOPLED = ("place", "organisation", "network")
#: What became of a request for a mandate.
OUTCOMES = GIVEN, REFUSED, WITHDRAWN = ("given", "refused", "withdrawn")
#: Longest word on how a mandate was given, in characters.
GIVEN_AT = 200
_LINKS = ("link", "links")


def said_of_others(kinds: Mapping[str, Kind], sheet: Sheet) -> set[tuple[str, str]]:
    """What a sheet says of other pages: their keys, each with all that is said beside."""
    kind = kinds.get(sheet.kind)
    if kind is None:
        return set()
    found: set[tuple[str, str]] = set()
    for name, value in sheet.values.items():
        if field := kind.by_id.get(name):
            found.update(_of_field(field, value))
    return found


def _of_field(field: Field, value: Any) -> Iterator[tuple[str, str]]:
    if field.type in _LINKS:
        for title in [value] if field.type == "link" else value:
            yield title_key(title), field.id
    elif field.type == "rows":
        for row in value:
            for name, cell in row.items():
                column = field.columns.get(name)
                if column and column.type in _LINKS:
                    for title in [cell] if column.type == "link" else cell:
                        yield title_key(title), f"{field.id}{sorted(row.items())}"


def days(since: str, until: str, today: date) -> tuple[str, str | None]:
    """The days of a mandate as they are kept. Raises `Invalid` that names the field to mend."""
    first = _day(since, "since")
    if first > today:
        raise Invalid("mandate_to_come", field="since")
    if not until.strip():
        return first.isoformat(), None
    last = _day(until, "until")
    if last < first:
        raise Invalid("mandate_backwards", field="until")
    return first.isoformat(), last.isoformat()


def _day(raw: str, field: str) -> date:
    try:
        day = date.fromisoformat(raw.strip()[:20])
    except ValueError as error:
        raise Invalid("mandate_day", field=field) from error
    if day.year < 1900:
        raise Invalid("mandate_day", field=field)
    return day


def how(raw: str) -> str:
    """How a mandate was given, on one line. Raises `Invalid`."""
    text = one_line(raw[: 10 * GIVEN_AT])
    if len(text) > GIVEN_AT:
        raise Invalid("mandate_too_long", field="given_at", limit=GIVEN_AT)
    return text


def why(raw: str) -> str:
    """Why a request is refused, on one line. Raises `Invalid`."""
    text = one_line(raw[: 10 * GIVEN_AT])
    if len(text) > GIVEN_AT:
        raise Invalid("mandate_too_long", field="reason", limit=GIVEN_AT)
    return text


def is_running(since: str, until: str | None, on: str) -> bool:
    """Whether a mandate holds on a day."""
    return since <= on and (until is None or on <= until)


def why_not_give(actor: Actor, policy: SitePolicy, page_uid: str) -> str | None:
    """None when the actor may give a mandate for a page, else the code of the reason why not."""
    return why_not(actor, May.MANDATE, policy, f"page:{page_uid}")


def why_not_ask(actor: Actor, policy: SitePolicy, page_uid: str) -> str | None:
    """None when the actor may ask for a mandate for a page: a member who may take part."""
    if actor.member_id is None:
        return "sign_in_first"
    return why_not(actor, May.DISCUSS, policy, f"page:{page_uid}")


def why_not_end(actor: Actor, policy: SitePolicy, page_uid: str, member_id: int) -> str | None:
    """None when the actor may end a mandate: who gives them, or the one who holds it."""
    if actor.member_id is not None and actor.member_id == member_id:
        return why_not(actor, May.DISCUSS, policy)
    return why_not_give(actor, policy, page_uid)
