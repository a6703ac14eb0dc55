"""One version may already hold what the other changed: a form sent twice, a merge merged again.

Aligning the base with such a version cannot always tell: where lines repeat, other twins may be
taken for those that were kept. Reading it through the version that it holds can.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from wiki.merge.edits import Cut, Edit, edited
from wiki.merge.regions import meetings
from wiki.merge.words import is_word


def edits_through(
    base: Cut, one: Cut, other: Cut, by_one: Sequence[Edit], by_other: Sequence[Edit]
) -> list[Edit] | None:
    """The edits from `base` to `other`, read as those of `one` (`by_one`) and some later ones.

    Nothing is answered unless `other` evidently holds, untouched, each edit of `one`: the direct
    reading `by_other` has that very edit too, or the edit put new words that `other` has as well.
    """
    new = set(filter(is_word, one.pieces)) & set(other.pieces) - set(base.pieces)
    known = set(by_other)
    if not by_one or not all(edit in known or new & set(edit.new) for edit in by_one):
        return None
    if edited(base.pieces, by_one) != one.pieces:  # a line that stayed is cut otherwise there:
        return None  # it was in a fence, or is by now; its pieces have no place here
    later = [_exactly(edit) for edit in one.edits_to(other)]
    images = _images(by_one)
    if any(meetings(later, images)):
        return None
    ends = [image.end for image in images]
    growths = [0, *accumulate(len(edit.new) - (edit.end - edit.start) for edit in by_one)]
    carried = (_moved(edit, -growths[bisect_right(ends, edit.start)]) for edit in later)
    return sorted([*by_one, *carried], key=lambda edit: (edit.start, edit.end))


def _images(by_one: Sequence[Edit]) -> list[Edit]:
    """Where the edits of `one` stand in `one` itself."""
    images: list[Edit] = []
    growth = 0
    for edit in by_one:
        start = edit.start + growth
        images.append(_exactly(replace(edit, start=start, end=start + len(edit.new))))
        growth += len(edit.new) - (edit.end - edit.start)
    return images


def _moved(edit: Edit, by: int) -> Edit:
    return _exactly(replace(edit, start=edit.start + by, end=edit.end + by))


def _exactly(edit: Edit) -> Edit:
    """The edit without its reach: where twins stand is told by the version it is read through."""
    return replace(edit, low=edit.start, high=edit.end)
