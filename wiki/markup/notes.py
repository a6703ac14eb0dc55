"""Notes: `[^clé]` calls `[^clé]: texte`, or the source of that key; both stand at the foot.

Each note has one number however often it is called, sources nobody called come last.
"""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from itertools import islice
from re import Match
from typing import Any

from mistune import InlineParser, Markdown
from mistune.core import BlockState, InlineState
from mistune.plugins.footnotes import (
    INLINE_FOOTNOTE,
    REF_FOOTNOTE,
    parse_footnote_item,
    parse_ref_footnote,
)
from mistune.util import unikey

from wiki.markup import sources
from wiki.markup.document import Document, Source

#: What a call looks like whose note is not written; other things in brackets are only text.
_CALL = re.compile(r"\[\^[\w.:-]{1,100}\]")
_ANY_CALL = re.compile(r"\[\^([^\\\[\]\s]{1,500})\]")
_DEFINITION = re.compile(REF_FOOTNOTE, re.MULTILINE)

#: A note by its key, or a source that may have several keys.
_Note = str | Source


def plugin(markdown: Markdown) -> None:
    """Add calls, notes and the list at the foot to a parser."""
    markdown.inline.register("footnote", INLINE_FOOTNOTE, _parse_call, before="link")
    markdown.block.register("ref_footnote", REF_FOOTNOTE, parse_ref_footnote, before="ref_link")
    markdown.after_render_hooks.append(_add_list)


def _parse_call(_inline: InlineParser, m: Match[str], state: InlineState) -> int:
    key = unikey(m.group("footnote_key"))
    source = sources.of_call(key, state.env)
    if source is None and key not in state.env.get("ref_footnotes", {}):
        kind = "missing_note" if _CALL.fullmatch(m.group()) else "text"
        state.append_token({"type": kind, "raw": m.group()})
        return m.end()
    index = _index(source or key, state.env)
    state.append_token({"type": "footnote_ref", "raw": key, "attrs": {"index": index}})
    return m.end()


def _index(note: _Note, env: MutableMapping[str, Any]) -> int:
    """The number of a note, from 1 in the order of their first calls."""
    numbers: dict[_Note, int] = env.setdefault("notes", {})
    return numbers.setdefault(note, len(numbers) + 1)


def _add_list(
    markdown: Markdown, result: str | list[dict[str, Any]], state: BlockState
) -> str | list[dict[str, Any]]:
    numbers: dict[_Note, int] = state.env.get("notes", {})
    items: list[dict[str, Any]] = []
    # Reading a note may call another for the first time: the list grows as it is read.
    while len(items) < len(numbers):
        items.append(_item(markdown, [*numbers][len(items)], len(items) + 1, state))
    for source in state.env.get("sources", {}).values():
        if source not in numbers:
            items.append(_source(source, len(items) + 1, called=False))
    if not items or isinstance(result, str):
        return result
    end = _foot(result)
    return [*result[:end], {"type": "footnotes", "children": items}, *result[end:]]


def _foot(tokens: list[dict[str, Any]]) -> int:
    """Where what ends a text and stands below its notes begins."""
    foot = len(tokens)
    for at in range(len(tokens) - 1, -1, -1):
        if tokens[at].get("attrs", {}).get("at_foot"):
            foot = at
        elif tokens[at]["type"] != "blank_line":
            break
    return foot


def _item(markdown: Markdown, note: _Note, index: int, state: BlockState) -> dict[str, Any]:
    if isinstance(note, Source):
        return _source(note, index, called=True)
    within = BlockState(parent=state)
    within.tokens = [parse_footnote_item(markdown.block, note, index, state)]
    markdown.render_state(within)
    return within.tokens[0]


def _source(source: Source, index: int, *, called: bool) -> dict[str, Any]:
    return {
        "type": "source_item",
        "attrs": {"source": source, "index": index, "called": called},
    }


def definitions(document: Document, text: str) -> str:
    """The notes and sources of a document that `text` calls, as they are written.

    `text` is one piece of the document, to be shown by itself.
    """
    sourced = (
        (call.argument, call.source)
        for call in document.calls
        if call.known and call.name == sources.NAME
    )
    written = [one for one in islice(sourced, sources.MAX_SOURCES) if one[1] not in text]
    written += [
        (found.group("footnote_key"), found.group())
        for found in _DEFINITION.finditer(document.source)
    ]
    wanted = {unikey(key) for key in _ANY_CALL.findall(text)}
    wanted -= {unikey(found.group("footnote_key")) for found in _DEFINITION.finditer(text)}
    return "\n\n".join(one.strip("\n") for key, one in written if unikey(key) in wanted)
