"""The kinds of sheets that the wiki has: those of the package as the network makes them, its own.

Each is settled on a page of its own, such as « Wiki:Fiches/place ».
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import sqlalchemy as sa

from wiki.kernel.db import begins, look, noted, state
from wiki.kernel.slugs import title_key
from wiki.pages.models import Page, Revision
from wiki.schema.kinds import Kind, core_kinds
from wiki.schema.settled import SCHEMA, blank_kind, schema_kind, settled
from wiki.schema.sheet import Sheet
from wiki.schema.validation import Problem
from wiki.sheets.rules import KINDS_KEY, code_at
from wiki.site.queries import stamp

#: Noted in an act that changes a kind: what it finds is not to be kept, it may be undone.
CHANGING = "sheets.changing"
_SETTLED = (
    sa.select(Page.key, Revision.infobox)
    .join(Revision, sa.and_(Revision.page_id == Page.id, Revision.number == Page.head))
    .where(
        begins(Page.key, KINDS_KEY), Page.deleted_at.is_(None), Revision.kind == sa.literal(SCHEMA)
    )
    .order_by(Page.key)
)


class Settled(NamedTuple):
    """A kind with what its page says that cannot be followed."""

    kind: Kind
    problems: tuple[Problem, ...] = ()


def kinds() -> Mapping[str, Kind]:
    """Every kind, by its code, with that of the pages that settle them."""
    kept: dict[str, Any] = state().keep("sheets.kinds", dict)
    now = stamp()
    if kept.get("stamp") == now:
        return kept["kinds"]  # type: ignore[no-any-return]
    found = {code: one.kind for code, one in settled_kinds().items()}
    found = MappingProxyType({**found, SCHEMA: schema_kind()})  # type: ignore[assignment]
    if CHANGING not in noted():
        kept |= {"stamp": now, "kinds": found}
    return found


def settled_kinds() -> dict[str, Settled]:
    """The kinds of things, those of the package first, as their pages make them now."""
    found = {code: Settled(kind) for code, kind in core_kinds().items()}
    for key, infobox in look(_SETTLED):
        if code := code_at(key):
            found[code] = settled_kind(code, Sheet.from_json(SCHEMA, infobox))
    return found


def new_problems(code: str, sheet: Sheet, before: Sheet) -> list[Problem]:
    """What the page of a kind says that cannot be followed, and did not say before."""
    had = {_said(before, one) for one in settled_kind(code, before).problems}
    return [one for one in settled_kind(code, sheet).problems if _said(sheet, one) not in had]


def _said(sheet: Sheet, one: Problem) -> tuple[str, ...]:
    """A problem and what it is about, wherever its row stands."""
    name, _, rest = one.path.partition("/")
    place, _, cell = rest.partition("/")
    rows = sheet.values.get(name)
    row = rows[int(place)] if isinstance(rows, list) and place.isdigit() else {}
    named = (str(row.get(part)) for part in ("of", "id", "code", "language"))
    return (one.code, name, cell, *named, *map(str, one.parameters.values()))


def new_problems_at(title: str, sheet: Sheet, before: Sheet) -> list[Problem]:
    """The same, of the page of a title; one that settles no kind is a problem too."""
    code = code_at(title_key(title))
    return new_problems(code, sheet, before) if code else [Problem("", "no_kind")]


def settled_kind(code: str, sheet: Sheet) -> Settled:
    """The kind that a page makes of that of the package, or of nothing."""
    return Settled(*settled(core_kinds().get(code) or blank_kind(code), sheet))
