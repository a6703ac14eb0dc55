"""The text of a charter as blocks: cut, named, numbered, put together again."""

from __future__ import annotations

from itertools import count

import pytest

from wiki.charter.rules.blocks import Block, blocks_of, named, numbered, roman, source_of

TEXT = """\
# Charte du réseau

Ce texte **nous** engage.

## Préambule

Nous sommes douze.

## Titre premier

### Article 1 : Membres

Un lieu par voix.

### Article 2 – Cotisation

Cinquante euros.

- un
- deux

Les sorties
-----------

### Exclusion {#sortie}

Sur décision.

## Annexe : les lieux
"""


def ids() -> object:
    numbers = count(1)
    return lambda: f"n{next(numbers)}"


def whole() -> tuple[Block, ...]:
    return named(blocks_of(TEXT), (), ids())  # type: ignore[arg-type]


def test_cuts_names_and_numbers() -> None:
    told = [(one.kind, one.number, one.block.id, one.block.title) for one in numbered(whole())]
    assert told == [
        ("name", "", "n1", "Charte du réseau"),
        ("preamble", "", "n2", "Préambule"),
        ("title", "I", "n3", "Titre premier"),
        ("article", "1", "n4", "Membres"),
        ("article", "2", "n5", "Cotisation"),
        ("title", "II", "n6", "Les sorties"),
        ("article", "3", "sortie", "Exclusion"),
        ("annex", "", "n7", "Annexe : les lieux"),
    ]
    assert whole()[4].text == "Cinquante euros.\n\n- un\n- deux"


def test_what_is_written_reads_the_same() -> None:
    written = source_of(whole())
    assert "### Cotisation {#n5}" in written
    assert blocks_of(written) == whole()
    assert source_of(blocks_of(written)) == written


def test_what_stands_before_the_first_heading_is_kept() -> None:
    blocks = blocks_of("Entre nous.\n\n## Un #\n\nTexte.  \nLigne.   \n")
    assert [one.id for one in blocks] == ["debut", ""]
    assert blocks[1] == Block("", 2, "Un", "Texte.  \nLigne.")
    assert blocks_of(source_of(named(blocks, (), ids())))[0] == blocks[0]  # type: ignore[arg-type]


def test_no_name_is_given_twice_nor_again() -> None:
    blocks = blocks_of("## A {#x}\n\n## B {#x}\n\n## C {#mort}\n\n## D {#debut}\n")
    names = [one.id for one in named(blocks, {"mort"}, ids())]  # type: ignore[arg-type]
    assert names == ["x", "n1", "n2", "n3"]


def test_moving_an_article_changes_its_number_alone() -> None:
    blocks = list(whole())
    blocks[3], blocks[4] = blocks[4], blocks[3]
    numbers = {one.block.id: one.number for one in numbered(blocks)}
    assert (numbers["n4"], numbers["n5"], numbers["sortie"]) == ("2", "1", "3")


@pytest.mark.parametrize(
    "other",
    [
        TEXT.replace("\n", "\r\n"),
        TEXT.replace("é", "e\u0301"),
        TEXT.replace("douze", "dou\u200bze\u202e"),
        TEXT.replace("\n\n", " \n\n\n\t\n"),
    ],
)
def test_what_is_not_seen_changes_nothing(other: str) -> None:
    assert blocks_of(other) == blocks_of(TEXT)


@pytest.mark.parametrize(("number", "wanted"), [(1, "I"), (4, "IV"), (14, "XIV"), (29, "XXIX")])
def test_roman_figures(number: int, wanted: str) -> None:
    assert roman(number) == wanted


def test_headings_inside_a_list_or_a_fence_open_nothing() -> None:
    blocks = blocks_of("## Un\n\n- # dedans\n\n```\n# code\n```\n")
    assert [one.title for one in blocks] == ["Un"]
