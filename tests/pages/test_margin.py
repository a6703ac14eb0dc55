"""Blocks of a page's HTML found again in its source, in order, and nowhere else."""

from __future__ import annotations

from wiki.merge.attribution import Share
from wiki.pages.margin import pieces, sources_of


def lines(*written: tuple[int, str]) -> list[list[Share]]:
    """A source of one share a line."""
    return [[Share(revision, text)] for revision, text in written]


def found(html: list[str], *written: tuple[int, str]) -> list[tuple[int, ...]]:
    """The revisions of each block."""
    return list(sources_of(html, lines(*written)))


def test_each_block_has_the_sources_of_its_lines() -> None:
    html = ["<p>Un <em>café</em> noir,<br>au port.</p>", "<p>Un thé.</p>"]
    assert found(html, (1, "Un *café* noir,"), (3, "au port."), (0, ""), (2, "Un thé.")) == [
        (3, 1),
        (2,),
    ]


def test_a_line_of_several_hands_has_them_all() -> None:
    written = [[Share(1, "Un café "), Share(4, "noir"), Share(2, " ")]]
    assert list(sources_of(["<p>Un café noir</p>"], written)) == [(4, 1)]


def test_marks_links_and_numbers_are_read_through() -> None:
    html = [
        '<div class="heading"><h2>Les lieux</h2><a class="anchor" href="#x">#</a></div>',
        "<ol><li>Voir <a href='/x'>le port</a></li><li>et la l\u2019\u00cele&nbsp;!</li></ol>",
        "<table><tr><td>Oui</td><td>A &amp; B</td></tr></table>",
        '<p>Noté<sup class="footnote-ref"><a href="#n">1</a></sup> là.</p>',
    ]
    assert found(
        html,
        (1, "## Les lieux"),
        (2, "1. Voir [[Port de Bayonne|le port]]"),
        (3, "2. et [la l'Île](https://exemple.fr) !"),
        (4, "| Oui | A & B |"),
        (5, "Noté[^n] là."),
    ) == [(1,), (3, 2), (4,), (5,)]


def test_what_comes_from_elsewhere_is_nobody_s() -> None:
    html = ["<p>D'une autre page.</p>", "<p>D'ici.</p>"]
    assert found(html, (1, ":::{inclure Autre}"), (1, ":::"), (2, "D'ici.")) == [(), (2,)]


def test_a_table_of_contents_is_nobody_s() -> None:
    html = [
        '<nav class="toc"><ul><li><a href="#b">Ce que la quinzaine a apporté</a></li></ul></nav>',
        "<p>Avant.</p>",
        "<h2>Ce que la quinzaine a apporté</h2>",
    ]
    written = (1, ":::{sommaire}"), (2, "Avant."), (3, "## Ce que la quinzaine a apporté")
    assert found(html, *written) == [(), (2,), (3,)]


def test_the_same_words_are_taken_in_their_order() -> None:
    html = ["<p>Oui.</p>", "<p>Non.</p>", "<p>Oui.</p>"]
    assert found(html, (1, "Oui."), (2, "Non."), (3, "Oui.")) == [(1,), (2,), (3,)]


def test_a_short_word_far_away_is_not_the_same() -> None:
    html = ["<p>Oui.</p>", "<p>Une phrase qui se reconnaît.</p>"]
    far = "Une phrase qui se reconnaît. " + "Beaucoup de mots entre les deux. " * 9
    assert found(html, (1, far), (2, "Oui.")) == [(), (1,)]


def test_a_block_without_words_has_no_piece() -> None:
    assert list(pieces("<hr>")) == []
    assert found(["<hr>", "\n"], (1, "---")) == [(), ()]
