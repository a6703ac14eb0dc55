"""Who wrote each word: what must hold of any history, then the cases that people meet."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.merge.writers import (
    WORD,
    Writer,
    _add_sentence,
    _delete,
    _insert,
    _move,
    _reword,
    _rewrite,
    edited,
)
from wiki.merge.attribution import Attribution, Share, counted

pages = st.text("ab. |\n#-`1", max_size=30)
#: Edits of `writers` that never write an old word again.
NEW_WORDS = (_insert, _delete, _reword, _reword, _rewrite, _add_sentence, _move)


#: The end of a line, which nobody wrote.
END = Share(0, "\n")


def read(*texts: str) -> Attribution:
    """The attribution of the last of these revisions, numbered from 1."""
    found = Attribution()
    for number, text in enumerate(texts, 1):
        found.follow(number, text)
    return found


def told(attribution: Attribution) -> str:
    """« Un[1] café[2] »: the shares, with the number of the revision after each."""
    lines = attribution.shares()
    return "\n".join(
        "".join(f"{share.text.strip()}[{share.revision}] " for share in shares).strip()
        for shares in lines
    )


# -- What holds of any history


@settings(max_examples=400, deadline=None)
@given(st.lists(pages, min_size=1, max_size=6))
def test_the_shares_joined_are_the_text(texts: list[str]) -> None:
    found = read(*texts)
    assert "\n".join("".join(one.text for one in line) for line in found.shares()) == texts[-1]
    assert all(share.text for line in found.shares() for share in line)


@settings(max_examples=200, deadline=None)
@given(pages, pages, st.data())
def test_what_others_typed_is_theirs_and_nothing_else_changes(
    before: str, after: str, data: st.DataObject
) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(after)), max_size=6)))
    spans = [(start, end - start, 10 + at) for at, (start, end) in enumerate(pairwise(cuts))]
    whole, found = read(before), read(before)
    whole.follow(2, after)
    found.follow(2, after, spans)
    assert "\n".join("".join(one.text for one in line) for line in found.shares()) == after
    typed = dict[int, set[int]]()
    for start, length, source in spans:
        typed.setdefault(source, set()).update(range(start, start + length))
    for at, (one, other) in enumerate(zip(signs(whole), signs(found), strict=True)):
        if after[at].isspace():
            continue  # it goes with the word before it
        expected = next((source for source in typed if at in typed[source]), 2)
        assert other == (expected if one == 2 else one)


def signs(attribution: Attribution) -> list[int]:
    """The source of each sign of the text."""
    lines = (
        [one.revision] * len(one.text) for line in attribution.shares() for one in (*line, END)
    )
    return [source for line in lines for source in line][:-1]


def history(rng: random.Random, length: int) -> list[str]:
    """A page that people edit one thing at a time; no word is written twice."""
    lines = [line for line in Writer(rng, "commun").page(rng.randint(1, 9)) if is_unique(line)]
    texts = ["".join(lines)]
    writer = Writer(rng, "mot")
    for _ in range(length):
        lines = list(lines)
        rng.choice(NEW_WORDS)(lines, writer)
        lines = [line for line in lines if is_unique(line)]
        texts.append("".join(lines))
    return texts


def is_unique(line: str) -> bool:
    """Whether a line has none of the words that several writers use."""
    words = WORD.findall(line)
    return not words or words[0].lower().startswith(("commun", "mot"))


def birth(texts: Sequence[str]) -> dict[str, int]:
    """Each word -> the first revision that has it."""
    found: dict[str, int] = {}
    for number, text in enumerate(texts, 1):
        for word in WORD.findall(text):
            found.setdefault(word, number)
    return found


@settings(max_examples=150, deadline=None)
@given(st.randoms(use_true_random=False))
def test_each_word_comes_from_the_revision_where_it_was_born(rng: random.Random) -> None:
    texts = history(rng, 12)
    born = birth(texts)
    for line in read(*texts).shares():
        for share in line:
            for word in WORD.findall(share.text):
                assert born[word] == share.revision, word


@settings(max_examples=150, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(0, 8))
def test_a_text_that_is_taken_again_is_its_authors_again(rng: random.Random, back: int) -> None:
    """However it was spoilt meanwhile, and also when lines of it stood there twice."""
    lines = Writer(rng, "commun").page(rng.randint(1, 9))
    texts = []
    for name in "abcdefghi":
        texts.append("".join(lines))
        lines = edited(lines, Writer(rng, name), 1)
    before = read(*texts[: back + 1])
    spoilt = [*texts[: back + 1], rng.choice(["", "Rien.\n", "Tout. Autre\n" * 4])]
    assert read(*spoilt, texts[back]).shares() == before.shares()


@settings(max_examples=100, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 11))
def test_a_share_is_not_in_the_revision_before_its_own(rng: random.Random, at: int) -> None:
    """A revision is said to have written only what it has and the one before it had not."""
    texts = history(rng, 12)
    written = [
        share.text
        for line in read(*texts[: at + 1]).shares()
        for share in line
        if share.revision == at + 1
    ]
    words = set(WORD.findall(" ".join(written)))
    assert words == set(WORD.findall(texts[at])) - set(WORD.findall(texts[at - 1]))


@settings(max_examples=100, deadline=None)
@given(st.lists(pages, min_size=2, max_size=6))
def test_the_same_history_gives_the_same_answer(texts: list[str]) -> None:
    one, other = read(*texts), read(*texts)
    assert one.shares() == other.shares()
    assert list(one.lost.entries()) == list(other.lost.entries())


# -- What people do

SENTENCE = "Le café ouvre à huit heures."


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["Un café.", "Un thé."], "Un[1] thé[2] .[1]"),
        (["Un café.", "Un café.\n\nUn thé."], "Un café.[1]\n\nUn thé.[2]"),
        # A sentence is moved to another paragraph, and one of its words changed on the way.
        (
            [f"Début. {SENTENCE}\n\nFin.", f"Début.\n\nFin. {SENTENCE.replace('huit', 'neuf')}"],
            "Début.[1]\n\nFin. Le café ouvre à[1] neuf[2] heures.[1]",
        ),
        # Two sentences are made one.
        (
            [
                "Le café ouvre à huit heures. On y vend du pain frais.",
                "Le café ouvre à huit heures et on y vend du pain frais.",
            ],
            "Le café ouvre à huit heures[1] et on[2] y vend du pain frais.[1]",
        ),
        # A sentence that replaces another owes it nothing for a « le » and a « de ».
        (
            [
                "Le café ouvre le matin de bonne heure.",
                "Le prix de la salle reste le même partout.",
            ],
            "Le prix de la salle reste le même partout.[2]",
        ),
        # One cell of a table.
        (["| Lieu | Prix |", "| Lieu | Tarif |"], "| Lieu |[1] Tarif[2] |[1]"),
        # A paragraph cut in two.
        (
            [f"{SENTENCE} Il ferme tard.", f"{SENTENCE}\n\nIl ferme tard."],
            f"{SENTENCE}[1]\n\nIl ferme tard.[1]",
        ),
        # A line copied is the work of who copies it; the first one stays.
        (["Pain.", "Pain.\nPain."], "Pain.[1]\nPain.[2]"),
    ],
)
def test_an_edit_is_owed_to_the_right_person(texts: list[str], expected: str) -> None:
    assert told(read(*texts)) == expected


def test_a_sentence_taken_away_and_put_back_is_its_author_s() -> None:
    first = f"Début. {SENTENCE} Fin."
    texts = [first, "Début. Fin.", "Début neuf. Fin.", f"Début neuf. {SENTENCE} Fin."]
    assert told(read(*texts)) == f"Début[1] neuf[3] . {SENTENCE} Fin.[1]"


def test_what_was_taken_from_one_place_comes_back_once() -> None:
    found = read("Pain.", "", "Pain.\n\nPain.")
    assert told(found) == "Pain.[1]\n\nPain.[3]"


def test_the_words_of_each_revision_are_counted() -> None:
    found = read("Un café noir.", "Un café noir et deux thés, 3 €.")
    assert counted(found.shares()) == {1: 3, 2: 4}


def test_what_was_looked_at_closely_is_told() -> None:
    found = read("Un café.\n" * 400)
    assert found.follow(2, "Un café.\n" * 400) == 0
    assert 0 < found.follow(3, "Un thé.\n" + "Un café.\n" * 399) < 100


def test_two_large_texts_are_read_in_bounded_work() -> None:
    """Nothing in common, and as many lines and sentences as a page can hold."""
    rng = random.Random(7)
    texts = ["\n".join(Writer(rng, name).sentence() for _ in range(6_000)) for name in ("a", "b")]
    found = read(*texts)
    assert {share.revision for line in found.shares() for share in line} == {2}
