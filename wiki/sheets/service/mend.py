"""A person says what becomes of a value that fits no more: one revision of its page."""

from __future__ import annotations

from wiki.kernel.errors import Invalid
from wiki.kernel.permissions import Actor
from wiki.pages.queries import pages as queries
from wiki.pages.queries.kinds import kind_of
from wiki.pages.service.save import Edit, Saved, save
from wiki.pages.service.sheets import sheet_at
from wiki.schema.mending import Remedy, mended
from wiki.schema.types import Unfit


def mend(
    actor: Actor,
    uid: str,
    base: int,
    path: str,
    remedy: Remedy,
    *,
    summary: str = "",
    place: str | None = None,
) -> Saved:
    """Replace, convert, move or remove the value at a path of a page's sheet, as it was at `base`.

    Raises `Invalid` with the code of why not, and what saving a page raises.
    """
    page = queries.by_uid(uid)
    if not 0 < base <= page.head:
        raise Invalid("base_unknown", title=page.title)
    sheet = sheet_at(page, base)
    try:
        wanted = mended(kind_of(sheet.kind), sheet, path, remedy)
    except Unfit as error:
        raise Invalid("misfit_stays", why=error.code, **error.parameters) from error
    return save(actor, Edit(page.title, None, base, summary, sheet=wanted, place=place))
