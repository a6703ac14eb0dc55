from __future__ import annotations

import random
import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.merge.test_three_way import ADVERSE, sentence
from tests.pace import within
from wiki.merge.diff import RowKind, Summary, diff, summary
from wiki.merge.spans import Mark
from wiki.merge.views import inline

texts = st.lists(
    st.sampled_from(["un\n", "deux mots\n", "deux autres mots\n", "\n", "| a | b |\n", "fin"]),
    max_size=10,
).map("".join)

OLD = """\
# Le Relais

Ouvert à 9 h. Fermé en août.

| Lieu | Prix |
|---|---|
| Mende | 10 € |

Premier bloc déplacé
Second bloc déplacé

Une fin.
"""
NEW = """\
# Le Relais

Premier bloc déplacé
Second bloc déplacé

Ouvert à 10 h. Fermé en août.

| Lieu | Prix |
|---|---|
| Mende | 12 € |

Une fin.
Une ligne de plus.
"""


@given(texts, texts)
def test_both_versions_can_be_read_in_the_rows(old: str, new: str) -> None:
    rows = diff(old, new).rows
    for text, number, side in ((old, "old_number", "old"), (new, "new_number", "new")):
        shown = [row for row in rows if getattr(row, number) is not None]
        assert [getattr(row, number) for row in shown] == list(range(1, len(shown) + 1))
        lines = ["".join(span.text for span in getattr(row, side)) for row in shown]
        assert lines == text.removesuffix("\n").split("\n") if text else lines == []


def test_a_page_compared() -> None:
    compared = diff(OLD, NEW)
    changed = [row for row in compared.rows if row.kind is not RowKind.CONTEXT]
    kinds = [row.kind for row in changed]
    assert kinds.count(RowKind.MOVED_HERE) == kinds.count(RowKind.MOVED_AWAY) >= 2
    assert summary(compared) == Summary(
        words_added=7,
        words_removed=3,
        lines_added=2,
        lines_removed=1,
        lines_changed=2,
        blocks_moved=1,
    )


def test_equal_texts_show_no_change() -> None:
    assert summary(diff(OLD, OLD)) == Summary()
    assert {row.kind for row in diff(OLD, OLD).rows} == {RowKind.CONTEXT}


def test_many_rewritten_lines_are_shown_whole() -> None:
    old = "".join(f"La ligne numéro {at} dit une chose et son contraire.\n" for at in range(2000))
    compared = diff(old, old.replace("dit une chose", "tait une chose"))
    assert compared.coarse
    assert len(compared.rows) >= 2000


def _work(old: str, new: str) -> int:
    """Calls of functions, Python's and C's, while two texts are compared, counted and folded."""
    calls = 0

    def count(_frame: object, event: str, _given: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        compared = diff(old, new)
        summary(compared)
        inline(compared)
    finally:
        sys.setprofile(before)
    return calls


def _shuffled(seed: int) -> str:
    paragraphs = [f"{sentence(random.Random(at))}\n\n" for at in range(2_000)]
    random.Random(seed).shuffle(paragraphs)
    return "".join(paragraphs)


SHAPES = {**ADVERSE, "shuffled paragraphs": _shuffled}


@pytest.mark.parametrize("shape", SHAPES)
def test_no_shape_of_200_kb_takes_more_than_so_many_steps(shape: str) -> None:
    """A real page takes a few thousand; without its budgets any of these would take millions."""
    old, new = (SHAPES[shape](seed) for seed in range(2))
    assert _work(old, new) < 12 * (len(old) + len(new)) // 2


@pytest.mark.parametrize("shape", SHAPES)
def test_no_shape_of_200_kb_is_slow(shape: str) -> None:
    """Not a measure: a quadratic cost, inside a call that counts for one, would take minutes."""
    old, new = (SHAPES[shape](seed) for seed in range(2))
    within(300, lambda: diff(old, new))


def test_a_change_costs_what_changed_whatever_the_page_holds() -> None:
    short = "".join(f"La ligne {at} dit une chose.\n" for at in range(50))
    long = "".join(f"La ligne {at} dit une chose.\n" for at in range(5_000))
    costs = [_work(text, text.replace("ligne 7 ", "phrase 7 ")) for text in (short, long)]
    assert costs[1] - costs[0] < 5 * 5_000  # each line is numbered, twice, and no more


def test_beyond_its_length_a_text_is_compared_by_lines_only() -> None:
    """Two texts of more than 200 kB: the lines that changed are shown, whole."""
    lines = [f"La ligne {at} dit une chose et son contraire.\n" for at in range(6_000)]
    old = "".join(lines)
    new = old.replace("ligne 7 dit", "ligne 7 tait").replace("ligne 900 dit", "ligne 900 tait")
    compared = diff(old, new)
    assert compared.coarse
    changed = [row for row in compared.changed if row.kind is RowKind.REPLACE] or compared.changed
    assert all(span.mark is not Mark.EQUAL for row in changed for span in row.spans)
    assert {row.old_number or row.new_number for row in changed} == {8, 901}
    half = old[: len(old) // 2]
    assert not diff(half, half.replace("ligne 7 dit", "ligne 7 tait")).coarse


WORDS = st.sampled_from(
    [
        "café",
        "l'",
        "dix-huit",
        "05 57",
        "2 €",
        " ",
        " ",
        ". ",
        "-",
        "’",
        "| ",
        "www.a.fr",
        "un",
        "\n",
    ]
)
PASSAGES = st.lists(WORDS, max_size=25).map("".join)


@given(PASSAGES, PASSAGES)
def test_words_are_counted_as_they_are_marked(old: str, new: str) -> None:
    compared = diff(old, new)
    found = summary(compared)
    counted = {Mark.INSERT: 0, Mark.DELETE: 0, Mark.EQUAL: 0}
    for row in compared.changed:
        for mark, text in row.spans if row.move is None else ():
            counted[mark] += len(re.findall(r"\w+(?:['’-]\w+)*", text))
    assert (found.words_added, found.words_removed) == (counted[Mark.INSERT], counted[Mark.DELETE])
