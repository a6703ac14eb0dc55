"""One version may already hold what the other changed: a form sent twice, a merge merged again.

Aligning the base with such a version cannot always tell: where lines repeat, other twins may be
taken for those that were kept. Reading it through the version that it holds can.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from wiki.merge.edits import Cut, Edit, edited
from wiki.merge.words import is_word


def edits_through(
    base: Cut, one: Cut, other: Cut, by_one: Sequence[Edit], by_other: Sequence[Edit]
) -> list[Edit] | None:
    """The edits from `base` to `other`, read as those of `one` (`by_one`) and some later ones.

    Nothing is answered unless `other` evidently holds, untouched, each edit of `one`: the direct
    reading `by_other` has that very edit too, or takes as much away where the edit only removed, or
    the edit put new words that `other` has as well.
    """
    new = {piece for piece in one.known & other.known - base.known if is_word(piece)}
    known = set(by_other)
    gone = {at for edit in by_other if not edit.new for at in range(edit.start, edit.end)}

    def held(edit: Edit) -> bool:
        removed = not edit.new and gone.issuperset(range(edit.start, edit.end))
        return removed or edit in known or not new.isdisjoint(edit.new)

    if not by_one or not all(map(held, by_one)):
        return None
    if edited(base.pieces, by_one) != one.pieces:  # a line that stayed is cut otherwise there:
        return None  # it was in a fence, or is by now; its pieces have no place here
    return _composed(by_one, one.edits_to(other))


def _composed(by_one: Sequence[Edit], later: Sequence[Edit]) -> list[Edit] | None:
    """The edits of `one` and those made in it later, all told as edits of the base.

    None when a later one touches what an edit put: they would be one edit.
    """
    placed = [*zip(_images(by_one), by_one, strict=True), *((edit, None) for edit in later)]
    placed.sort(key=lambda pair: (pair[0].start, pair[0].end))
    if any(left.end > right.start for (left, _), (right, _) in pairwise(placed)):
        return None
    growth = 0
    found: list[Edit] = []
    for edit, source in placed:
        found.append(source or _moved(edit, -growth))
        if source:
            growth += len(source.new) - (source.end - source.start)
    return found


def _images(by_one: Sequence[Edit]) -> list[Edit]:
    """Where the edits of `one` stand in `one` itself."""
    images: list[Edit] = []
    growth = 0
    for edit in by_one:
        start = edit.start + growth
        images.append(replace(edit, start=start, end=start + len(edit.new)))
        growth += len(edit.new) - (edit.end - edit.start)
    return images


def _moved(edit: Edit, by: int) -> Edit:
    """The edit elsewhere, without reach: the version it is read through tells twins apart."""
    start, end = edit.start + by, edit.end + by
    return replace(edit, start=start, end=end, low=start, high=end)
