"""How much of a sheet is filled, and what would help most."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from wiki.schema.completeness import completeness
from wiki.schema.kinds import Kind
from wiki.schema.sheet import Sheet
from wiki.sheets.forms import shown_fields
from wiki.web.language import in_language


class Filled(NamedTuple):
    """The share that is filled, in whole per cent, and the next field to fill, if one is left."""

    percent: int
    field: str = ""
    label: str = ""


def filled(kind: Kind, sheet: Sheet, audience: str, only: Collection[str] = ()) -> Filled:
    """The same of the fields that an audience is asked for."""
    shown = {one.id for one in shown_fields(kind, audience, only)}
    found = completeness(kind, sheet, shown=shown)
    if found.next is None:
        return Filled(found.percent)
    return Filled(found.percent, found.next.id, in_language(found.next.labels))
