"""What is erased for good goes from the edits that wait, or waited, to be read. Inside an act."""

from __future__ import annotations

from collections.abc import Collection
from hashlib import sha256

import sqlalchemy as sa

from wiki.kernel import clock
from wiki.kernel.db import reading
from wiki.kernel.errors import WikiError
from wiki.pages.conflict import merged
from wiki.pages.models import Page, Pending, Revision
from wiki.pages.pending import REFUSED, WAITING
from wiki.pages.queries import pages, redactions
from wiki.pages.service.derive import touch_page
from wiki.pages.service.sheets import sheet_at, turned
from wiki.schema.sheet import ERASED, Sheet

#: Revisions, by their page and number.
Numbers = set[tuple[int | None, int | None]]


def take_out(
    hashes: Collection[str], sheets: Collection[Revision], fields: Collection[str]
) -> None:
    """Before they are erased, take texts and values out of the edits that started from them.

    One that waits starts anew from what its page says now, where the two merge. Else its text goes,
    and it is refused when nothing else is left of it.
    """
    texts: Numbers = {(one.page_id, one.number) for one in redactions.revisions_of(hashes)}
    values: Numbers = {(one.page_id, one.number) for one in sheets}
    of = {page_id for page_id, _ in texts | values}
    query = sa.select(Pending).where(sa.or_(Pending.page_id.in_(of), Pending.page_id.is_(None)))
    for held in reading().scalars(query.order_by(Pending.id).with_for_update()).all():
        page = reading().get_one(Page, held.page_id) if held.page_id is not None else None
        is_anew = page is not None and _take_out_of_sheet(held, page, texts, values, fields)
        started: Numbers = {(held.page_id, held.base), (held.page_id, held.number)}
        if held.body and ((started & texts and not is_anew) or _hash(held.body) in hashes):
            _take_text(held)
    reading().flush()


def _take_out_of_sheet(
    held: Pending, page: Page, texts: Numbers, values: Numbers, fields: Collection[str]
) -> bool:
    """Whether it starts from what its page says now; of the fields it says what it started from."""
    sheet, is_of_base = held.sheet, (page.id, held.base) in values
    is_of_page = bool(sheet and sheet.kind) and any(page.id == one for one, _ in values)
    if is_of_page and sheet:
        base = sheet_at(page, held.base)
        sheet = _as_in(base if base.kind == sheet.kind else Sheet(sheet.kind), sheet, fields)
    is_touched = is_of_base or (page.id, held.base) in texts
    if is_touched and held.state == WAITING and _start_anew(held, page, sheet):
        return True
    if is_of_page and sheet:
        named = {ERASED: sorted(fields)} if is_of_base else {}
        kept = _as_in(Sheet(sheet.kind), sheet, fields) if is_of_base else sheet
        held.infobox = {**kept.to_json(), **named}
    return False


def _start_anew(held: Pending, page: Page, sheet: Sheet | None) -> bool:
    """Merge it with what its page says now, as confirming it would, if nobody has to choose."""
    body = held.body
    try:
        if body is not None:
            base = pages.text_at(page, held.base)
            body = merged(held.base, base, pages.body(page), body).text
        if sheet is not None:
            sheet = turned(page, sheet_at(page, held.base), sheet)
    except WikiError:
        return False
    if body is None and held.body is not None:
        return False
    held.base, held.body = page.head, body
    if sheet is not None:
        held.kind, held.infobox = sheet.kind, sheet.to_json() if sheet.kind else None
    return True


def _as_in(base: Sheet, mine: Sheet, fields: Collection[str]) -> Sheet:
    """A sheet that says of some fields what another one does."""
    kept = {name: value for name, value in mine.values.items() if name not in fields}
    kept |= {name: value for name, value in base.values.items() if name in fields}
    sources = {name: one for name, one in mine.sources.items() if name not in fields}
    sources |= {name: one for name, one in base.sources.items() if name in fields}
    away = (mine.not_concerned - set(fields)) | (base.not_concerned & set(fields))
    return Sheet(mine.kind, kept, away, sources)


def _take_text(held: Pending) -> None:
    held.body = None
    if held.state == WAITING and held.kind is None:
        held.state, held.decided_at = REFUSED, clock.now()
        if held.page_id is not None:
            touch_page(held.page_id)


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8")).hexdigest()
