"""The Markdown we read: mistune without raw HTML, with our own rules added.

Where mistune 3.4 is quadratic (long runs of spaces in a heading, deeply nested emphasis) the rule
is ours, and linear.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from re import Match
from types import SimpleNamespace
from typing import Any

from mistune import BlockParser, InlineParser, Markdown
from mistune.core import BlockState
from mistune.plugins.def_list import DEF_PATTERN, parse_def_list
from mistune.plugins.footnotes import footnotes
from mistune.plugins.formatting import insert, mark, strikethrough, subscript, superscript
from mistune.plugins.task_lists import task_lists

from wiki.markup import autolinks, directives, links, tables, terms
from wiki.markup.bounds import MAX_EMPHASIS, MAX_NESTING, MAX_SPACES

_CLOSING_HASHES = re.compile(r"(?:^|(?<=[ \t]))#+$")
_EXPLICIT_ID = re.compile(r"[ \t]\{#([a-z0-9]+(?:-[a-z0-9]+){0,15})\}$")
_SPACES = re.compile(f" {{{MAX_SPACES + 1},}}")
_RUN = re.compile(r"(\*+|_+)")


class Blocks(BlockParser):
    """Block rules: no raw HTML, headings that know where they start."""

    state_cls = directives.State

    DEFAULT_RULES = tuple(rule for rule in BlockParser.DEFAULT_RULES if rule != "raw_html")  # type: ignore[assignment]

    def parse_block_html(self, m: Match[str], state: BlockState) -> int | None:  # noqa: ARG002
        """A line of HTML is a line of text."""
        return None

    def parse_atx_heading(self, m: Match[str], state: BlockState) -> int:
        """`## Title ##`, with `{#id}` at the end if the writer wants to fix the identifier."""
        text = _CLOSING_HASHES.sub("", m.group("atx_2").strip()).rstrip()
        attrs = {"level": len(m.group("atx_1"))}
        state.append_token(_heading(text, attrs, state, m.start()))
        return m.end() + 1

    def parse_setex_heading(self, m: Match[str], state: BlockState) -> int | None:
        """A line underlined with `===` or `---`."""
        before = state.last_token()
        if not before or before["type"] != "paragraph":
            return super().parse_setex_heading(m, state)
        start = _start_of(before["text"], state)
        end = super().parse_setex_heading(m, state)
        if before["type"] == "heading":
            text = before["text"].strip()
            state.tokens[-1] = _heading(text, before["attrs"], state, start)
        return end


def _start_of(paragraph: str, state: BlockState) -> int:
    """Where the paragraph just read starts; a definition may have been taken out of it."""
    start = state.cursor - len(paragraph)
    if state.src.startswith(paragraph, start):
        return start
    first = paragraph[: paragraph.index("\n") + 1]
    found = state.src.rfind("\n" + first, 0, state.cursor)
    return found + 1 if found >= 0 else 0


def _heading(text: str, attrs: dict[str, Any], state: BlockState, start: int) -> dict[str, Any]:
    if found := _EXPLICIT_ID.search(text):
        text = text[: found.start()].rstrip()
        attrs["id"] = found.group(1)
    if state.parent is None:
        attrs["start"] = start
    return {"type": "heading", "text": _SPACES.sub(" ", text), "attrs": attrs}


class Inlines(InlineParser):
    """Inline rules: no raw HTML, emphasis in linear time."""

    DEFAULT_RULES = tuple(rule for rule in InlineParser.DEFAULT_RULES if rule != "inline_html")  # type: ignore[assignment]

    def finalize_tokens(self, tokens: list[dict[str, Any]], depth: int) -> list[dict[str, Any]]:
        """Match emphasis marks, unless they nest deeper than anyone reads."""
        if emphasis_depth(tokens) > MAX_EMPHASIS:
            depth = self.max_nested_level
        return super().finalize_tokens(tokens, depth)


def emphasis_depth(tokens: Iterable[dict[str, Any]]) -> int:
    """How deep the emphasis of one run of inline tokens nests at most, unclosed marks included.

    Marks that can only open count their length up, marks that can only close count it down, `*`
    and `_` apart; marks that can do both are left out: they match at once.
    """
    texts = [token["raw"] if token["type"] == "text" else "\ufffc" for token in tokens]
    source = "".join(texts)
    if source.count("*") + source.count("_") <= MAX_EMPHASIS:
        return 0
    deepest = 0
    depths = {"*": 0, "_": 0}
    for found in _RUN.finditer(source):
        start, end = found.span()
        side = _flank(source[start - 1 : start] or " ", source[end : end + 1] or " ")
        mark = source[start]
        depths[mark] = max(0, depths[mark] + side * (end - start))
        deepest = max(deepest, depths[mark])
    return deepest


def _flank(before: str, after: str) -> int:
    """1 for marks that can only open, -1 for those that can only close, 0 for the others."""
    if after.isspace() or before.isspace():
        return int(before.isspace()) - int(after.isspace())
    return int(after.isalnum()) - int(before.isalnum())


def _definition_list(block: BlockParser, m: Match[str], state: BlockState) -> int | None:
    """mistune's definition list, with the definitions nested in the state that holds them."""
    within = SimpleNamespace(
        state_cls=lambda: type(state)(state),
        parse=block.parse,
        list_rules=_rules_within(block, state),
    )
    return parse_def_list(within, m, state)  # type: ignore[arg-type]


def _rules_within(block: BlockParser, state: BlockState) -> list[str]:
    if state.depth() < MAX_NESTING - 1:
        return block.list_rules
    containers = ("list", "block_quote", directives.RULE)
    return [rule for rule in block.list_rules if rule not in containers]


@lru_cache(maxsize=16)
def grammar(registry: directives.Registry) -> Markdown:
    """The parser for the directives of one registry. It keeps no state: threads may share it."""
    block = Blocks(max_nested_level=MAX_NESTING)
    inline = Inlines(max_nested_level=MAX_NESTING)
    markdown = Markdown(renderer=None, block=block, inline=inline)
    plugins: list[Callable[[Markdown], None]] = [
        directives.plugin(registry),
        tables.plugin,
        footnotes,
        task_lists,
        terms.plugin,
        links.plugin,
        autolinks.plugin,
        strikethrough,
        mark,
        insert,
        superscript,
        subscript,
    ]
    for plugin in plugins:
        plugin(markdown)
    block.register("def_list", DEF_PATTERN, _definition_list)
    return markdown
