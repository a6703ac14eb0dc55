"""Erasing what sheets said, for good, because the law asks so. Inside an act."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm.attributes import set_committed_value

from wiki.kernel.db import noted, table_of, write
from wiki.kernel.errors import Refused
from wiki.pages.models import Page, Revision
from wiki.pages.queries import pages, redactions
from wiki.schema.rows import same
from wiki.schema.sheet import ERASED

_SAY = (
    sa.update(table_of(Revision))
    .where(Revision.id == sa.bindparam("of"))
    .values(infobox=sa.bindparam("infobox", type_=sa.JSON()))
)
#: The parts of an infobox that hold something of a field.
_PARTS = ("values", "sources")


def saying(page: Page, first: int, last: int, fields: Collection[str]) -> list[Revision]:
    """The revisions of a page, among some, that say a value or a source of one of the fields.

    Raises `Refused` when the page says one of them still.
    """
    found = [
        one for one in redactions.sheets_between(page, first, last) if _said(one.infobox, fields)
    ]
    now = _said(pages.head(page).infobox, fields)
    for revision in found:
        then = _said(revision.infobox, fields)
        if revision.number == page.head or any(same(now.get(key), then[key]) for key in then):
            raise Refused("redaction_current", title=page.title)
    return found


def erase_values(revisions: Collection[Revision], fields: Collection[str]) -> None:
    """Erase the fields from the sheets of revisions, once that is allowed (`wiki_redaction`)."""
    for revision in revisions:
        infobox = without(revision.infobox or {}, fields)
        write(_SAY, {"of": revision.id, "infobox": infobox})
        set_committed_value(revision, "infobox", infobox)
    noted().clear()  # what was just read says them still


def without(infobox: Mapping[str, Any], fields: Collection[str]) -> dict[str, Any]:
    """An infobox without what it said of some fields, which are named."""
    kept = dict(infobox)
    for part in _PARTS:
        if part in kept:
            kept[part] = {key: said for key, said in kept[part].items() if key not in fields}
    gone = {key for part in _PARTS for key in infobox.get(part, {}) if key in fields}
    return {**kept, ERASED: sorted({*infobox.get(ERASED, ()), *gone})}


def _said(infobox: Mapping[str, Any] | None, fields: Collection[str]) -> dict[str, Any]:
    return {
        f"{part}/{key}": said
        for part in _PARTS
        for key, said in ((infobox or {}).get(part) or {}).items()
        if key in fields
    }
