"""Plain pairs of marks are matched as mistune matches them; others are left to it."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from mistune import InlineParser

from wiki.markup.emphasis import paired


def read(source: str) -> list[dict[str, Any]]:
    """The emphasis of a text by mistune alone."""
    return InlineParser().finalize_tokens([{"type": "text", "raw": source}], 0)


def test_agrees_with_mistune_on_all_short_texts() -> None:
    answered = 0
    for length in range(1, 8):
        for letters in itertools.product("*_a. " if length < 7 else "*a ", repeat=length):
            source = "".join(letters)
            found = paired([{"type": "text", "raw": source}], 20)
            if found is not None:
                answered += 1
                assert found == read(source) or not any(mark in source for mark in "*_"), source
    assert answered > 4_000


@pytest.mark.parametrize("source", ["un *mot* et **deux mots**", "_a_, __b__.", "2 * 3 *x*", "a_b"])
def test_reads_plain_pairs(source: str) -> None:
    assert paired([{"type": "text", "raw": source}], 20) == read(source)


@pytest.mark.parametrize("source", ["***a***", "*a", "a*", "*a **b***", "*a_b*", "**a*", "a*b*c"])
def test_leaves_other_marks_to_mistune(source: str) -> None:
    assert paired([{"type": "text", "raw": source}], 20) is None


def test_a_pair_holds_other_nodes() -> None:
    link = {"type": "page_link", "children": [{"type": "text", "raw": "a"}]}
    tokens = [{"type": "text", "raw": "*un "}, link, {"type": "text", "raw": "* fin"}]
    within = [{"type": "text", "raw": "un "}, link]
    assert paired(tokens, 20) == [
        {"type": "emphasis", "children": within},
        {"type": "text", "raw": " fin"},
    ]
    assert paired(tokens, 1) is None
