"""What the glossary puts in named places of other screens."""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup

from wiki.glossary.queries import lists
from wiki.glossary.rules import KIND
from wiki.pages.models import Page
from wiki.pages.queries.kinds import kinds
from wiki.pages.queries.pages import Glance
from wiki.schema.audience import cut
from wiki.schema.kinds import VISIBILITIES
from wiki.sheets.queries import shown_sheet
from wiki.web.templates import render_fragment


class Definition(NamedTuple):
    """What somebody says that a word means, as the rows of its sheet have it."""

    definition: str
    source: str
    url: str
    date: str
    used_by: str = ""


def definitions(page: Glance | Page, number: int) -> Markup | None:
    """Under the sheet of a word: its definition beside those of others, each with its source."""
    sheet = shown_sheet(page.id, number)
    kind = kinds().get(KIND)
    if sheet is None or sheet.kind != KIND or kind is None:
        return None
    values = cut(kind, sheet, VISIBILITIES[0]).values
    others = values.get("definitions")
    if not others:
        return None
    first = (values.get(name, "") for name in ("definition", "source", "source_url", "source_date"))
    rows = ([row.get(name, "") for name in Definition._fields] for row in others)
    return render_fragment(
        "glossary/definitions.html",
        definitions=[Definition(*first), *(Definition._make(row) for row in rows)],
    )


def waiting_lists() -> Markup:
    """Among what is to be tended: words to define, and words that no page says."""
    undefined, unused = lists.counts()
    return render_fragment(
        "glossary/waiting_lists.html", undefined=undefined, unused=unused, counted=lists.COUNTED
    )
