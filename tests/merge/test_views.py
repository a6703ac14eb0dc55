from __future__ import annotations

from wiki.merge.diff import Row, RowKind, diff
from wiki.merge.views import MOST_CHANGED, Fold, Pair, Rest, inline, side_by_side, unshown

OLD = "".join(f"ligne {at}\n" for at in range(1, 21))
NEW = OLD.replace("ligne 10\n", "ligne dix\n").replace("ligne 20\n", "")


def test_what_did_not_change_is_folded() -> None:
    shown = inline(diff(OLD, NEW), context=2)
    folds = [row for row in shown if isinstance(row, Fold)]
    assert folds == [Fold(7, 1, 1), Fold(5, 13, 13)]
    kinds = [row.kind for row in shown if isinstance(row, Row)]
    assert kinds.count(RowKind.CONTEXT) == 6


def test_a_single_line_is_not_folded() -> None:
    old = "a\nb\nc\nd\ne\n"
    shown = inline(diff(old, old.replace("a", "A").replace("e", "E")), context=1)
    assert not any(isinstance(row, Fold) for row in shown)


def test_without_context_only_changes_are_shown() -> None:
    shown = inline(diff(OLD, NEW), context=0)
    assert [type(row).__name__ for row in shown] == ["Fold", "Row", "Fold", "Row"]


def test_equal_texts_are_one_fold() -> None:
    assert inline(diff(OLD, OLD)) == [Fold(20, 1, 1)]


def test_two_columns() -> None:
    pairs = [row for row in side_by_side(diff(OLD, NEW)) if isinstance(row, Pair)]
    changed = next(row for row in pairs if row.kind is RowKind.REPLACE)
    assert changed.old is not None
    assert changed.new is not None
    assert "".join(span.text for span in changed.old.spans) == "ligne 10"
    assert "".join(span.text for span in changed.new.spans) == "ligne dix"
    assert (pairs[-1].old is not None, pairs[-1].new) == (True, None)


def test_beyond_so_many_changed_lines_the_others_are_counted() -> None:
    old = "".join(f"ligne {at}\n" for at in range(MOST_CHANGED + 7))
    for more, rest in ((0, None), (7, Rest(7))):
        compared = diff("", "".join(old.splitlines(keepends=True)[: MOST_CHANGED + more]))
        for view in (inline(compared), side_by_side(compared)):
            assert sum(isinstance(row, Row | Pair) for row in view) == MOST_CHANGED
            assert (view[-1] if isinstance(view[-1], Rest) else None) == rest
        assert unshown(compared) == more
