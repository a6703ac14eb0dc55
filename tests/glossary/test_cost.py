"""What a glossary costs a page is bounded, and grows little with ten times as many words."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from types import FrameType
from typing import Any

from bench.words import Wiki, glossary, page
from wiki.markup.meaning import TermShown
from wiki.markup.render import render

#: How many times the steps of a page without glossary: 2 000 words, then from 200 to 2 000.
MOST, GROWTH = 4, 1.5


def _steps(words: Mapping[str, TermShown]) -> int:
    """How many functions are called to render a page of 20 kB: the same in each run."""
    document, wiki, steps = page(), Wiki(words), 0

    def count(_frame: FrameType, _event: str, _argument: Any) -> None:
        nonlocal steps
        steps += 1

    render(document, wiki)  # what is made once for all pages is there
    before = sys.getprofile()
    sys.setprofile(count)
    try:
        render(document, wiki)
    finally:
        sys.setprofile(before)
    return steps


def test_two_thousand_words_cost_a_page_little() -> None:
    none, few, many = _steps({}), _steps(glossary(200)), _steps(glossary(2_000))
    assert none < few < many
    assert many <= MOST * none, (none, many)
    assert many <= GROWTH * few, (few, many)
