"""What a pending edit would change, or changed: beside what its page says."""

from __future__ import annotations

from typing import NamedTuple

from wiki.kernel.errors import Missing
from wiki.kernel.permissions import Actor
from wiki.pages.audience import audience_of
from wiki.pages.conflict import merged
from wiki.pages.models import Page, Pending
from wiki.pages.pending import WAITING
from wiki.pages.queries import pages
from wiki.pages.queries.kinds import kinds
from wiki.pages.queries.pending import Waiting
from wiki.pages.sheets import NO_SHEET, merged_sheets
from wiki.schema.audience import cut
from wiki.schema.sheet import Sheet


class Texts(NamedTuple):
    """A text and what it becomes; None for an old one that nobody reads any more.

    `is_open`: a person will have to choose, and what was sent is shown as it is.
    """

    old: str | None
    new: str
    is_open: bool = False


class Sheets(NamedTuple):
    """A sheet and what it becomes; `is_open` as of texts."""

    old: Sheet
    new: Sheet
    is_open: bool = False


def texts(one: Waiting) -> Texts | None:
    """What the page says and would say; of one that is answered, what it started from.

    None where it leaves the text as it is.
    """
    held, page = one.edit, one.page
    if held.body is None:
        return None
    base = _base_text(held, page)
    if base is None or page is None or held.state != WAITING:
        return Texts(base, held.body)
    head = pages.body(page)
    if head == base:
        return Texts(base, held.body)
    together = merged(held.base, base, head, held.body).text
    return Texts(base, held.body, True) if together is None else Texts(head, together)


def _base_text(held: Pending, page: Page | None) -> str | None:
    """What it started from; None when that was erased, or left with its page."""
    if page is None or held.base == 0:
        return ""
    if page.deleted_at is not None:
        return None
    try:
        return pages.text_at(page, held.base)
    except Missing:
        return None


def sheets(one: Waiting) -> Sheets | None:
    """The same of the sheets; None where it leaves the sheet as it is."""
    held, page, new = one.edit, one.page, one.edit.sheet
    if new is None:
        return None
    if page is None or held.base == 0:
        return Sheets(NO_SHEET, new)
    if page.deleted_at is not None:
        return Sheets(Sheet(new.kind), new)
    old, head = (pages.revision(page, number).sheet for number in (held.base, page.head))
    if held.state != WAITING or head == old:
        return Sheets(old, new) if old != new else None
    merge = merged_sheets(kinds(), old, head, new)
    if merge is None or merge.sheet is None:
        return Sheets(old, new, True)
    return Sheets(head, merge.sheet) if head != merge.sheet else None


def seen_sheet(actor: Actor, one: Waiting) -> Sheet | None:
    """The sheet that it gives its page, as an actor may see it; None for what they may not."""
    sheet = one.edit.sheet
    if sheet is None or not sheet.kind:
        return sheet
    kind = kinds().get(sheet.kind)
    return cut(kind, sheet, audience_of(actor, one.page.uid if one.page else "")) if kind else None
