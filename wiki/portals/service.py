"""Arranging a page: one act, one revision."""

from __future__ import annotations

from typing import Any

from wiki.kernel.errors import Invalid, Missing
from wiki.kernel.permissions import Actor
from wiki.kernel.slugs import clean_title, title_key
from wiki.markup.parse import parse
from wiki.pages.queries import pages
from wiki.pages.queries.documents import registry
from wiki.pages.service.save import Edit, Saved, save
from wiki.portals import rules
from wiki.portals.offered import DEFAULT, KINDS, PAGE, QUERIES, QUERY
from wiki.site.queries import setting

#: What depends on which day it is.
DAY = "day"
_SUMMARIES = {
    "up": "Monte le bloc « {} »",
    "down": "Descend le bloc « {} »",
    "remove": "Retire le bloc « {} »",
    "hide": "Masque le bloc « {} »",
    "show": "Montre de nouveau le bloc « {} »",
    "half": "Met le bloc « {} » sur une demi-largeur",
    "whole": "Met le bloc « {} » sur toute la largeur",
}


def text_at(title: str, base: int) -> str:
    """The text of a page at a revision; of the home page that nobody has written, the usual one.

    Raises `Missing` for another page that is not there.
    """
    page = pages.find(title)
    if page is None:
        if title_key(title) != title_key(str(setting("home_page"))):
            raise Missing("page_missing", title=title)
        return DEFAULT
    return pages.text_at(page, base) if base else ""


def arrange(actor: Actor, title: str, base: int, deed: str, key: str, **given: Any) -> Saved:
    """Do one thing to one block of a page as it was at `base`.

    `given`: the `submission` and the `place` of the `Edit`. Raises `EditConflict`.
    """
    found = rules.pieces(text_at(title, base), registry())
    name = next((one.title for one in found if one.key == key), "")
    text = rules.whole(rules.arranged(found, deed, key, registry()), registry())
    return _save(actor, title, base, text, _SUMMARIES[deed].format(name), given)


def add(
    actor: Actor,
    title: str,
    base: int,
    block: tuple[str, str, str],
    *,
    is_narrow: bool = False,
    is_first: bool = False,
    **given: Any,
) -> Saved:
    """Add a block to a page: its kind, its title, and what it asks for."""
    code, heading, of = block
    found = rules.pieces(text_at(title, base), registry())
    text = rules.made(*written(code, heading, of), registry(), is_narrow=is_narrow)
    blocks = rules.with_block(found, text, is_first=is_first)
    name = " ".join(heading.split()) or KINDS[code].title
    summary = f"Ajoute le bloc « {name} »" if name else "Ajoute un bloc"
    return _save(actor, title, base, rules.whole(blocks, registry()), summary, given)


def written(code: str, heading: str, of: str) -> tuple[str, str]:
    """The text of a block of a kind, and its title."""
    kind = KINDS.get(code)
    if kind is None:
        raise Invalid("portal_block_kind", field="block")
    of = of.replace("\r\n", "\n").strip("\n ")
    title = heading.strip() or kind.title
    if not kind.asks:
        return kind.body, title
    if kind.asks == PAGE:
        return kind.body.format(_existing(of)), title
    if not of:
        raise Invalid("portal_block_text_missing", field="of")
    if kind.asks == QUERY:
        calls = parse(of, registry()).calls
        if [one.source.strip() for one in calls] != [of] or calls[0].name not in QUERIES:
            raise Invalid("portal_block_query", field="of")
    return of, title


def _existing(given: str) -> str:
    try:
        found = pages.existing_titles([title_key(clean_title(given))])
    except Invalid as error:
        raise Invalid("portal_block_page", field="of", title=given[:100]) from error
    for title in found.values():
        return title
    raise Invalid("portal_block_page", field="of", title=given[:100])


def _save(
    actor: Actor, title: str, base: int, text: str, summary: str, given: dict[str, Any]
) -> Saved:
    return save(actor, Edit(title, text, base, summary[:200], keeps_drafts=True, **given))
