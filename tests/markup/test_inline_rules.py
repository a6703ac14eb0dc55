"""Our loop over running text reads what mistune reads."""

from __future__ import annotations

from typing import Any

import pytest
from mistune import InlineParser

from tests.markup import scraps
from tests.markup.slow import NAMES, text
from wiki.markup.directives import CORE
from wiki.markup.grammar import grammar
from wiki.markup.inline_rules import Inlines

#: Links by reference and notes need definitions.
_DEFINED = {"ref_links": {"R": {"url": "/u", "label": "r"}}, "ref_footnotes": {"1": "note"}}


OURS = grammar(CORE).inline


@pytest.fixture(scope="module")
def mistune() -> InlineParser:
    """The same rules, read by mistune alone but for the bound of emphasis."""
    inline = grammar.__wrapped__(CORE).inline
    inline.parse = InlineParser.parse.__get__(inline)  # type: ignore[method-assign]
    inline.finalize_tokens = inline._finalize_any  # type: ignore[attr-defined, method-assign]
    return inline  # type: ignore[no-any-return]


def read(inline: InlineParser, source: str) -> list[dict[str, Any]]:
    state = inline.state_cls({key: dict(value) for key, value in _DEFINED.items()})
    state.src = source
    return inline.render(state)


def test_reads_random_texts_as_mistune_does(mistune: InlineParser) -> None:
    for source in scraps.inline(4_000, seed=2):
        assert read(OURS, source) == read(mistune, source), source


@pytest.mark.parametrize("name", NAMES)
def test_reads_slow_texts_as_mistune_does(name: str, mistune: InlineParser) -> None:
    source = text(name, 300)
    assert read(OURS, source) == read(mistune, source)


@pytest.mark.parametrize(
    "source",
    [
        "",
        "mot",
        "un  \ndeux",
        "un \ndeux\\\ntrois",
        "= \nsuite",
        "cache http et https://exemple.org/a.",
        "xhttps://exemple.org",
        "a!b ![c](/d) !",
        "fin\\",
        "\\&amp; \\*non\\*",
        "[https://exemple.org](/a) et <https://exemple.org>",
        "[a][r] [^1] [^2]",
        "~~a *b~~ c*",
    ],
)
def test_reads_as_mistune_does(source: str, mistune: InlineParser) -> None:
    assert read(OURS, source) == read(mistune, source)


def test_a_text_without_marks_is_one_token_and_no_rule_is_tried(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Inlines, "parse", None)
    prose = "L’hiver, ils se chauffent : 10 % de (moins) ! Où ?"
    assert grammar(CORE).inline(prose, {}) == [{"type": "text", "raw": prose}]
