from __future__ import annotations

from wiki.merge.edits import Cut
from wiki.merge.moves import moved_by_one

BASE = "- le règlement de la cuisine\n- les clés\n- le planning\n- la liste\n"
WITHOUT = "- les clés\n- le planning\n- la liste\n"


def moved(base: str, head: str, mine: str) -> frozenset[str]:
    cut = Cut(base)
    return moved_by_one(cut.pieces, cut.edits_to(Cut(head)), cut.edits_to(Cut(mine)))


def test_a_line_that_one_moved_and_the_other_removed_is_found() -> None:
    line = "- le règlement de la cuisine\n"
    assert moved(BASE, WITHOUT + line, WITHOUT) == {line}


def test_a_line_that_both_removed_is_no_move() -> None:
    assert moved(BASE, WITHOUT, WITHOUT) == frozenset()


def test_a_short_cell_found_elsewhere_is_no_move() -> None:
    rows = "| a | oui | non |\n| b | peut-être | non |\n"
    head = rows.replace("oui", "non")
    assert moved(rows, head, head.replace("peut-être", "oui")) == frozenset()


def test_a_line_that_both_moved_and_rewrote_is_found_in_its_two_forms() -> None:
    forms = {"- le règlement de la cuisine affiché\n", "- le règlement complet de la cuisine\n"}
    one, other = sorted(forms)
    assert moved(BASE, WITHOUT + one, WITHOUT.replace("- la liste", other + "- la liste")) == forms


def test_lines_that_both_wrote_of_something_else_are_no_move() -> None:
    assert moved(BASE, WITHOUT + "- un vélo\n", WITHOUT + "- une machine à café\n") == frozenset()
