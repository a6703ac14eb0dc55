from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.merge.units import Block, Kind, blocks, kind_of, lines_of, pieces, units


@given(st.one_of(st.text(), st.text("a.!|\\ -\n#`~ 1»é", max_size=60)))
def test_units_joined_are_the_text(text: str) -> None:
    assert "".join(units(text)) == text
    assert "".join(block.text for block in blocks(text)) == text
    assert "".join(lines_of(text)) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("\n", ["\n"]),
        ("Un. Deux ! Trois", ["Un.", " ", "Deux !", " ", "Trois"]),
        ("Un.\n", ["Un.", "\n"]),
        ("« Oui. » Il part.", ["« Oui. »", " ", "Il part."]),
        ("M. Dupont, cf. Pomerol.", ["M. Dupont, cf. Pomerol."]),
        ("Version 2. 5 postes, 3.5 m.", ["Version 2. 5 postes, 3.5 m."]),
        ("fin. suite", ["fin. suite"]),
        ("- Un. Deux.\n  Trois.\n", ["- Un. Deux.\n  Trois.\n"]),
        ("## Un. Deux.\n", ["## Un. Deux.\n"]),
        ("```\nUn. Deux.\n- a\n  b\n```\n", ["```\n", "Un. Deux.\n", "- a\n", "  b\n", "```\n"]),
    ],
)
def test_text_is_cut_by_sentence_item_heading_and_code_line(text: str, expected: list[str]) -> None:
    assert units(text) == expected


def test_a_row_is_cut_by_cell() -> None:
    cut = pieces(Block(Kind.ROW, "| a | b\\|c |\n"))
    assert cut == ["", "", "| ", "a", " | ", "b\\|c", " |", "", "\n"]


def test_the_rows_of_a_table_without_outer_bars_are_rows() -> None:
    table = "Lieu | Prix\n--- | ---\nMende | 10\nsuite\n"
    kinds = [block.kind for block in blocks(table)]
    assert kinds == [Kind.ROW, Kind.ROW, Kind.ROW, Kind.PROSE]


def test_only_a_line_feed_ends_a_line() -> None:
    assert lines_of("a\u2028b\x0bc\nd") == ["a\u2028b\x0bc\n", "d"]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("  ", Kind.BLANK),
        ("# t", Kind.HEADING),
        ("#t", Kind.PROSE),
        ("12) a", Kind.ITEM),
        ("* a", Kind.ITEM),
        ("*a*", Kind.PROSE),
        ("  | a", Kind.ROW),
    ],
)
def test_kind_of_a_line(line: str, kind: Kind) -> None:
    assert kind_of(line) is kind
