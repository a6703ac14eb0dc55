"""What becomes of amendments when their text moves: the scenarios, and laws on random charters.

Twenty thousand cases with `WIKI_FUZZ=1 pytest tests/charter/rules/test_rebase.py`.
"""

from __future__ import annotations

import os
import random
from collections import Counter

import pytest

from tests.charter.rules.texts import CHARTER, amendment, charter, modify
from tests.merge.laws import words
from wiki.charter.rules.operations import Kind, Operation, Text, applied, found
from wiki.charter.rules.rebase import Rebased, Verdict, merged, rebased, worst
from wiki.charter.rules.sets import together

CASES = 20_000 if "WIKI_FUZZ" in os.environ else 1_000
SHARES = 4


def after(taken: Operation, mine: Operation) -> Rebased:
    """What becomes of one when another is taken."""
    return rebased(CHARTER, applied(CHARTER, taken), mine)


def test_another_sentence_of_the_article_is_clean() -> None:
    fee, due = modify("fee", "50", "60"), modify("fee", "1er mars", "1er juin")
    became = after(fee, due)
    assert became.verdict is Verdict.CLEAN
    assert became.operation is not None
    both = applied(applied(CHARTER, fee), became.operation)
    held = found(both, "fee")
    assert held is not None
    assert held.text == "La cotisation annuelle est de 60 euros. Elle est due au 1er juin."
    back = after(due, fee)
    assert back.operation is not None
    assert applied(applied(CHARTER, due), back.operation) == both


def test_the_same_word_is_a_conflict_and_nothing_is_overwritten() -> None:
    assert after(modify("fee", "50", "60"), modify("fee", "50", "30")) == Rebased(Verdict.CONFLICT)


