"""A line or a sentence that both people took away and one put elsewhere: moved, or removed?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wiki.merge.edits import Edit
from wiki.merge.units import lines_of
from wiki.merge.words import is_word, words

#: Sentences and cells of fewer words («oui», «15 €») are often written twice: they prove no move.
_WORDS = 2


def moved_by_one(
    pieces: Sequence[str], by_head: Sequence[Edit], by_mine: Sequence[Edit]
) -> frozenset[str]:
    """Lines and sentences that both took from their place, and at least one put somewhere."""
    put = {text for edit in (*by_head, *by_mine) for text in lines_and_pieces(edit.new)}
    taken = {text for run in _taken_by_both(pieces, by_head, by_mine) for text in run}
    return frozenset(text for text in put & taken if _is_telling(text))


def lines_and_pieces(pieces: Sequence[str]) -> set[str]:
    """The pieces themselves, and the lines they make together."""
    return {*pieces, *lines_of("".join(pieces))}


def _taken_by_both(
    pieces: Sequence[str], by_head: Iterable[Edit], by_mine: Sequence[Edit]
) -> Iterable[set[str]]:
    at = 0
    for one in by_head:
        while at < len(by_mine) and by_mine[at].end <= one.start:
            at += 1
        rank = at
        while rank < len(by_mine) and by_mine[rank].start < one.end:
            start, end = max(one.start, by_mine[rank].start), min(one.end, by_mine[rank].end)
            yield lines_and_pieces(pieces[start:end])
            rank += 1


def _is_telling(text: str) -> bool:
    return sum(map(is_word, words(text))) >= (1 if text.endswith("\n") else _WORDS)
