"""Where links stand: only those that the parser reads, whatever is around them."""

from __future__ import annotations

import random

import pytest

from tests.pace import within
from wiki.markup.parse import parse
from wiki.markup.spans import link_spans, retargeted, with_links

#: A text, and the links of it as they are written.
CASES = {
    "plain": ("Voir [[Lieu]] et [[Le Comptoir|là]].\n", ["[[Lieu]]", "[[Le Comptoir|là]]"]),
    "section": ("[[Lieu#Horaires]] [[#Ici]]\n", ["[[Lieu#Horaires]]", "[[#Ici]]"]),
    "code": ("`[[Lieu]]` et [[Lieu]]\n", ["[[Lieu]]"]),
    "code across": ("`a [[Lieu` b]] c\n", []),
    "code that ends inside": ("`a [[Li`eu]] `b`\n", []),
    "fence": ("```\n[[Lieu]]\n```\n\n[[Autre]]\n", ["[[Autre]]"]),
    "indented": ("Un.\n\n    [[Lieu]]\n", []),
    "escaped": (r"\[[Lieu]] [[Vrai]]" + "\n", ["[[Vrai]]"]),
    "quote": ("> [[Lieu]]\n> suite [[Lieu]]\n", ["[[Lieu]]", "[[Lieu]]"]),
    "list": ("- un\n  - [[Lieu]]\n", ["[[Lieu]]"]),
    "table": ("| a | b |\n|---|---|\n| [[Lieu|là]] | [[L\\|x]] |\n", ["[[Lieu|là]]", "[[L\\|x]]"]),
    "heading": ("## [[Lieu]]\n", ["[[Lieu]]"]),
    "note": ("Un[^1].\n\n[^1]: [[Lieu]]\n\n[[Après]]\n", ["[[Lieu]]", "[[Après]]"]),
    "note never called": ("Un.\n\n[^1]: [[Lieu]]\n", []),
    "box": (":::{note} [[Titre]]\n[[Lieu]]\n:::\n", ["[[Lieu]]"]),
    "inclusion": (":::{inclure [[Lieu]]}\n:::\n\n[[Lieu]]\n", ["[[Lieu]]"]),
    "figure": (":::{figure a.png}\n:alt: [[Lieu]]\n[[Légende]]\n:::\n", ["[[Légende]]"]),
    "in a link": ("[voir [[Lieu]]](https://exemple.fr)\n", ["[[Lieu]]"]),
    "html": ("<b>[[Lieu]]</b> <!-- [[Lieu]] -->\n", ["[[Lieu]]", "[[Lieu]]"]),
    "language": ("[[en:Place]]\n[[:en:Place]]\n", ["[[en:Place]]", "[[:en:Place]]"]),
    "emphasis": ("*[[Mon_lieu]]* _[[a_b]]_\n", ["[[Mon_lieu]]", "[[a_b]]"]),
    "mark": ("lien0 [[lien]] lienx\n", ["[[lien]]"]),
    "empty": ("[[]] [[|a]] [[ Lieu]] [[a\nb]]\n", []),
}


@pytest.mark.parametrize("name", CASES)
def test_a_link_stands_where_the_parser_reads_it(name: str) -> None:
    source, wanted = CASES[name]
    spans = link_spans(source)
    assert [source[span.start : span.end] for span in spans] == wanted
    links = [(one.target, one.section, one.text) for one in parse(source).links]
    assert sorted((s.link.target, s.link.section, s.link.text) for s in spans) == sorted(links)


def test_a_link_is_written_anew_and_the_rest_stays() -> None:
    source = "`[[Lieu]]` [[Lieu]] [[lieu#Où|là]] [[L|x]]\n"
    spans = link_spans(source)
    new = with_links(
        source, spans, lambda written, link: retargeted(written, "Ici") if link.section else None
    )
    assert new == "`[[Lieu]]` [[Lieu]] [[Ici#Où|là]] [[L|x]]\n"
    assert retargeted(r"[[Lieu\|là]]", "Ici") == r"[[Ici\|là]]"
    assert retargeted("[[#Où]]", "Ici") == "[[Ici#Où]]"


@pytest.mark.parametrize("seed", range(200))
def test_what_stands_is_what_is_read_whatever_the_text(seed: int) -> None:
    dice = random.Random(seed)
    pieces = [*("[[Lieu]]", "[[a|b]]", "[[Lieu#s]]", "`", "\n", "|", "\\", "> ", "- ", "    ")]
    pieces += ["*", "_", "```\n", ":::{note}\n", "\n:::\n", "[^1]", "\n[^1]: ", "[", "]", "x ", "<"]
    source = "".join(dice.choice(pieces) for _ in range(40))
    read = sorted(one.target for one in parse(source).links)
    spans = link_spans(source)
    if spans or "`" not in source:  # code that ends inside what looks like a link leaves a doubt
        assert sorted(span.link.target for span in spans) == read
    same = with_links(source, spans, lambda written, _: written)
    assert same == source


def test_a_text_that_holds_what_could_mark_it_is_read_at_once() -> None:
    source = "[[Lieu]] lien" + "x" * 200_000
    spans = within(300, lambda: link_spans(source))
    assert [span.link.target for span in spans] == ["Lieu"]
