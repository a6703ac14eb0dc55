"""The home page of the demonstration: its words first, then blocks that follow the wiki."""

from __future__ import annotations

from functools import partial

from wiki.demo.moments import Moment, ago
from wiki.kernel.permissions import Actor
from wiki.pages.queries import pages
from wiki.pages.queries.documents import registry
from wiki.pages.service.save import Edit, save
from wiki.portals import rules, service
from wiki.portals.offered import KINDS
from wiki.site.queries import setting

#: The blocks, two by two.
_BLOCKS = ("changes", "events", "places", "word", "tasks", "charters")
_FEATURED = "Concevoir un tiers-lieu"
#: Days ago.
_ARRANGED, _COMPLETED = 2, 1


def moments(actor: Actor) -> list[Moment]:
    """When somebody arranges the page, then completes it."""
    return [
        Moment(_ARRANGED, partial(_arrange, actor)),
        Moment(_COMPLETED, partial(_complete, actor)),
    ]


def _arrange(actor: Actor) -> None:
    """Put the blocks after the words of welcome."""
    with ago(_ARRANGED):
        page = pages.get(str(setting("home_page")))
        held = rules.pieces(pages.body(page), registry())
        first = next(at for at, one in enumerate(held) if one.has_heading)
        new = [
            held[0]._replace(text=_block(code), name=rules.BLOCK.name, has_heading=False)
            for code in _BLOCKS
        ]
        text = rules.joined([*held[:first], *new, *held[first:]])
        save(actor, Edit(page.title, text, page.head, "Arranger l’accueil par blocs"))


def _complete(actor: Actor) -> None:
    """Add a page to read first."""
    with ago(_COMPLETED):
        page = pages.get(str(setting("home_page")))
        service.add(actor, page.title, page.head, ("featured", "", _FEATURED))


def _block(code: str) -> str:
    kind = KINDS[code]
    return rules.made(kind.body, kind.title, registry(), is_narrow=True)
