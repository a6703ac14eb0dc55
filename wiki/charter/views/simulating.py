"""The text of a charter with some of its amendments: what it would say, and what collides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from flask import Response, request
from markupsafe import Markup

from wiki.charter.queries import amendments as queries
from wiki.charter.queries import charters
from wiki.charter.rules.amendments import LIVE
from wiki.charter.rules.blocks import Block, numbered, source_of
from wiki.charter.rules.chain import sha256
from wiki.charter.rules.operations import Text, found
from wiki.charter.rules.sets import Compiled, compiled
from wiki.charter.views import amendment_words as words
from wiki.charter.views.amendment_texts import rendered, said
from wiki.charter.views.blueprint import blueprint
from wiki.merge.diff import diff
from wiki.web.differences import in_one_column
from wiki.web.templates import answer

#: Most amendments that an address may name.
_MOST = 200


class Shown(NamedTuple):
    """A block as it would read: what changed in it, and by which amendments."""

    name: str
    html: Markup
    is_changed: bool
    sources: tuple[int, ...]


@blueprint.get("/charters/<slug>/simulate", endpoint="simulate")
def simulate(slug: str) -> Response:
    """The text with the amendments that the address names, whatever their order."""
    charter = charters.by_slug(slug)
    page = charters.draft_page(charter)
    live = queries.in_states(charter.id, LIVE)
    asked, text = queries.on_draft(page, live), queries.draft(page)
    wanted = _wanted(request.args.getlist("amendments"))
    whole = compiled(text, {number: asked[number] for number in wanted if number in asked})
    now = words.names_of(text)
    return answer(
        "charter/simulate.html",
        charter=charter,
        offered=[(number, words.asked(asked[number], now)) for number in sorted(asked)],
        wanted=wanted,
        applied=whole.applied,
        collisions=[(one, other, words.verdicts()[verdict]) for one, other, verdict in _met(whole)],
        apart=[number for number in wanted if number not in asked],
        blocks=_shown(text, whole),
        removed=[(now[block], number) for block, number in whole.removed.items()],
        digest=sha256(source_of(whole.text)),
    )


def _met(whole: Compiled) -> Sequence[tuple[int, int, str]]:
    return [(one, other, verdict) for one, other, verdict in whole.collisions]


def _wanted(given: Sequence[str]) -> list[int]:
    """The numbers that an address names: `3,7,12`, or one after the other."""
    typed = ",".join(given)[: 12 * _MOST].split(",")
    return sorted({int(one) for one in typed if one.isascii() and one.isdigit() and len(one) < 9})


def _shown(text: Text, whole: Compiled) -> list[Shown]:
    names = {one.block.id: words.name_of(one) for one in numbered(whole.text)}
    return [
        _block(names[block.id], found(text, block.id), block, whole.sources.get(block.id, ()))
        for block in whole.text
    ]


def _block(name: str, before: Block | None, block: Block, sources: tuple[int, ...]) -> Shown:
    if before == block:
        return Shown(name, rendered(block), is_changed=False, sources=sources)
    changed = in_one_column(diff(said(before), said(block)))
    return Shown(name, changed, is_changed=True, sources=sources)
