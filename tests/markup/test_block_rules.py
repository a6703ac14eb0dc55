"""The short ways of our block rules read what mistune reads."""

from __future__ import annotations

from typing import Any

import pytest
from mistune import BlockParser

from tests.markup import scraps
from tests.markup.conftest import cases
from tests.markup.slow import NAMES, text
from wiki.markup.block_rules import Blocks
from wiki.markup.directives import CORE
from wiki.markup.grammar import Reader, grammar

SOURCES = [c[1] for name in ("liens", "blocs", "directives") for c in cases(f"{name}.txt")]
#: What mistune notes on a token beside what it says.
_NOTED = ("bullet", "tight")


@pytest.fixture(scope="module")
def mistune() -> Reader:
    """Our grammar, its blocks read by mistune alone."""
    reader = grammar.__wrapped__(CORE)
    for name in ("parse", "parse_list"):
        setattr(reader.block, name, getattr(BlockParser, name).__get__(reader.block))
    reader.block._methods["list"] = reader.block.parse_list
    return reader


def read(reader: Reader, source: str) -> list[dict[str, Any]]:
    return [_bare(token) for token in reader.parse(source)[0]]


def _bare(token: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in token.items() if key not in _NOTED}
    if "children" in kept:
        kept["children"] = [_bare(child) for child in kept["children"]]
    return kept


@pytest.mark.parametrize("source", SOURCES)
def test_reads_the_fixtures_as_mistune_does(source: str, mistune: Reader) -> None:
    assert read(grammar(CORE), source) == read(mistune, source)


def test_reads_random_lines_as_mistune_does(mistune: Reader) -> None:
    for source in scraps.blocks(1_500, seed=1):
        assert read(grammar(CORE), source) == read(mistune, source), source


@pytest.mark.parametrize("name", NAMES)
def test_reads_slow_texts_as_mistune_does(name: str, mistune: Reader) -> None:
    source = text(name, 300)
    assert read(grammar(CORE), source) == read(mistune, source)


@pytest.mark.parametrize(
    "source",
    [
        "- un\n- deux\n\nSuite.\n",
        "- un\n- deux\n\n\n## Titre\n",
        "- **un** : x\n- [[Pomerol]]\n- `code`\n",
        "Prose.\n- un\n- deux\n\n",
        "- un\nsuite paresseuse\n",
        "- un\n\n- deux\n",
        "- un\n\n  suite de l'article\n",
        "- un\n  - dedans\n",
        "- un\n* autre liste\n",
        "- un\n\n1. autre liste\n",
        "- un\n\n---\n",
        "- un\n## Titre\n",
        "- un | deux\n- --|--\n",
        "- [ ] à faire\n- [x] fait\n",
        "- *[ESS]: économie\n",
        "- [r]: /adresse\n\n[r]\n",
        "> - un\n> - deux\n",
    ],
)
def test_reads_lists_as_mistune_does(source: str, mistune: Reader) -> None:
    assert read(grammar(CORE), source) == read(mistune, source)


def test_reads_a_plain_list_in_one_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(BlockParser, "parse_list", None)
    [token] = grammar.__wrapped__(CORE).parse("- un\n- deux\n\n")[0]
    assert [item["children"][0]["type"] for item in token["children"]] == ["block_text"] * 2
    assert isinstance(grammar(CORE).block, Blocks)
