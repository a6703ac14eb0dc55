from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.merge.test_three_way import ADVERSE
from wiki.merge.diff import RowKind, Summary, diff, summary

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
    assert [row.is_table_row for row in changed if row.kind is RowKind.REPLACE] == [False, True]
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


@pytest.mark.parametrize("shape", ADVERSE)
def test_no_shape_of_200_kb_is_slow(shape: str) -> None:
    """The goal is 150 ms for real pages; a quadratic cost would take minutes."""
    old, new = (ADVERSE[shape](seed) for seed in range(2))
    start = time.process_time()
    diff(old, new)
    assert time.process_time() - start < 5
