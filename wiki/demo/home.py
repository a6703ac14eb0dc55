"""The home page of the demonstration: its words first, then blocks that follow the wiki."""

from __future__ import annotations

from datetime import timedelta

from wiki.kernel import clock
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


def load(actor: Actor) -> None:
    """Put the blocks after the words of welcome, as somebody would who arranges the page."""
    with clock.stopped_at(clock.now() - timedelta(days=2)):
        page = pages.get(str(setting("home_page")))
        held = rules.pieces(pages.body(page), registry())
        first = next(at for at, one in enumerate(held) if one.has_heading)
        new = [
            held[0]._replace(text=_block(code), name=rules.BLOCK.name, has_heading=False)
            for code in _BLOCKS
        ]
        text = rules.joined([*held[:first], *new, *held[first:]])
        save(actor, Edit(page.title, text, page.head, "Arranger l’accueil par blocs"))
    with clock.stopped_at(clock.now() - timedelta(days=1)):
        page = pages.get(page.title)
        service.add(actor, page.title, page.head, ("featured", "", _FEATURED))


def _block(code: str) -> str:
    kind = KINDS[code]
    return rules.made(kind.body, kind.title, registry(), is_narrow=True)
