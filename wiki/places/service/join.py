"""Two pages of one place made one by a person, and taken apart again: each is one act."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from wiki.journal.service import take_turn
from wiki.kernel.db import act, reading
from wiki.kernel.errors import Conflict, Invalid
from wiki.kernel.permissions import Actor, May, require
from wiki.markup.bounds import check
from wiki.pages import rules as pages_rules
from wiki.pages.models import Page
from wiki.pages.queries import pages
from wiki.pages.queries.joinings import held
from wiki.pages.queries.kinds import kind_of
from wiki.pages.service import pace
from wiki.pages.service.join import join_inside, part_inside
from wiki.pages.service.revise import Change, require_edit
from wiki.pages.service.save import EditConflict
from wiki.pages.service.sheets import sheet_at, sheet_to_save
from wiki.pages.sheets import SheetConflict
from wiki.places.joining import with_text
from wiki.places.rules import KIND
from wiki.schema.merging import Side
from wiki.schema.uniting import Told, Union, united
from wiki.sheets.queries.corrections import waits_for
from wiki.sheets.queries.written import origins
from wiki.site.queries import policy


class Wanted(NamedTuple):
    """The page that is kept and the other one, as the form showed them, and what was chosen."""

    kept: str
    other: str
    kept_base: int
    other_base: int
    choices: Mapping[str, Side]
    #: The text of the other page is put under that of the kept one, below this heading; "": left.
    heading: str


def pair(actor: Actor, kept: str, other: str, *, locked: bool = False) -> tuple[Page, Page]:
    """Two pages of places that the actor may make one. Raises `Invalid`, `Missing`, `Refused`."""
    require(actor, May.TEND_DOUBLES, policy())
    if kept == other:
        raise Invalid("joining_one")
    # In one order, whichever is kept: two who join the same two pages wait for one another.
    found = {uid: pages.by_uid(uid, locked=locked) for uid in sorted((kept, other))}
    for page in found.values():
        require_edit(actor, page)
        if sheet_at(page, page.head).kind != KIND:
            raise Invalid("joining_kind", title=page.title)
    return found[kept], found[other]


def union_of(kept: Page, other: Page, choices: Mapping[str, Side]) -> Union:
    """One sheet of those that two pages have now."""
    return united(kind_of(KIND), told(kept), told(other), choices)


def told(page: Page) -> Told:
    """What a page's newest sheet says, and since when."""
    days = {one.field: one.day for one in origins(page.id).values()}
    return Told(sheet_at(page, page.head), days)


def join(actor: Actor, wanted: Wanted, summary: str, *, place: str | None = None) -> Page:
    """Make one page of two; returns the one that is kept.

    What the kept one says since the form is merged like any save. Raises `Conflict` when the other
    one has changed since, `SheetConflict` when a person has to choose, and `SheetInvalid`.
    """
    with act():
        pace.count(actor, place)
        kept, other = pair(actor, wanted.kept, wanted.other, locked=True)
        take_turn()  # nobody takes one of the titles meanwhile
        if waits_for(other.id):
            raise Conflict("joining_waits", title=other.title)
        if other.head != wanted.other_base:
            raise Conflict("joining_moved", title=other.title)
        if not 0 < wanted.kept_base <= kept.head:
            raise Invalid("base_unknown", title=kept.title)
        before = Told(sheet_at(kept, wanted.kept_base), told(kept).days)
        made = united(kind_of(KIND), before, told(other), wanted.choices)
        sheet, _ = sheet_to_save(kept, wanted.kept_base, made.sheet)
        body = with_text(pages.body(kept), pages.body(other), wanted.heading)
        check(pages_rules.clean_body(body))
        said = pages_rules.clean_summary(summary)
        change = Change(kept.title, body, "joined", said, sheet=sheet, told={"other": other.title})
        join_inside(actor, other, kept, change)
    return kept


def part(
    actor: Actor, uid: str, summary: str, *, leaves: bool = False, place: str | None = None
) -> tuple[Page, Page]:
    """Take two pages apart again: what was kept, and what was joined to it.

    Raises `Conflict` when the kept one has changed at the same spots since; with `leaves` it stays
    as it is.
    """
    with act() as session:
        require(actor, May.TEND_DOUBLES, policy())
        pace.count(actor, place)
        joining = held(uid)
        take_turn()
        page, into = (session.get_one(Page, one) for one in (joining.page_id, joining.into_id))
        into = pages.by_uid(into.uid, locked=True)
        page = pages.by_uid(page.uid, locked=True)
        require_edit(actor, into)
        try:
            part_inside(actor, joining, page, into, summary, leaves=leaves)
        except (EditConflict, SheetConflict) as error:
            raise Conflict("joining_changed", title=into.title) from error
        reading().flush()
        return into, page
