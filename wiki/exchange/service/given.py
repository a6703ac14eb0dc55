"""What of a sheet is given to others: what everybody may see."""

from __future__ import annotations

from typing import Any

from wiki.pages.queries.kinds import kinds
from wiki.schema.audience import cut
from wiki.schema.kinds import VISIBILITIES, Kind
from wiki.schema.sheet import WITHHELD, Sheet


def given(code: str | None, infobox: dict[str, Any] | None) -> dict[str, Any] | None:
    """An infobox without what is for some, and with a mark that says so if there was any.

    Of a kind that is gone, nobody knows what was for whom: nothing is given.
    """
    if code is None or infobox is None:
        return infobox
    whole = Sheet.from_json(code, infobox)
    seen = cut(kinds().get(code) or Kind(code, {}, (), ()), whole, VISIBILITIES[0])
    return infobox if seen == whole else {**seen.to_json(), WITHHELD: True}
