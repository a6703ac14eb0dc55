"""The sheet that an act leaves: checked, and merged with what was saved meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from wiki.geography.communes import commune_today
from wiki.kernel.db import state
from wiki.kernel.errors import Conflict, Erased, Invalid, WikiError
from wiki.pages.models import Page
from wiki.pages.queries import pages as queries
from wiki.pages.queries.kinds import kind_of, kinds
from wiki.pages.sheets import (
    NO_SHEET,
    SheetConflict,
    SheetInvalid,
    merged_sheets,
    with_mine,
)
from wiki.schema.sheet import Sheet
from wiki.schema.validation import Problem, validated


def sheet_at(page: Page, number: int) -> Sheet:
    """The sheet of a revision of a page; `NO_SHEET` at 0, before the first."""
    return queries.revision(page, number).sheet if number else NO_SHEET


def sheet_to_save(page: Page, base: int, mine: Sheet | None) -> tuple[Sheet, bool]:
    """The sheet to save, and whether it was merged because the page had moved on.

    None leaves it as it is. Raises `SheetInvalid`, and `SheetConflict` when a person has to choose.
    """
    head = sheet_at(page, page.head)
    if mine is None:
        return head, False
    mine = checked(mine, head, page.title)
    if base == page.head or mine == head:
        return mine, False
    return turned(page, sheet_at(page, base), mine), True


def why_not_saved(page: Page, base: int, mine: Sheet) -> WikiError | None:
    """The refusal that saving this sheet would meet now; None when there would be none."""
    try:
        sheet_to_save(page, base, mine)
    except WikiError as error:
        return error
    return None


def turned(page: Page, base: Sheet, mine: Sheet) -> Sheet:
    """The page's sheet with what changed from `base` to `mine`. Raises `Conflict`."""
    known, head = kinds(), sheet_at(page, page.head)
    merge = merged_sheets(known, base, head, mine)
    if merge is None:
        raise Conflict("sheet_kinds", title=page.title)
    if merge.sheet is None:
        settled = with_mine(known, base, head, mine, merge)
        raise SheetConflict(page.title, page.head, settled, (base, head, mine))
    return merge.sheet


def sheet_without(page: Page, number: int) -> Sheet:
    """The page's sheet with what one revision changed taken back. Raises `Conflict`, `Erased`."""
    parent = number_before(page, number)
    require_whole(page, number, parent)
    return turned(page, sheet_at(page, number), sheet_at(page, parent))


def number_before(page: Page, number: int) -> int:
    """The revision from which the one to undo was made. Raises `Invalid` for the first."""
    parent = queries.revision(page, number).parent
    if parent is None:
        raise Invalid("nothing_to_undo")
    return parent


def require_whole(page: Page, *numbers: int) -> None:
    """Refuse a sheet of which values were erased: it would take those of today away unsaid."""
    for number in numbers:
        if queries.revision(page, number).erased_fields:
            raise Erased("sheet_erased", title=page.title, n=number)


def checked(sheet: Sheet, head: Sheet, title: str = "") -> Sheet:
    """A sheet as it is kept. What the page says already may stay, whatever the kind says of it."""
    if not sheet.kind:
        return NO_SHEET
    kind = kind_of(sheet.kind)
    before = head if head.kind == sheet.kind else None
    kept, problems = validated(kind, sheet, before=before, known=is_known)
    if not any(problem.blocking for problem in problems) and kept != head:
        problems += tuple(_judged(title, kept, before or Sheet(kind.code)))
    if any(problem.blocking for problem in problems):
        raise SheetInvalid(kind, problems)
    return kept


def _judged(title: str, sheet: Sheet, before: Sheet) -> Iterable[Problem]:
    judges = state().keep("pages.judges", _judges)
    judge = judges.get(sheet.kind)
    return judge(title, sheet, before) if judge else ()


def _judges() -> dict[str, Callable[[str, Sheet, Sheet], Iterable[Problem]]]:
    subjects = state().subjects
    return {kind: one.load(name) for one in subjects for kind, name in one.judged.items()}


def is_known(type_: str, value: str) -> bool:
    """Whether there is such a thing: a commune, or what a subject says of the values of a type."""
    if type_ == "commune":
        return commune_today(value) is not None
    known = state().keep("pages.named", _named).get(type_)
    return known is None or known(value)


def _named() -> dict[str, Callable[[str], bool]]:
    subjects = state().subjects
    return {type_: one.load(name) for one in subjects for type_, name in one.named.items()}
