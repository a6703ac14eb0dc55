"""Beside each block of a page: who wrote it last, when and why."""

from __future__ import annotations

from dataclasses import dataclass

from wiki.pages.margin import revisions_of
from wiki.pages.queries.blame import revisions
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
    wrote = list(revisions_of(cut, told.attribution.shares()))
    lines = revisions(told.page, {numbers[0] for numbers in wrote if numbers})
    shown: list[str] = []
    before: tuple[int, ...] = ()
    for block, numbers in zip(cut, wrote, strict=True):
        shown.append(block)
        if numbers:
            note = render_fragment(
                "pages/margin_note.html",
                title=page.title,
                line=lines[numbers[0]],
                others=len(numbers) - 1,
                is_same=numbers == before,
            )
            shown.append(str(note))
            before = numbers
    return Margin("".join(shown), told)
