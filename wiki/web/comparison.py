"""Two renderings compared as a reader sees them: added and removed words marked in the page.

Whole blocks are aligned first, then the words inside the blocks that changed. The tags kept are
those of the new rendering, so what is shown stays well formed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from wiki.merge.engine import exact_changes
from wiki.merge.sequence import changes

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*?(/?)>")
_TOKEN = re.compile(r"<[^<>]*>|&[a-zA-Z0-9#]+;|\s+|\w+|[^\w\s<]")
# What a page may hold once only: an identifier, the name of a landmark.
_ONCE = re.compile(r'(<section\b[^<>]*?) aria-label="[^"]*"| id="[^"]*"')
_VOID = frozenset({"area", "br", "col", "hr", "img", "input", "source", "track", "wbr"})


def compare(old_html: str, new_html: str) -> str:
    """The new rendering with what was added in `<ins>` and what went in `<del>`."""
    old, new = list(blocks(old_html)), list(blocks(new_html))
    shown: list[str] = []
    at = 0
    for change in changes(old, new):
        shown += new[at : change.new_start]
        shown += _changed(
            old[change.old_start : change.old_end], new[change.new_start : change.new_end]
        )
        at = change.new_end
    return "".join(shown + new[at:])


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


def _changed(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    paired = min(len(old), len(new))
    for before, after in zip(old[:paired], new[:paired], strict=True):
        if _name(before) == _name(after):
            yield _marked(before, after)
        else:
            yield _whole("del", before)
            yield _whole("ins", after)
    yield from (_whole("del", block) for block in old[paired:])
    yield from (_whole("ins", block) for block in new[paired:])


def _name(block: str) -> str:
    found = _TAG.match(block.lstrip())
    return found.group(2).lower() if found else ""


def _whole(element: str, block: str) -> str:
    if not block.strip():
        return block
    if element == "del":
        block = _ONCE.sub(lambda found: found[1] or "", block)
    return f'<{element} class="block-{element}">{block}</{element}>'


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
