"""Which places have a state that is to be checked again."""

from __future__ import annotations

from collections.abc import Sequence

from wiki.pages.queries.kinds import kind_of
from wiki.places.dependencies import STATE
from wiki.places.queries.asked import PlaceFilter
from wiki.places.queries.directory import PlaceLine
from wiki.places.rules import KIND
from wiki.schema.freshness import known_on
from wiki.sheets.queries.written import overdue_since
from wiki.sheets.service.today import today
from wiki.web.language import gettext


def doubts(lines: Sequence[PlaceLine], wanted: PlaceFilter) -> dict[int, str]:
    """Of those whose state is past its period, the year of which it is, by the id of the page.

    Nobody is in doubt of another time.
    """
    if wanted.times:
        return {}
    field = kind_of(KIND).by_id[STATE]
    late = overdue_since([line.page_id for line in lines if line.status], field.id, today())
    years = {due: known_on(field, due)[:4] for due in set(late.values())}
    return {page_id: years[due] for page_id, due in late.items()}


def doubt_of(year: str) -> str:
    """That a state is to be checked again, in words; "" when there is no year of which it is."""
    return gettext("dit en %(year)s, à vérifier", year=year) if year else ""
