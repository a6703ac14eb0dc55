"""A passage is followed by its block, and never taken for a look-alike."""

from __future__ import annotations

import random

import pytest

from tests.pace import within
from wiki.discussions.passages import Quoted, blocks, find, fold, followed, quoted, replaced

TEXT = """# Accueil

Ouvert le *lundi* et le [[Mardi|mardi]][^1], l'été seulement, de huit heures à midi.

- un café
- deux thés

:::{note}
Attention ici.

Encore.
:::

Fermé le *lundi* en août.
"""


def passage(quote: str, text: str = TEXT) -> Quoted:
    found = find(blocks(text), quote)
    assert found, quote
    return found


def text_at(block: str | None, text: str) -> str:
    return next(one.text for one in blocks(text) if one.id == block)


def test_a_text_is_cut_into_what_one_reads() -> None:
    assert [fold(block.text) for block in blocks(TEXT)] == [
        fold(read)
        for read in (
            "Accueil",
            "Ouvert le lundi et le mardi, l’été seulement, de huit heures à midi.",
            "un café",
            "deux thés",
            "Attention ici. Encore.",
            "Fermé le lundi en août.",
        )
    ]


def test_a_rule_is_no_word() -> None:
    read = [block.text for block in blocks("| a | b |\n|---|:-:|\n| 1 | 2 - 3 |\n\n---\n\nFin.\n")]
    assert read == ["a b 1 2 - 3", "Fin."]


def test_each_block_is_a_piece_of_the_source() -> None:
    for block in blocks(TEXT):
        assert TEXT[block.start : block.end] == block.source
    assert len({block.id for block in blocks("Un.\n\nUn.\n\nUn.\n")}) == 3


def test_a_quotation_is_found_however_the_page_shows_it() -> None:
    found = passage("le mardi, l’été\u00a0seulement")
    assert found.block == blocks(TEXT)[1].id
    assert found.quote == "le mardi, l'été seulement"
    assert found.before == "Ouvert le lundi et "
    assert found.after == ", de huit heures à midi."


def test_refuses_to_choose_between_two_places() -> None:
    assert find(blocks(TEXT), "lundi") is None
    found = find(blocks(TEXT), "lundi", before="Fermé le ")
    assert found
    assert found.block == blocks(TEXT)[-1].id


def test_refuses_what_is_not_there() -> None:
    assert find(blocks(TEXT), "jeudi") is None
    assert find(blocks(TEXT), " * ") is None
    assert quoted(blocks(TEXT)[0], "lundi") is None


@pytest.mark.parametrize(
    "new",
    [
        TEXT,
        "Nouveau paragraphe.\n\n" + TEXT,
        TEXT.replace("- un café\n- deux thés\n\n", ""),
        TEXT.replace(blocks(TEXT)[1].source, "") + "\n" + blocks(TEXT)[1].source + "\n",
    ],
    ids=["as it was", "after an insertion", "without others", "moved"],
)
def test_a_block_left_alone_keeps_its_passage(new: str) -> None:
    assert "lundi et le mardi" in text_at(followed(passage("et le mardi"), TEXT, new), new)


def test_a_passage_stays_in_its_block_when_the_rest_of_it_changes() -> None:
    new = TEXT.replace("à midi", "à quinze heures")
    assert "quinze heures" in text_at(followed(passage("et le mardi"), TEXT, new), new)


@pytest.mark.parametrize(
    "new",
    [
        TEXT.replace("|mardi]]", "|jeudi]]"),
        TEXT.replace("Ouvert le *lundi* et le [[Mardi|mardi]][^1], l'été seulement", "Ouvert"),
        "Tout autre chose.\n",
        "",
    ],
    ids=["other words", "cut", "rewritten", "emptied"],
)
def test_a_passage_that_went_is_gone(new: str) -> None:
    assert followed(passage("et le mardi"), TEXT, new) is None


def test_it_never_jumps_to_the_same_words_elsewhere() -> None:
    old = "Réunion le lundi à la salle des fêtes.\n\nMarché le mardi.\n"
    new = "Réunion supprimée.\n\nMarché le mardi.\n\nBal le lundi à la salle des fêtes.\n"
    assert followed(passage("lundi", old), old, new) is None
    same = "Réunion supprimée.\n\nMarché le lundi.\n"
    assert followed(passage("lundi", old), old, same) is None


def test_a_copy_of_a_block_does_not_take_its_passage() -> None:
    old = "Ouvert le lundi.\n\nFermé le mardi.\n"
    new = "Ouvert le lundi.\n\nFermé le mardi.\n\nOuvert le lundi.\n"
    found = followed(passage("lundi", old), old, new)
    assert found == blocks(new)[0].id


def test_twins_keep_their_order() -> None:
    old = "Un mot.\n\nAutre.\n\nUn mot.\n"
    second = quoted(blocks(old)[2], "mot")
    assert second
    new = "Début.\n\n" + old
    assert followed(second, old, new) == blocks(new)[3].id


def test_what_comes_back_is_found_again() -> None:
    found = passage("et le mardi")
    assert followed(found, TEXT, TEXT.replace("mardi", "jeudi")) is None
    assert followed(found, TEXT, TEXT) == found.block


@pytest.mark.parametrize("seed", range(30))
def test_what_is_followed_still_says_the_quotation(seed: int) -> None:
    chance = random.Random(seed)
    words = ["un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"]
    old_blocks = [" ".join(chance.choices(words, k=12)) + "." for _ in range(12)]
    old = "\n\n".join(old_blocks) + "\n"
    block = chance.choice(blocks(old))
    start = chance.randrange(len(block.text) - 12)
    quote = block.text[start : start + 12].strip()
    kept = quoted(block, quote)
    assert kept
    new_blocks = [
        one if chance.random() < 0.5 else one.replace("six", "onze") for one in old_blocks
    ]
    chance.shuffle(new_blocks)
    new = "\n\n".join(new_blocks) + "\n"
    found = followed(kept, old, new)
    if found is not None:
        assert fold(quote) in fold(text_at(found, new))


def test_a_block_is_written_anew_and_nothing_else() -> None:
    block = blocks(TEXT)[2]
    new = replaced(TEXT, block.id, "- un thé\n\n")
    assert new == TEXT.replace("- un café", "- un thé")
    assert replaced(TEXT, "b-0000000000", "x") is None


@pytest.mark.parametrize(
    "hostile",
    [
        "[" * 200_000,
        "[[" * 100_000,
        "[^" * 100_000,
        "[](" * 60_000,
        "```\n" + "\n" * 100_000,
        "> " * 100_000,
        "#" * 200_000,
        "- a\n" * 50_000,
        "* " * 100_000,
        "-" * 200_000 + "x",
        "| -" * 60_000 + "x",
    ],
    ids=range(11),
)
def test_no_text_takes_long_to_cut(hostile: str) -> None:
    within(1_200, lambda: blocks(hostile))
