"""How blocks are read: mistune's rules without raw HTML, with short ways for the plainest ones.

Most lines of a page are prose and most lists are plain: what begins like that is read without
trying each rule. What is read is what mistune reads: `tests/markup/test_block_rules.py` holds one
against the other. Where mistune 3.4 is quadratic (long runs of spaces in a heading) the rule is
ours, and linear.
"""

from __future__ import annotations

import re
import string
from re import Match, Pattern
from typing import Any

from mistune import BlockParser
from mistune.core import BlockState

from wiki.markup import directives
from wiki.markup.bounds import MAX_SPACES

_CLOSING_HASHES = re.compile(r"(?:^|(?<=[ \t]))#+$")
_EXPLICIT_ID = re.compile(r"[ \t]\{#([a-z0-9]+(?:-[a-z0-9]+){0,15})\}$")
_SPACES = re.compile(f" {{{MAX_SPACES + 1},}}")
_BLANK = re.compile(r"(?:[ \t\v\f]*\n)+")
# What a line of prose or an item may start with: no rule for blocks does.
_LETTER = r"(?:[^\W\d_]|\[\[[^\W\d_]|\*\*[^\W\d_]|`[^\W\d_]|«)"
#: A whole list of one level, each item on a line, up to a line that surely belongs to no list.
_PLAIN_LISTS = {
    mark: re.compile(
        rf"(?P<items>(?:{written} {_LETTER}[^\n]*\n)+)"
        r"(?:(?:[ \t\v\f]*\n)+(?=[^\s\d*+<>`~:_-])|(?:[ \t\v\f]*\n)*\Z)"
    )
    for mark, written in (("-", "-"), ("*", r"\*"), ("+", r"\+"))
}
_PUNCTUATION = frozenset(string.punctuation)


class Blocks(BlockParser):
    """Block rules: no raw HTML, headings that know where they start."""

    state_cls = directives.State

    DEFAULT_RULES = tuple(rule for rule in BlockParser.DEFAULT_RULES if rule != "raw_html")  # type: ignore[assignment]

    def parse(self, state: BlockState, rules: list[str] | None = None) -> None:
        """Read what is left of a source."""
        rules = self.rules if rules is None else rules
        pattern = self.compile_sc(rules)
        while state.cursor < state.cursor_max:
            first = state.src[state.cursor]
            if first == "\n" and (blank := _BLANK.match(state.src, state.cursor)):
                state.cursor = self.parse_blank_line(blank, state)
            elif _is_prose(first):
                self._parse_prose(pattern, state)
            elif not self._parse_indented(first, rules, state):
                self._parse_by_rule(pattern, state)

    def _parse_indented(self, first: str, rules: list[str], state: BlockState) -> bool:
        """Read a line of code marked by its indent, or say that there is none here."""
        if first not in " \t" or "indent_code" not in rules:
            return False
        end = self._parse_indent_code_fast(state)
        state.cursor = state.cursor if end is None else end
        return end is not None

    def _parse_prose(self, pattern: Pattern[str], state: BlockState) -> None:
        """Read the lines of a paragraph up to one that may be something else."""
        source = state.src
        start = position = state.cursor
        while position < state.cursor_max:
            end = source.find("\n", position) + 1 or state.cursor_max
            if not _is_prose(source[position]) or "|" in source[position:end]:
                if pattern.match(source, position):
                    break
                if not source[position:end].strip():
                    break
            position = end
        if position > start:
            state.add_paragraph(source[start:position])
            state.cursor = position
        else:
            self._parse_by_rule(pattern, state)

    def _parse_by_rule(self, pattern: Pattern[str], state: BlockState) -> None:
        """Read what the next rule finds, and as a paragraph what stands before it."""
        found = pattern.match(state.src, state.cursor) or pattern.search(state.src, state.cursor)
        if found is None:
            state.add_paragraph(state.src[state.cursor :])
            state.cursor = state.cursor_max
            return
        if found.start() > state.cursor:
            state.add_paragraph(state.get_text(found.start()))
            state.cursor = found.start()
        end = self.parse_method(found, state)
        if not end:
            end = state.find_line_end()
            state.add_paragraph(state.get_text(end))
        state.cursor = end

    def parse_list(self, m: Match[str], state: BlockState) -> int:
        """A list; a plain one, of one level and one line an item, in one go."""
        plain = _PLAIN_LISTS.get(m.group("list_2"))
        if plain is None or not (found := plain.match(state.src, m.start())):
            return super().parse_list(m, state)
        items = [
            {"type": "list_item", "children": [{"type": "block_text", "text": line[2:] + "\n"}]}
            for line in found.group("items")[:-1].split("\n")
        ]
        attrs = {"depth": state.depth(), "ordered": False}
        state.append_token({"type": "list", "children": items, "tight": True, "attrs": attrs})
        return found.end()

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


def _is_prose(character: str) -> bool:
    """Whether a line that starts so can only be prose, or the head of a table."""
    return not (character in _PUNCTUATION or character.isspace() or character.isdigit())


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
