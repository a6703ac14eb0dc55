"""Emphasis marks that stand in plain pairs (`*un mot*`, `**deux mots**`), in one pass.

mistune matches marks of any shape by the rules of CommonMark, at some cost. Nearly all texts only
have pairs: a mark that can only open, then the same one that can only close. There both agree,
which `tests/markup/test_emphasis.py` holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from mistune.core import token_depth

#: Inline nodes, as mistune makes and changes them.
Tokens = list[dict[str, Any]]

_RUN = re.compile(r"\*+|_+")
_NODES = {1: "emphasis", 2: "strong"}
_BREAKS = frozenset({"softbreak", "linebreak"})


def source_of(tokens: Iterable[dict[str, Any]]) -> str:
    """What marks see of inline tokens: texts, ends of lines, one character for each other one."""
    return "".join(
        [
            token["raw"] if token["type"] == "text" else "\n" if token["type"] in _BREAKS else "￼"
            for token in tokens
        ]
    )


def paired(tokens: Tokens, deepest: int) -> Tokens | None:
    """The tokens with their pairs of marks as `emphasis` and `strong`; None if others are there.

    No two texts follow each other in `tokens`. None too when a pair would hold nodes that nest
    `deepest` times.
    """
    source = source_of(tokens)
    marks = _pairs(source)
    if marks is None:
        return None
    result: Tokens = []
    within = result
    position = 0
    for token in tokens:
        if token["type"] != "text":
            within.append(token)
            position += 1
            continue
        end = position + len(token["raw"])
        while marks and marks[-1][0] < end:
            start, after = marks.pop()
            if start > position:
                within.append({"type": "text", "raw": source[position:start]})
            if within is result:
                within = []
                result.append({"type": _NODES[after - start], "children": within})
            elif token_depth(within) < deepest:
                within = result
            else:
                return None
            position = after
        if end > position:
            within.append({"type": "text", "raw": source[position:end]})
        position = end
    return result


def _pairs(source: str) -> list[tuple[int, int]] | None:
    """Where the marks of pairs start and end, the last one first; None if some are no pair."""
    found: list[tuple[int, int]] = []
    opened = ""
    for run in _RUN.finditer(source):
        start, end = run.span()
        opens, closes = _sides(source[start - 1 : start], source[end : end + 1], run.group())
        if not opens and not closes and not opened:
            continue
        if opens == closes or closes != bool(opened):
            return None
        mark = run.group()
        if len(mark) > 2 or (opened and mark != opened):
            return None
        opened = mark if opens else ""
        found.append((start, end))
    return None if opened else found[::-1]


def _sides(before: str, after: str, mark: str) -> tuple[bool, bool]:
    """Whether a mark between two characters ("" at the ends) can open, whether it can close."""
    after_space, before_space = not after or after.isspace(), not before or before.isspace()
    after_word, before_word = after.isalnum(), before.isalnum()
    if after_word and before_word and mark[0] == "_":
        return False, False
    opens = not after_space and (after_word or not before_word)
    return opens, not before_space and (before_word or not after_word)
