"""Beside each block of a page: who wrote it last, when and why."""

from __future__ import annotations

from dataclasses import dataclass

from wiki.pages.credits import told_by
from wiki.pages.margin import sources_of
from wiki.pages.queries.blame import origins
from wiki.pages.queries.pages import Glance, by_uid
from wiki.pages.service.blame import Told, blame
from wiki.web.comparison import blocks
from wiki.web.templates import render_fragment


@dataclass(frozen=True)
class Margin:
    """A page's HTML with a note after each of its blocks, and how much of its history was read."""

    html: str
    told: Told


def with_authors(page: Glance, html: str) -> Margin:
    """The page with who wrote what. A block by the same revision as the one before says so."""
    told = blame(by_uid(page.uid))
    cut = list(blocks(html))
    wrote = list(sources_of(cut, told.attribution.shares()))
    known = origins(told.page, {sources[0] for sources in wrote if sources})
    shown: list[str] = []
    before: tuple[int, ...] = ()
    for block, sources in zip(cut, wrote, strict=True):
        shown.append(block)
        if sources:
            note = render_fragment(
                "pages/margin_note.html",
                title=page.title,
                origin=known[sources[0]],
                others=len({told_by(one)[0] for one in sources}) - 1,
                is_same=sources == before,
            )
            shown.append(str(note))
            before = sources
    return Margin("".join(shown), told)
