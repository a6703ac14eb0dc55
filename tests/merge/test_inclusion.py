from __future__ import annotations

from wiki.merge.edits import Cut, Edit
from wiki.merge.inclusion import edits_through
from wiki.merge.three_way import merge


def through(base: str, one: str, other: str) -> list[Edit] | None:
    cuts = [Cut(text) for text in (base, one, other)]
    by_one, by_other = cuts[0].edits_to(cuts[1]), cuts[0].edits_to(cuts[2])
    return edits_through(*cuts, by_one, by_other)


def test_a_form_sent_twice_changes_nothing_though_lines_repeat() -> None:
    base, head, mine = "Wifi : non\n\n", "\n\nWifi : non\n\n", "Wifi : oui\nUn lieu.\n"
    merged = merge(base, head, mine).text
    assert merged == "\n\nWifi : oui\nUn lieu.\n"
    assert merge(base, merged, mine).text == merged


def test_a_version_that_holds_the_other_is_read_through_it() -> None:
    found = through("a b\nc d\n", "a b x\nc d\n", "a b x\nc d y\n")
    assert found is not None
    assert [(edit.start, edit.end) for edit in found] == [(0, 1), (2, 3)]


def test_a_removal_alone_proves_nothing() -> None:
    assert through("- a\n- b\n- c\n", "- a\n- c\n", "- a\n- b\n") is None


def test_a_later_change_of_the_same_words_is_no_inclusion() -> None:
    assert through("a b\nc d\n", "a b x\nc d\n", "a b x z\nc d\n") is None


def test_a_form_sent_twice_adds_nothing_among_blank_lines_that_are_alike() -> None:
    base, head, mine = "\n\n***\n\n\n", "\n\n\n\n- un lieu\n\n", " Une phrase.\n\n***\n\n\n"
    merged = merge(base, head, mine).text
    assert merged == " Une phrase.\n\n\n\n- un lieu\n\n"
    assert merge(base, merged, head).text == merged


def test_a_form_sent_twice_adds_nothing_after_another_addition() -> None:
    base, head, mine = "Un lieu.\n", "Un lieu.\nUn atelier.", "Un lieu.\n- une salle\n\n"
    merged = merge(base, head, mine).text
    assert merged == "Un lieu.\nUn atelier.\n- une salle\n"
    for side in (head, mine):
        assert (merge(base, merged, side).text or "").split() == merged.split()


def test_more_taken_away_beside_what_the_other_took_is_a_later_change() -> None:
    found = through("- a\n- b\n- c\n- d\n", "- a\n- c\n- d\n- e\n", "- a\n- d\n- e\n")
    assert found is not None
    assert [(edit.start, edit.end) for edit in found] == [(1, 2), (2, 3), (4, 4)]