def test_two_that_write_thousands_of_lines_are_not_merged(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few such amendments kept the public list of amendments busy for minutes."""
    monkeypatch.delattr("wiki.charter.rules.rebase.merge")
    base = "La cotisation est de 50 euros."
    head, mine = (base + "\n\n" + "\n\n".join(sign * n for n in range(300)) for sign in "ab")
    assert merged(base, head, mine) == (Verdict.CONFLICT, "")


def test_a_sentence_deleted_and_one_edited_conflict() -> None:
    gone = modify("board", " Il élit un président.", "")
    longer = modify("board", "président.", "président et une trésorière.")
    assert after(gone, longer) == after(longer, gone) == Rebased(Verdict.CONFLICT)


def test_an_article_that_was_removed_is_never_changed() -> None:
    gone = Operation(Kind.DELETE, "open")
    assert after(gone, modify("open", "tous", "toutes")) == Rebased(Verdict.FALLEN)
    assert after(gone, Operation(Kind.RENAME, "open", "Accueil")) == Rebased(Verdict.FALLEN)
    assert after(gone, Operation(Kind.MOVE, "open", after="titre")) == Rebased(Verdict.FALLEN)
    assert after(gone, gone) == Rebased(Verdict.SATISFIED)
    edited = modify("open", "tous", "toutes")
    assert after(edited, gone) == Rebased(Verdict.CONFLICT)
    follows = Operation(Kind.ADD_AFTER, "new", "Retrait", "On se retire.", "open", 2)
    became = after(gone, follows)
    assert became.verdict is Verdict.SUGGESTED
    assert became.operation is not None
    assert became.operation.after == "due"


def test_a_sentence_that_looks_alike_is_not_taken_for_another() -> None:
    gone = modify("due", " Les invités paient au 1er mars.", "")
    mine = modify("due", "invités paient au 1er mars", "invités paient au 1er juin")
    assert after(gone, mine) == Rebased(Verdict.CONFLICT)
    assert found(applied(CHARTER, gone), "due") == CHARTER[3]._replace(
        text="Les fondateurs paient au 1er mars."
    )


def test_other_words_of_one_sentence_are_to_be_read_again() -> None:
    became = after(
        modify("board", "Le bureau", "Le conseil"), modify("board", "deux fois", "quatre fois")
    )
    assert became.verdict is Verdict.SUGGESTED
    assert became.operation is not None
    assert became.operation.text.startswith("Le conseil se réunit quatre fois par an. Il élit")


def test_two_additions_at_one_point_conflict() -> None:
    open_ = "Chaque lieu est ouvert à tous."
    one, other = (modify("open", open_, f"{open_} {said}") for said in ("Un.", "Autre."))
    assert after(one, other) == Rebased(Verdict.CONFLICT)
    first, second = (
        Operation(Kind.ADD_AFTER, name, name, f"{name}.", "fee", 2) for name in ("first", "second")
    )
    assert after(first, second) == after(second, first) == Rebased(Verdict.CONFLICT)
    twin = Operation(Kind.ADD_AFTER, "twin", "first", "first.", "fee", 2)
    assert after(first, twin) == Rebased(Verdict.SATISFIED)


def test_titles_and_texts_are_two_things() -> None:
    renamed = Operation(Kind.RENAME, "fee", "Adhésion")
    became = after(renamed, modify("fee", "50", "60"))
    assert became.verdict is Verdict.CLEAN
    assert became.operation is not None
    assert became.operation.title == "Adhésion"
    assert after(renamed, Operation(Kind.RENAME, "fee", "Montant")) == Rebased(Verdict.CONFLICT)
    assert after(renamed, renamed) == Rebased(Verdict.SATISFIED)


def test_an_article_moved_twice_is_for_its_author() -> None:
    up, down = (Operation(Kind.MOVE, "board", after=place) for place in ("titre", "due"))
    assert after(up, down) == after(down, up) == Rebased(Verdict.CONFLICT)
    assert after(up, up) == Rebased(Verdict.SATISFIED)
    assert after(up, modify("board", "deux", "trois")).verdict is Verdict.CLEAN
    assert after(modify("board", "deux", "trois"), up).verdict is Verdict.CLEAN


def test_the_worst_verdict_is_the_one_told() -> None:
    assert worst([]) is Verdict.CLEAN
    assert worst([Verdict.SATISFIED, Verdict.CONFLICT, Verdict.CLEAN]) is Verdict.CONFLICT


@pytest.mark.parametrize("share", range(SHARES))
def test_campaign(share: int) -> None:
    met: Counter[str] = Counter()
    for seed in range(share, CASES, SHARES):
        rng = random.Random(seed)
        text = charter(rng)
        one, other = amendment(rng, text, "une"), amendment(rng, text, "autre")
        try:
            met[_check(text, one, other)] += 1
        except AssertionError as broken:
            raise AssertionError(f"law broken with seed {seed}: {broken}") from broken
    assert set(met) == {Verdict.CLEAN, Verdict.SUGGESTED, Verdict.CONFLICT}


def _check(base: Text, one: Operation, other: Operation) -> Verdict:
    """Check every law; tell how both stand together."""
    assert rebased(base, base, one) == Rebased(Verdict.CLEAN, one)
    heads = applied(base, one), applied(base, other)
    assert rebased(base, heads[0], one).verdict is Verdict.SATISFIED
    became = rebased(base, heads[0], other), rebased(base, heads[1], one)
    ends = []
    for head, found_ in zip(heads, became, strict=True):
        if found_.operation:
            ends.append(applied(head, found_.operation))
            _nothing_is_invented(base, one, other, ends[-1])
            _others_are_untouched(base, one, other, ends[-1])
            again = rebased(head, ends[-1], found_.operation)
            assert again.verdict is Verdict.SATISFIED
    verdict = together(base, one, other)
    assert verdict is together(base, other, one)
    if one.kind is other.kind is Kind.MODIFY:
        sides = {Verdict.CLEAN if v.verdict is Verdict.SATISFIED else v.verdict for v in became}
        assert len(sides) == 1
    if verdict is Verdict.CLEAN and len(ends) == 2:
        assert ends[0] == ends[1]
        _each_word_is_there_once(one, other, ends[0])
    return verdict


def _nothing_is_invented(base: Text, one: Operation, other: Operation, end: Text) -> None:
    asked = [f"{operation.title} {operation.text}" for operation in (one, other)]
    known = set(words(" ".join([_whole(base), *asked])))
    assert set(words(_whole(end))) <= known


def _others_are_untouched(base: Text, one: Operation, other: Operation, end: Text) -> None:
    about = {one.block, other.block}
    assert {block for block in base if block.id not in about} <= set(end)


def _each_word_is_there_once(one: Operation, other: Operation, end: Text) -> None:
    there = Counter(words(_whole(end)))
    for name, operation in (("une", one), ("autre", other)):
        for word in words(f"{operation.title} {operation.text}"):
            if word.startswith(name):
                assert there[word] == 1, word


def _whole(text: Text) -> str:
    return "\n".join(f"{block.title}\n{block.text}" for block in text)
