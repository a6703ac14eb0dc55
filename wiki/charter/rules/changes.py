"""What is not the same in two versions of a charter, block by block: on plain values."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from wiki.charter.rules.blocks import Numbered


class Changed(NamedTuple):
    """A block in the two versions: None where it does not stand."""

    before: Numbered | None
    after: Numbered | None
    #: Whether it stands elsewhere among those that stayed.
    is_moved: bool = False

    @property
    def id(self) -> str:
        """Its short id."""
        found = self.after or self.before
        return found.block.id if found else ""

    @property
    def is_renumbered(self) -> bool:
        """Whether its number, or what it is, is another."""
        before, after = self.before, self.after
        return before is not None and after is not None and before[:2] != after[:2]

    @property
    def kinds(self) -> tuple[str, ...]:
        """What became of it: codes of what a screen names, none when it is what it was."""
        if self.before is None:
            return ("added",)
        if self.after is None:
            return ("removed",)
        before, after = self.before.block, self.after.block
        told = (
            ("rewritten", before.text != after.text),
            ("renamed", before.title != after.title),
            ("moved", self.is_moved),
        )
        return tuple(name for name, is_so in told if is_so)


def changes(before: Sequence[Numbered], after: Sequence[Numbered]) -> list[Changed]:
    """All the blocks of both versions, in the order of the newer one.

    Those that are gone come after the block that they followed.
    """
    old = {one.block.id: one for one in before}
    new = {one.block.id for one in after}
    moved = _moved([one.block.id for one in before], [one.block.id for one in after])
    gone: dict[str, list[Changed]] = {}
    last = ""
    for one in before:
        if one.block.id in new:
            last = one.block.id
        else:
            gone.setdefault(last, []).append(Changed(one, None))
    found = gone.pop("", [])
    for one in after:
        name = one.block.id
        found.append(Changed(old.get(name), one, name in moved))
        found += gone.get(name, [])
    return found


def _moved(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """The ids that do not keep their order: the fewest that explain it."""
    rank = {name: at for at, name in enumerate(before)}
    common = [name for name in after if name in rank]
    ends: list[int] = []
    lengths = []
    for name in common:
        at = bisect_left(ends, rank[name])
        ends[at : at + 1] = [rank[name]]
        lengths.append(at + 1)
    wanted, stayed = len(ends), set()
    for name, length in zip(reversed(common), reversed(lengths), strict=True):
        if length == wanted:
            stayed.add(name)
            wanted -= 1
    return set(common) - stayed
