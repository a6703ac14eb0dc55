"""Going back: undo one old revision, or take a whole old one again. History only grows."""

from __future__ import annotations

from wiki.kernel.db import act
from wiki.kernel.permissions import Actor
from wiki.merge.three_way import merge
from wiki.pages import rules
from wiki.pages.models import Page
from wiki.pages.queries import pages as queries
from wiki.pages.service import pace
from wiki.pages.service.revise import Change, require_edit_at_once, revise
from wiki.pages.service.save import EditConflict, Saved
from wiki.pages.service.sheets import number_before, require_whole, sheet_at, sheet_without
from wiki.schema.sheet import Sheet


def undo(
    actor: Actor, uid: str, number: int, summary: str = "", *, place: str | None = None
) -> Saved:
    """Take back what one revision changed; later edits stay, by the three-way merge.

    Raises `EditConflict` when later edits touched the same passages, and `SheetConflict` when they
    touched the same fields: a person chooses.
    """
    with act():
        pace.count(actor, place)
        return undo_inside(actor, _editable(actor, uid), number, summary)


def undo_inside(
    actor: Actor, page: Page, number: int, summary: str = "", *, entry: str = ""
) -> Saved:
    """Undo a revision inside an act that does more, once the page is held and may be edited.

    `entry` is the journal's name for the whole act.
    """
    # A sheet that cannot be turned back is told before anybody chooses between texts.
    sheet = sheet_without(page, number)
    base = queries.text_at(page, number)
    mine = queries.text_at(page, number_before(page, number))
    head = queries.body(page)
    merge_ = merge(base, head, mine)
    if merge_.text is None:
        raise EditConflict(page, merge_, base=base, head=head, mine=mine)
    return _turn(actor, page, merge_.text, sheet, "undone", summary, number, entry)


def restore(
    actor: Actor, uid: str, number: int, summary: str = "", *, place: str | None = None
) -> Saved:
    """Take the text and the sheet of an old revision again, as a new one."""
    with act():
        pace.count(actor, place)
        return restore_inside(actor, _editable(actor, uid), number, summary)


def restore_inside(actor: Actor, page: Page, number: int, summary: str = "") -> Saved:
    """The same inside an act that does more, once the page is held and may be edited."""
    require_whole(page, number)
    text = queries.text_at(page, number)
    return _turn(actor, page, text, sheet_at(page, number), "restored", summary, number)


def _editable(actor: Actor, uid: str) -> Page:
    page = queries.by_uid(uid, locked=True)
    require_edit_at_once(actor, page)
    return page


def _turn(
    actor: Actor,
    page: Page,
    text: str,
    sheet: Sheet,
    action: str,
    summary: str,
    number: int,
    entry: str = "",
) -> Saved:
    if text == queries.body(page) and sheet == sheet_at(page, page.head):
        return Saved(page, queries.head(page), is_new=False)
    change = Change(
        page.title,
        text,
        action,
        rules.clean_summary(summary),
        merged_from=number,
        sheet=sheet,
        entry=entry,
    )
    return Saved(page, revise(actor, page, change), is_new=True)
