from __future__ import annotations

from wiki.merge.pairing import label, pair
from wiki.merge.units import Block, Kind, blocks


def paired(old: str, new: str) -> list[tuple[int, int]]:
    return pair(blocks(old), blocks(new))


def test_blocks_that_share_half_their_words_are_paired_in_order() -> None:
    old = "Wifi : non\nPostes : 5\nAccès libre\n"
    new = "Bienvenue ici\nWifi : oui\nPostes : 8\n"
    assert paired(old, new) == [(0, 1), (1, 2)]


def test_a_block_alone_needs_one_common_word() -> None:
    assert paired("un lieu calme et beau\n", "ce lieu\n") == [(0, 0)]
    assert paired("un lieu calme\n", "rien de tel\n") == []


def test_blocks_of_two_kinds_are_never_paired() -> None:
    assert paired("- un lieu calme\n", "un lieu calme\n") == []


def test_a_large_table_is_paired_by_the_names_of_its_rows() -> None:
    old = "".join(f"| lieu{at} | {at} |\n" for at in range(40))
    new = "".join(f"| lieu{at} | {at} | oui |\n" for at in range(40) if at != 7)
    assert paired(old, new) == [(at, at if at < 7 else at - 1) for at in range(40) if at != 7]


def test_a_row_is_named_by_its_first_cell_that_is_not_empty() -> None:
    assert label(Block(Kind.ROW, "|  | Mende | 3 |\n")) == "Mende"
    assert label(Block(Kind.PROSE, "Le lieu, ouvert à tous.\n")) == "Le lieu ouvert"
