"""Which edits of the two sides meet, and must be judged together."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wiki.merge.edits import Edit


@dataclass(frozen=True, slots=True)
class Region:
    """Edits that meet, of one side or of both, and the base pieces `start:end` they cover."""

    head: tuple[Edit, ...]
    mine: tuple[Edit, ...]

    @property
    def edits(self) -> tuple[Edit, ...]:
        return self.head + self.mine

    @property
    def start(self) -> int:
        return min(edit.start for edit in self.edits)

    @property
    def end(self) -> int:
        return max(edit.end for edit in self.edits)


def regions(by_head: Sequence[Edit], by_mine: Sequence[Edit]) -> list[Region]:
    """Group the edits of both sides into regions, in order, which share no piece."""
    tagged = [*((edit, False) for edit in by_head), *((edit, True) for edit in by_mine)]
    tagged.sort(key=lambda item: (item[0].start, item[0].end))
    order = {(id(edit), is_mine): rank for rank, (edit, is_mine) in enumerate(tagged)}
    bound = list(range(len(tagged)))
    for one, other in meetings(by_head, by_mine):
        first, last = sorted((order[id(one), False], order[id(other), True]))
        bound[first] = max(bound[first], last)
    found: list[Region] = []
    rank = 0
    while rank < len(tagged):
        after = _group_end(tagged, bound, rank)
        group = tagged[rank:after]
        found.append(
            Region(
                tuple(edit for edit, is_mine in group if not is_mine),
                tuple(edit for edit, is_mine in group if is_mine),
            )
        )
        rank = after
    return found


def _group_end(tagged: list[tuple[Edit, bool]], bound: list[int], rank: int) -> int:
    """Rank after the last edit that meets, from one to the next, the edit at `rank`."""
    last, covered = bound[rank], tagged[rank][0].end
    rank += 1
    while rank < len(tagged) and (rank <= last or tagged[rank][0].start < covered):
        last, covered = max(last, bound[rank]), max(covered, tagged[rank][0].end)
        rank += 1
    return rank


def meetings(by_head: Sequence[Edit], by_mine: Sequence[Edit]) -> Iterator[tuple[Edit, Edit]]:
    """Pairs of edits that meet; one that both made meets its twin, and insertions at its point."""
    common = set(by_head) & set(by_mine)
    chains = [
        ([edit.low for edit in chain], [edit.high for edit in chain], chain)
        for chain in _advancing(by_mine)
    ]
    for one in by_head:
        for lows, highs, chain in chains:
            for other in chain[bisect_left(highs, one.low) : bisect_right(lows, one.high)]:
                at_one_point = one.inserts and other.inserts
                settled = not at_one_point and (one in common or other in common)
                if one == other or (not settled and meet(one, other)):
                    yield one, other


def _advancing(edits: Sequence[Edit]) -> list[list[Edit]]:
    """The same edits in few lists, in each of which the reaches advance.

    Reaches may hold one another, and a bisection is blind where they go back.
    """
    chains: list[list[Edit]] = []
    for edit in edits:
        for chain in chains:
            if chain[-1].low <= edit.low and chain[-1].high <= edit.high:
                chain.append(edit)
                break
        else:
            chains.append([edit])
    return chains


def meet(one: Edit, other: Edit) -> bool:
    """Tell whether two edits of different people may be about the same thing.

    They share a piece; or both insert at one point; or one removes, and the other changes something
    within its reach or inserts at its edge; or one inserts somewhere along pieces that the other
    changes.
    """
    if one.inserts and other.inserts:
        return one.start == other.start
    return (
        (one.start < other.end and other.start < one.end)
        or _within_reach(one, other)
        or _within_reach(other, one)
    )


def _within_reach(one: Edit, other: Edit) -> bool:
    if other.inserts:
        return one.removes and one.low <= other.start <= one.high
    return (one.removes or one.inserts) and one.low < other.end and other.start < one.high
