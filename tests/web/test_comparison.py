"""Two renderings compared: still well formed, and no word lost or invented."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wiki.markup.meaning import PlainMeaning
from wiki.markup.parse import parse
from wiki.markup.render import render
from wiki.web.comparison import blocks, compare
from wiki.web.rendering import compare_renderings

VOID = {"area", "br", "col", "hr", "img", "input", "source", "track", "wbr"}


class Reader(HTMLParser):
    """Reads a piece of HTML: what is not closed, and the words of each side."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.old: list[str] = []
        self.new: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if "ins" not in self.open:
            self.old.append(data)
        if "del" not in self.open:
            self.new.append(data)


def _read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.faults == []
    assert reader.open == []
    return reader


def _words(pieces: list[str]) -> str:
    return re.sub(r"\s+", "", "".join(pieces))


#: What is said of a block that moved, which neither text says.
MOVE = re.compile(r'<span class="diff-move">.*?</span> déplacé[^<]*</span>')
WORDS = st.sampled_from(["café", "thé", "lundi", "<b>", "&", ">", '"', "[[Lieu]]", "**gras**"])
LINES = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)
BLOCKS = st.one_of(
    LINES,
    LINES.map("## {}".format),
    st.lists(LINES, min_size=1, max_size=3).map(lambda rows: "\n".join(f"- {row}" for row in rows)),
    LINES.map("> {}".format),
    LINES.map(lambda text: f"| a | b |\n|---|---|\n| {text.replace('|', '')} | x |"),
    LINES.map(":::{{note Titre}}\n{}\n:::".format),
    st.just('[lien](https://exemple.fr "un > deux")'),
)
LONG = st.sampled_from(
    ["Un paragraphe assez long pour être reconnu ailleurs", "Deux <b> & deux " * 4]
)
TEXTS = st.lists(BLOCKS | LONG, max_size=4).map("\n\n".join)


@settings(max_examples=300, deadline=None)
@given(TEXTS, TEXTS)
def test_a_comparison_is_well_formed_and_keeps_every_word(old: str, new: str) -> None:
    before, after = (render(parse(text), PlainMeaning()).html for text in (old, new))
    compared = _read(MOVE.sub("", compare(before, after)))
    assert _words(compared.new) == _words(_read(after).new)
    assert sorted(_words(compared.old)) == sorted(_words(_read(before).old))


@given(TEXTS)
def test_the_same_text_has_no_mark(text: str) -> None:
    html = render(parse(text), PlainMeaning()).html
    assert compare(html, html) == html


@given(TEXTS)
def test_blocks_are_the_whole(text: str) -> None:
    html = render(parse(text), PlainMeaning()).html
    assert "".join(blocks(html)) == html


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("Un café.", "Un thé.", "<p>Un <del>café</del><ins>thé</ins>.</p>"),
        ("Un.\n\nDeux.", "Un.", '<del class="block-del"><p>Deux.</p></del>'),
        ("Un.", "Un.\n\nDeux.", '<ins class="block-ins"><p>Deux.</p></ins>'),
        ("| a |\n|---|\n| un |\n", "| a |\n|---|\n| deux |\n", "<del>un</del><ins>deux</ins></td>"),
        ("Un café.", "Un **café**.", "<strong>"),
    ],
)
def test_what_changed_is_marked(inside: Flask, old: str, new: str, shown: str) -> None:
    assert shown in compare_renderings(old, new)


def test_a_block_that_moved_is_neither_removed_nor_added(inside: Flask) -> None:
    moved = "Un paragraphe qui part de la tête et que l’on retrouve plus bas.\n\n"
    stays = "## Gare\n\nUn café.\n\n## Quai\n\nUn thé.\n\n"
    html = compare_renderings(moved + stays, stays.replace("café", "sirop") + moved)
    assert "block-del" not in html
    assert "block-ins" not in html
    assert "<del>café</del><ins>sirop</ins>" in html
    said = re.findall(r'<(del|ins) class="block-moved">(.*?)<p>(.*?)</p>', html, re.DOTALL)
    assert [(element, re.sub("<[^>]*>", "", label).strip()) for element, label, _ in said] == [
        ("del", "↕ déplacé plus loin (bloc 1)"),
        ("ins", "↕ déplacé ici (bloc 1)"),
    ]
    assert {text for _, _, text in said} == {moved.strip()}


def test_blocks_that_moved_together_are_said_once_and_keep_one_anchor(inside: Flask) -> None:
    moved, stays = (
        "## Accès\n\nPar le tram.\n\n",
        "## Gare\n\nUn.\n\n## Quai\n\nDeux.\n\nTrois.\n\n",
    )
    html = compare_renderings(moved + stays, stays + moved)
    assert html.count("block-moved") == 2
    assert html.count("déplacé") == 2
    assert html.count('id="') == len(set(re.findall('id="([^"]*)"', html)))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.text(alphabet="<>&\"'a /=", max_size=40), st.text(alphabet="<>&\"'a /=", max_size=40))
def test_no_text_becomes_a_tag(old: str, new: str) -> None:
    before, after = (render(parse(text), PlainMeaning()).html for text in (old, new))
    _read(compare(before, after))
