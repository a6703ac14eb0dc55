"""How running text is read: mistune's rules without raw HTML, over only what may be a mark.

Where mistune 3.4 is quadratic (deeply nested emphasis) the rule is ours, and linear. What is read
is what mistune reads: `tests/markup/test_inline_rules.py` holds one against the other.
"""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from typing import Any

from mistune import InlineParser
from mistune.core import InlineState

from wiki.markup.bounds import MAX_EMPHASIS
from wiki.markup.emphasis import Tokens, paired, source_of

#: Where a rule may start; emphasis is matched afterwards, in the texts between the other nodes.
_START = re.compile(r"[\\`![\]<\n~=^h{](?<!h(?!ttps?://))(?<!!(?!\[))(?<!{(?!{))")
_MARK = re.compile(r"[\\`[<\n~=^*_h{](?<!h(?!ttps?://))(?<!{(?!{))")
_LINE_END = re.compile(r"\n\s*")
_RUN = re.compile(r"(\*+|_+)")


class Inlines(InlineParser):
    """Inline rules: no raw HTML, emphasis in linear time."""

    DEFAULT_RULES = tuple(rule for rule in InlineParser.DEFAULT_RULES if rule != "inline_html")  # type: ignore[assignment]

    def __call__(self, s: str, env: MutableMapping[str, Any]) -> Tokens:
        """The tokens of a text; a text without any mark is one of them."""
        if _MARK.search(s):
            return super().__call__(s, env)
        return [{"type": "text", "raw": s}]

    def parse(self, state: InlineState) -> Tokens:
        """Read the text of the state."""
        source, tokens = state.src, state.tokens
        match = self.compile_sc().match
        start = position = 0
        while found := _START.search(source, position):
            at = found.start()
            if found.group() == "\n":
                text = source[start:at].rstrip(" ")
                spaces = at - start - len(text)
                if text:
                    tokens.append({"type": "text", "raw": text})
                tokens.append({"type": "linebreak" if spaces > 1 else "softbreak"})
                start = position = _after_line_end(source, at)
                continue
            rule = match(source, at)
            if rule is None:
                position = at + 1
                continue
            if at > start:
                tokens.append({"type": "text", "raw": source[start:at]})
            end = self.parse_method(rule, state)
            if not end:
                end = at + 1
                tokens.append({"type": "text", "raw": source[at:end]})
            start = position = end
        if start < len(source) or not source:
            tokens.append({"type": "text", "raw": source[start:]})
        state.tokens = self.finalize_tokens(tokens, state.depth)
        return state.tokens

    def finalize_tokens(self, tokens: Tokens, depth: int) -> Tokens:
        """Match emphasis marks, unless they nest deeper than anyone reads."""
        if not _is_regular(tokens):
            return self._finalize_any(tokens, depth)
        if not any(
            token["type"] == "text" and ("*" in token["raw"] or "_" in token["raw"])
            for token in tokens
        ):
            return tokens
        left = self.max_nested_level - depth
        found = paired(tokens, left) if left > 0 else None
        return self._finalize_any(tokens, depth) if found is None else found

    def _finalize_any(self, tokens: Tokens, depth: int) -> Tokens:
        if emphasis_depth(tokens) > MAX_EMPHASIS:
            depth = self.max_nested_level
        return super().finalize_tokens(tokens, depth)


def _after_line_end(source: str, at: int) -> int:
    found = _LINE_END.match(source, at)
    return found.end() if found else at + 1


def _is_regular(tokens: Tokens) -> bool:
    """Whether texts stand apart and nothing is noted on a token for mistune to read."""
    after_text = False
    for token in tokens:
        is_text = token["type"] == "text"
        if (is_text and (after_text or "_emphasis" in token)) or "_autolink" in token:
            return False
        after_text = is_text
    return True


def emphasis_depth(tokens: Tokens) -> int:
    """How deep the emphasis of one run of inline tokens nests at most, unclosed marks included.

    Marks that can only open count their length up, marks that can only close count it down, `*`
    and `_` apart; marks that can do both are left out: they match at once.
    """
    source = source_of(tokens).replace("\n", "\ufffc")
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
