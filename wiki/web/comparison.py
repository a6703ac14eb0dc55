"""Two renderings compared as a reader sees them: added and removed words marked in the page.

Whole blocks are aligned first, then the words inside the blocks that changed; those that moved are
said to have. The tags kept are those of the new rendering, so what is shown stays well formed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from wiki.merge.blocks_moved import moves, numbered
from wiki.merge.engine import exact_changes
from wiki.merge.sequence import Change, changes
from wiki.web.differences import move_said

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*?(/?)>")
_TOKEN = re.compile(r"<[^<>]*>|&[a-zA-Z0-9#]+;|\s+|\w+|[^\w\s<]")
# What a page may hold once only: an identifier, the name of a landmark.
_ONCE = re.compile(r'(<section\b[^<>]*?) aria-label="[^"]*"| id="[^"]*"')
_VOID = frozenset({"area", "br", "col", "hr", "img", "input", "source", "track", "wbr"})


def compare(old_html: str, new_html: str) -> str:
    """The new rendering with what was added in `<ins>` and what went in `<del>`."""
    return "".join(_Comparison(list(blocks(old_html)), list(blocks(new_html))).shown())


def blocks(html: str) -> Iterator[str]:
    """The top-level elements of a rendering, and the text between them."""
    depth, start = 0, 0
    for tag in _TAG.finditer(html):
        closes, name, empty = tag.group(1), tag.group(2).lower(), tag.group(3)
        if name in _VOID or empty:
            continue
        if not closes and depth == 0 and tag.start() > start:
            yield html[start : tag.start()]
            start = tag.start()
        depth += -1 if closes else 1
        if depth == 0:
            yield html[start : tag.end()]
            start = tag.end()
    if start < len(html):
        yield html[start:]


class _Comparison:
    """The blocks of both renderings, and the numbers of those that moved."""

    def __init__(self, old: list[str], new: list[str]) -> None:
        self.old, self.new = old, new
        self.changes = changes(old, new)
        self.left, self.arrived = numbered(moves(old, new, self.changes, _said))

    def shown(self) -> Iterator[str]:
        """The pieces of the page that shows both."""
        at = 0
        for change in self.changes:
            yield from self.new[at : change.new_start]
            yield from self._changed(change)
            at = change.new_end
        yield from self.new[at:]

    def _changed(self, change: Change) -> Iterator[str]:
        """What stays is compared two by two, in order; the rest came, went or moved."""
        stays = (
            [at for at in range(*change[:2]) if at not in self.left and self.old[at].strip()],
            [at for at in range(*change[2:]) if at not in self.arrived and self.new[at].strip()],
        )
        old_at, new_at = change.old_start, change.new_start
        for one, other in zip(*stays, strict=False):
            yield from self._one_sided(Change(old_at, one, new_at, other))
            before, after = self.old[one], self.new[other]
            if _name(before) == _name(after):
                yield _marked(before, after)
            else:
                yield _whole("del", before)
                yield _whole("ins", after)
            old_at, new_at = one + 1, other + 1
        yield from self._one_sided(Change(old_at, change.old_end, new_at, change.new_end))

    def _one_sided(self, change: Change) -> Iterator[str]:
        yield from _runs("del", self.old, range(*change[:2]), self.left)
        yield from _runs("ins", self.new, range(*change[2:]), self.arrived)


def _runs(
    element: str, blocks_: Sequence[str], places: range, moved: Mapping[int, int]
) -> Iterator[str]:
    """Blocks of one side; those that moved together stand under one label."""
    for number, run in groupby(places, moved.get):
        run_blocks = [blocks_[at] for at in run]
        if number is None:
            yield from (_whole(element, block) for block in run_blocks)
            continue
        label = move_said(number, is_away=element == "del", has_sign=True)
        html = _once(element, "".join(run_blocks))
        yield f'<{element} class="block-moved">{label}{html}</{element}>'


def _said(block: str) -> str:
    return _TAG.sub("", block)


def _name(block: str) -> str:
    found = _TAG.match(block.lstrip())
    return found.group(2).lower() if found else ""


def _whole(element: str, block: str) -> str:
    if not block.strip():
        return block
    return f'<{element} class="block-{element}">{_once(element, block)}</{element}>'


def _once(element: str, html: str) -> str:
    """What a page holds once is left to the new rendering."""
    return _ONCE.sub(lambda found: found[1] or "", html) if element == "del" else html


def _marked(before: str, after: str) -> str:
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    shown: list[str] = []
    at = 0
    for change in exact_changes(old, new):
        shown += new[at : change.new_start]
        shown += _wrapped("del", old[change.old_start : change.old_end], keeps_tags=False)
        shown += _wrapped("ins", new[change.new_start : change.new_end], keeps_tags=True)
        at = change.new_end
    return "".join(shown + new[at:])


def _wrapped(element: str, tokens: Sequence[str], *, keeps_tags: bool) -> Iterator[str]:
    words: list[str] = []
    for token in [*tokens, ""]:
        if token and not token.startswith("<"):
            words.append(token)
            continue
        if text := "".join(words):
            yield f"<{element}>{text}</{element}>" if text.strip() else text * keeps_tags
        words = []
        if keeps_tags:
            yield token
