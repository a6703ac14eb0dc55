"""Stretches of a line."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from wiki.merge.runs import joined, length_of, part, written_by

runs = st.lists(st.tuples(st.integers(1, 3), st.integers(1, 5)), max_size=6).map(tuple)


@given(runs, st.integers(0, 30), st.integers(0, 30))
def test_a_part_is_what_stands_there(
    given_runs: tuple[tuple[int, int], ...], at: int, n: int
) -> None:
    letters = [revision for revision, length in given_runs for _ in range(length)]
    found = [revision for revision, length in part(given_runs, at, n) for _ in range(length)]
    assert found == letters[at : at + n]


def test_nothing_is_written_by_nobody() -> None:
    assert written_by(3, 0) == ()
    assert written_by(3, 4) == ((3, 4),)


def test_space_goes_with_the_word_before_it() -> None:
    assert joined([((1, 2),), ((2, 5),), ((1, 1),)], "Un café.") == ((1, 3), (2, 4), (1, 1))


def test_space_at_the_start_goes_with_the_first_word() -> None:
    assert joined([((1, 2),), ((2, 4),)], "  café") == ((2, 6),)


def test_space_alone_keeps_its_writer() -> None:
    assert joined([((1, 2),)], "  ") == ((1, 2),)


@given(st.text("a ", max_size=12), st.data())
def test_joined_runs_cover_the_line(line: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(line)))) | {0, len(line)})
    pieces = [written_by(n % 3, b - a) for n, (a, b) in enumerate(pairwise(cuts))]
    found = joined(pieces, line)
    assert length_of(found) == len(line)
    assert all(length for _, length in found)
