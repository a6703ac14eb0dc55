"""The Markdown we read: mistune without raw HTML, with our own rules added."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from functools import lru_cache
from re import Match
from types import SimpleNamespace
from typing import Any

from mistune import BlockParser, Markdown
from mistune.core import BlockState
from mistune.plugins.def_list import DEF_PATTERN, parse_def_list
from mistune.plugins.formatting import insert, mark, strikethrough, subscript, superscript
from mistune.plugins.task_lists import task_lists

from wiki.markup import autolinks, directives, links, notes, page_fields, tables, terms
from wiki.markup.block_rules import Blocks
from wiki.markup.bounds import MAX_NESTING
from wiki.markup.inline_rules import Inlines


class Reader(Markdown):
    """A parser whose result is tokens."""

    def render_state(self, state: BlockState) -> list[dict[str, Any]]:
        """The tokens of the state, their texts read."""
        self._read(state.tokens, state.env)
        return state.tokens

    def _read(self, tokens: list[dict[str, Any]], env: MutableMapping[str, Any]) -> None:
        for token in tokens:
            if "children" in token:
                self._read(token["children"], env)
            elif "text" in token:
                token["children"] = self.inline(token.pop("text").strip(" \r\n\t\f"), env)


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
    markdown = Reader(renderer=None, block=block, inline=inline)
    plugins: list[Callable[[Markdown], None]] = [
        directives.plugin(registry),
        tables.plugin,
        notes.plugin,
        task_lists,
        terms.plugin,
        links.plugin,
        page_fields.plugin,
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
