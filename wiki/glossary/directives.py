"""What the glossary shows inside a page: its words, as they are now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from wiki.glossary.queries.lists import words
from wiki.glossary.queries.words import LIST, page_path
from wiki.glossary.rules import KIND
from wiki.kernel.db import state
from wiki.kernel.directives import Offered, Shown
from wiki.markup.directives import Directive
from wiki.markup.document import Call
from wiki.markup.meaning import Context
from wiki.pages.queries.kinds import kinds
from wiki.schema.folding import folded
from wiki.schema.kinds import Field

#: Most words that a page shows.
MOST = 200
GLOSSARY = Directive(
    "glossaire",
    ("glossary",),
    {"domain": ("domaine",)},
    "none",
    "Les mots définis dans le wiki, ou ceux d’un domaine.",
)


class Word(NamedTuple):
    """A word as a page shows it."""

    title: str
    href: str
    definition: str


def listed(call: Call, _context: Context) -> Shown | None:
    """The words of the wiki, or of a domain; nothing that can be shown of one that is not there."""
    wanted, field = call.options.get("domain", "") or call.argument, _domain()
    code = field.codes_by_name.get(folded(wanted), "") if field and wanted else ""
    if wanted and not code:
        return None
    found = words(domain=code, size=MOST)
    values = {
        "words": [Word(one.title, page_path(one.title), one.definition) for one in found.rows],
        "more": f"{state().url_prefix}/glossary" if found.next_key else "",
    }
    return Shown("glossary/in_page.html", values, (LIST,))


def _domain() -> Field | None:
    return kinds()[KIND].by_id.get("domain")


def _domains() -> Mapping[str, Sequence[str]]:
    field = _domain()
    return {"domain": [one.labels["fr"] for one in field.offered] if field else []}


HANDLERS = (Offered(GLOSSARY, listed, words=_domains),)
