"""Several amendments at once: the same text whatever their order, and nothing taken by half."""

from __future__ import annotations

import os
import random
from collections import Counter
from itertools import permutations

import pytest

from tests.charter.rules.texts import CHARTER, amendment, charter, modify
from tests.merge.laws import words
from wiki.charter.rules import sets
from wiki.charter.rules.blocks import Block
from wiki.charter.rules.operations import Kind, Operation, Text, applied, found
from wiki.charter.rules.rebase import Verdict
from wiki.charter.rules.sets import Collision, alike, collisions, compiled, groups, impact

CASES = 20_000 if "WIKI_FUZZ" in os.environ else 500

SET = {
    1: modify("fee", "50", "60"),
    2: modify("fee", "1er mars", "1er juin"),
    3: modify("fee", "50", "30"),
    4: Operation(Kind.DELETE, "open"),
    5: Operation(Kind.ADD_AFTER, "a5", "Retrait", "On se retire.", "board", 2),
    6: modify("open", "tous", "toutes"),
    7: modify("board", "Le bureau", "Le conseil"),
    8: modify("board", "deux fois", "quatre fois"),
}


def only(*numbers: int) -> dict[int, Operation]:
    return {number: SET[number] for number in numbers}


def test_what_stands_together_is_taken_whatever_the_order() -> None:
    made = {repr(compiled(CHARTER, only(*order))) for order in permutations((1, 2, 4, 5))}
    assert len(made) == 1
    whole = compiled(CHARTER, only(1, 2, 4, 5))
    assert whole.applied == (1, 2, 4, 5)
    assert not whole.left_out
    assert not whole.collisions
    fee = found(whole.text, "fee")
    assert fee is not None
    assert fee.text == "La cotisation annuelle est de 60 euros. Elle est due au 1er juin."
    assert [one.id for one in whole.text] == ["titre", "fee", "board", "a5", "due"]
    assert whole.sources == {"fee": (1, 2), "a5": (5,)}
    assert whole.removed == {"open": 4}


def test_two_that_overlap_are_named_and_neither_is_taken() -> None:
    whole = compiled(CHARTER, only(1, 2, 3))
    assert whole.collisions == (Collision(1, 3, Verdict.CONFLICT),)
    assert whole.left_out == (1, 3)
    assert whole.text == applied(CHARTER, SET[2])
    assert whole.sources == {"fee": (2,)}


def test_alternatives_hold_all_that_collide_from_one_to_the_next() -> None:
    assert collisions(CHARTER, SET) == [
        Collision(1, 3, Verdict.CONFLICT),
        Collision(4, 6, Verdict.CONFLICT),
        Collision(7, 8, Verdict.SUGGESTED),
    ]
    assert groups(CHARTER, SET) == [(1, 3), (4, 6), (7, 8)]
    both = SET | {9: modify("fee", "50 euros. Elle est due au 1er mars", "80 euros")}
    assert (1, 2, 3, 9) in groups(CHARTER, both)


def test_what_an_acceptance_does_to_the_others_is_told_before() -> None:
    assert impact(CHARTER, SET[4], only(1, 5, 6)) == {
        1: Verdict.CLEAN,
        5: Verdict.CLEAN,
        6: Verdict.FALLEN,
    }
    assert impact(CHARTER, SET[7], only(8)) == {8: Verdict.SUGGESTED}
    assert impact(CHARTER, SET[1], only(2, 3) | {9: SET[1]}) == {
        2: Verdict.CLEAN,
        3: Verdict.CONFLICT,
        9: Verdict.SATISFIED,
    }


def test_those_that_ask_the_same_are_found() -> None:
    twin = Operation(Kind.ADD_AFTER, "a9", "Retrait", "On se retire.", "board", 2)
    assert alike(SET | {9: twin, 10: SET[1]}) == [(1, 10), (5, 9)]
    whole = compiled(CHARTER, {5: SET[5], 9: twin})
    assert whole.applied == (5, 9)
    assert whole.collisions == ()
    assert sum(one.title == "Retrait" for one in whole.text) == 1


def test_a_moved_article_takes_nothing_along_unseen() -> None:
    follows = Operation(Kind.MOVE, "open", after="fee")
    leaves = Operation(Kind.MOVE, "fee", after="due")
    assert collisions(CHARTER, {1: follows, 2: leaves})


def test_fifty_on_one_article_take_one_merge_for_each_pair(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = (Block("long", 2, "Article", " ".join(f"Phrase numéro {at}." for at in range(50))),)
    asked = {at: modify("long", f"numéro {at}.", f"de rang {at}.", text) for at in range(50)}
    done: list[int] = []
    real = sets.rebased
    monkeypatch.setattr(sets, "rebased", lambda *given: done.append(1) or real(*given))
    whole = compiled(text, asked)
    assert len(whole.applied) == 50
    assert len(done) == 50 * 49 // 2 + 50


@pytest.mark.parametrize("share", range(4))
def test_campaign(share: int) -> None:
    for seed in range(share, CASES, 4):
        rng = random.Random(seed)
        text = charter(rng)
        asked = {at: amendment(rng, text, f"n{at}x") for at in range(1, rng.randint(2, 6))}
        try:
            _check(rng, text, asked)
        except AssertionError as broken:
            raise AssertionError(f"law broken with seed {seed}: {broken}") from broken


def _check(rng: random.Random, text: Text, asked: dict[int, Operation]) -> None:
    whole = compiled(text, asked)
    numbers = list(asked)
    rng.shuffle(numbers)
    assert compiled(text, {number: asked[number] for number in numbers}) == whole
    assert sorted((*whole.applied, *whole.left_out)) == sorted(asked)
    assert {one for pair in whole.collisions for one in pair[:2]} >= set(whole.left_out)
    there = Counter(words(" ".join(f"{block.title} {block.text}" for block in whole.text)))
    for number in whole.applied:
        for word in words(f"{asked[number].title} {asked[number].text}"):
            assert there[word] == 1 or not word.startswith(f"n{number}x"), word
    assert compiled(text, {n: asked[n] for n in whole.applied}).text == whole.text
