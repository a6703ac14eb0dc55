from __future__ import annotations

from wiki.merge.edits import Cut, Edit


def edits(old: str, new: str) -> list[Edit]:
    return Cut(old).edits_to(Cut(new))


def test_a_sentence_reworded_is_an_edit_in_place() -> None:
    (edit,) = edits("Un. Deux.\n", "Un. Trois.\n")
    assert edit == Edit(2, 3, ("Trois.",), 2, 3, in_place=True)


def test_a_line_removed_is_not_in_place_and_reaches_its_twins() -> None:
    (edit,) = edits("# t\n- a\n- a\n- b\n", "# t\n- a\n- b\n")
    assert edit == Edit(2, 3, (), 1, 3, in_place=False)
    assert edit.removes


def test_an_insertion_is_at_the_last_place_that_gives_the_same_text() -> None:
    (edit,) = edits("a\n\nb\n", "a\n\nc\n\nb\n")
    assert edit.inserts
    assert (edit.start, edit.low, edit.high) == (3, 2, 3)


def test_a_row_that_changed_its_name_is_one_edit() -> None:
    (edit,) = edits("| Mende | 10 € |\n", "| Lormont | 10 € |\n")
    assert (edit.start, edit.end, edit.in_place) == (0, 9, True)


def test_cells_are_compared_by_column() -> None:
    found = edits("| a | oui | oui |\n", "| a | non | oui |\n")
    assert [edit.new for edit in found] == [("non",)]
