"""Several amendments of one text: which cannot stand together, and what the others make of it.

Nothing depends on the order in which they are given: each pair is judged both ways, and what stands
together is put together by rising number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from wiki.charter.rules.operations import Kind, Operation, Text, applied, before, place
from wiki.charter.rules.rebase import Verdict, rebased, worst

_POSITIONAL = (Kind.ADD_AFTER, Kind.MOVE)


class Collision(NamedTuple):
    """Two amendments, by rising number, that cannot both be taken as they are."""

    one: int
    other: int
    #: `SUGGESTED` when a wording that keeps both can be offered, else `CONFLICT`.
    verdict: Verdict


@dataclass(frozen=True)
class Compiled:
    """What a set of amendments makes of a text.

    Those of `applied` are in it, all of them; those of `left_out` are not at all: nothing is taken
    by half.
    """

    text: Text
    applied: tuple[int, ...]
    left_out: tuple[int, ...]
    collisions: tuple[Collision, ...]
    #: Block -> the amendments that changed it, moved it or added it.
    sources: Mapping[str, tuple[int, ...]]
    #: Blocks that are there no more -> the amendment that took each away.
    removed: Mapping[str, int]


def compiled(base: Text, operations: Mapping[int, Operation]) -> Compiled:
    """What amendments written on `base` make of it together."""
    met = collisions(base, operations)
    out = {one for pair in met for one in pair[:2]}
    text, done = base, list[int]()
    sources: dict[str, list[int]] = {}
    removed: dict[str, int] = {}
    for number in sorted(operations.keys() - out):
        operation = operations[number]
        became = rebased(base, text, operation)
        if became.verdict not in (Verdict.CLEAN, Verdict.SATISFIED):
            out.add(number)
            met += _third(base, operations, number, done, became.verdict)
            continue
        if became.operation:
            text = applied(text, became.operation)
        done.append(number)
        if operation.kind is Kind.DELETE:
            removed.setdefault(operation.block, number)
        else:
            sources.setdefault(operation.block, []).append(number)
    stay = {block.id for block in text}
    told = {block: tuple(numbers) for block, numbers in sources.items() if block in stay}
    return Compiled(text, tuple(done), tuple(sorted(out)), tuple(sorted(met)), told, removed)


def _third(
    base: Text, operations: Mapping[int, Operation], number: int, done: list[int], verdict: Verdict
) -> list[Collision]:
    """What one collides with that stands with each of the others, but not with all of them."""
    keys = set(_touched(base, operations[number]))
    near = [one for one in done if keys & set(_touched(base, operations[one]))]
    return [Collision(one, number, verdict) for one in near or done]


def collisions(base: Text, operations: Mapping[int, Operation]) -> list[Collision]:
    """The pairs that cannot both be taken as they are, in order."""
    found = []
    for one, other in _neighbours(base, operations):
        verdict = together(base, operations[one], operations[other])
        if verdict is not Verdict.CLEAN:
            found.append(Collision(one, other, verdict))
    return sorted(found)


def together(base: Text, one: Operation, other: Operation) -> Verdict:
    """How two amendments stand together, whichever comes first.

    `CLEAN`, `SUGGESTED` when both can be kept once somebody has read it, `CONFLICT` otherwise.
    """
    ends = []
    verdicts = []
    pairs = ((one, other), (other, one))
    # What two make of the words of one block does not depend on their order: a law of the merge.
    for first, second in pairs[:1] if _is_one_block(one, other) else pairs:
        text = applied(base, first)
        became = rebased(base, text, second)
        verdicts.append(became.verdict)
        ends.append(applied(text, became.operation) if became.operation else text)
    verdict = worst(verdicts)
    if verdict in (Verdict.CONFLICT, Verdict.FALLEN):
        return Verdict.CONFLICT
    if verdict is Verdict.SUGGESTED or not _same(ends[0], ends[-1]):
        return Verdict.SUGGESTED
    return Verdict.CLEAN


def _is_one_block(one: Operation, other: Operation) -> bool:
    """Whether both write the words of one block otherwise."""
    return one.block == other.block and {one.kind, other.kind} <= {Kind.MODIFY, Kind.RENAME}


def _same(one: Text, other: Text) -> bool:
    """Whether two texts read alike: what both added has two ids."""
    return [block[1:] for block in one] == [block[1:] for block in other]


def groups(base: Text, operations: Mapping[int, Operation]) -> list[tuple[int, ...]]:
    """The amendments of which one at most may be taken, each with all it collides with."""
    bound = {number: {number} for number in operations}
    for one, other, _ in collisions(base, operations):
        joined = bound[one] | bound[other]
        for number in joined:
            bound[number] = joined
    return sorted({tuple(sorted(group)) for group in bound.values() if len(group) > 1})


def alike(operations: Mapping[int, Operation]) -> list[tuple[int, ...]]:
    """The amendments that ask the same, together."""
    found: dict[str, list[int]] = {}
    for number in sorted(operations):
        found.setdefault(operations[number].digest, []).append(number)
    return [tuple(numbers) for numbers in found.values() if len(numbers) > 1]


def impact(base: Text, taken: Operation, others: Mapping[int, Operation]) -> dict[int, Verdict]:
    """What becomes of the others when one is taken."""
    text = applied(base, taken)
    return {number: rebased(base, text, other).verdict for number, other in others.items()}


def _neighbours(base: Text, operations: Mapping[int, Operation]) -> Iterator[tuple[int, int]]:
    """The pairs that may meet: those of one block or one place, and all that move something."""
    held: dict[str, list[int]] = {}
    for number in sorted(operations):
        for key in _touched(base, operations[number]):
            held.setdefault(key, []).append(number)
    yield from sorted({pair for numbers in held.values() for pair in combinations(numbers, 2)})


def _touched(base: Text, operation: Operation) -> Iterable[str]:
    """The blocks and the places that an amendment is about."""
    keys = {f"block:{operation.block}"}
    if operation.kind in _POSITIONAL:
        keys |= {f"after:{operation.after}", "order"}
    if operation.kind in (Kind.DELETE, Kind.MOVE) and place(base, operation.block) is not None:
        keys |= {f"after:{operation.block}", f"after:{before(base, operation.block)}"}
    return keys
