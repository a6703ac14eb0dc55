"""The articles of a charter that is being written, as texts that several people write at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from wiki.charter.queries import charters as queries
from wiki.charter.rules.blocks import anchor, blocks_of, untyped
from wiki.kernel.errors import Missing
from wiki.kernel.permissions import Actor, May, why_not
from wiki.kernel.shared import Shared, Verdict
from wiki.live.queries import unsaved_by
from wiki.live.service import log
from wiki.markup.outline import section_range
from wiki.pages.models import Page
from wiki.pages.queries import pages
from wiki.pages.queries.documents import document_of
from wiki.pages.queries.pending import why_not_at_once
from wiki.pages.rules import why_not_edit
from wiki.pages.sections import numbered
from wiki.site.queries import policy


def articles(body: str) -> dict[str, int]:
    """The number of the section of each article that has a short id; no title above others."""
    document = document_of(body)
    opening = [one for one in document.headings if one.start is not None]
    numbers = numbered(document.headings)
    found = {}
    for heading, after in zip(opening, [*opening[1:], None], strict=False):
        name = heading.id.removeprefix(anchor(""))
        if (after is None or after.level <= heading.level) and _carries(body, heading.start, name):
            found[name] = numbers[heading.id]
    return found


def _carries(body: str, start: int | None, name: str) -> bool:
    """Whether the heading that begins there was given that id: others change with their words."""
    line = body[start or 0 :].partition("\n")[0]
    return line.rstrip("# \t").endswith(f"{{#{name}}}")


class Left(NamedTuple):
    """An article as it was being written when its text was closed, and by whom."""

    title: str
    text: str
    names: Sequence[str]


def left(uid: str, name: str) -> Left | None:
    """What was written of an article and never saved, where it says something else."""
    names, opened = unsaved_by(uid, name), log.known("article", uid, name)
    if not names or opened is None:
        return None
    blocks = blocks_of(log.text_at(opened.head.doc_id))
    block = next((one for one in blocks if one.id == name), None)
    return Left(untyped(block.title), block.text, names) if block else None


def _extent(body: str, name: str) -> tuple[int, int] | None:
    found = section_range(document_of(body), anchor(name))
    return found if found and _carries(body, found[0], name) else None


def _page(uid: str) -> Page:
    page = pages.by_uid(uid)
    if queries.of_page(page.id) is None:
        raise Missing("charter_missing")
    return page


def _start(uid: str, name: str) -> tuple[str, int]:
    page = _page(uid)
    body = pages.body(page)
    extent = _extent(body, name)
    if extent is None:
        raise Missing("charter_article_gone")
    return body[slice(*extent)], page.head


def _judge(uid: str, name: str) -> Callable[[Actor], Verdict]:
    page, site = _page(uid), policy()
    gone = None if _extent(pages.body(page), name) else "charter_article_gone"

    def judged(actor: Actor) -> Verdict:
        why = why_not_edit(actor, site, protection=page.protection, title=page.title, uid=page.uid)
        return Verdict(why_not(actor, May.READ, site), why or gone or why_not_at_once(actor))

    return judged


def _takes(uid: str) -> bool:
    page = pages.by_uid(uid) if uid else None
    return page is not None and queries.of_page(page.id) is not None


SHARED = Shared(_start, _judge, _extent, _takes)
