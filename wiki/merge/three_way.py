"""Three-way merge: two people changed the same text, and no word of either is lost.

`head` is what was saved meanwhile, `mine` what one is about to save, `base` what both started from.
Edits of different units are both kept; edits of one unit are for a person to settle. The rules and
the laws are told in `docs/reference/merge.md`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from wiki.merge.edits import Cut, Edit, edited
from wiki.merge.inclusion import edits_through
from wiki.merge.moves import lines_and_pieces, moved_by_one
from wiki.merge.outcome import Hunk, Merge, Verdict
from wiki.merge.regions import Region, regions
from wiki.merge.suggestion import suggest

#: Longest text whose cut is kept: many are merged with one base, each with each.
_SHORT = 20_000


def merge(base: str, head: str, mine: str) -> Merge:
    """Merge what `head` and `mine` each changed in `base`."""
    cut_base, cut_head, cut_mine = map(_cut, (base, head, mine))
    by_head, by_mine = (_edits(base, one) for one in (head, mine))
    by_head, by_mine = (
        edits_through(cut_base, cut_mine, cut_head, by_mine, by_head) or by_head,
        edits_through(cut_base, cut_head, cut_mine, by_head, by_mine) or by_mine,
    )
    moved = moved_by_one(cut_base.pieces, by_head, by_mine)
    hunks = _hunks(cut_base.pieces, regions(by_head, by_mine), moved)
    return Merge(tuple(hunks), _final_newline(base, head, mine))


def _cut(text: str) -> Cut:
    return _kept_cut(text) if len(text) <= _SHORT else Cut(_ended(text))


def _edits(base: str, side: str) -> list[Edit]:
    if len(base) + len(side) <= 2 * _SHORT:
        return list(_kept_edits(base, side))
    return _cut(base).edits_to(_cut(side))


@lru_cache(maxsize=128)
def _kept_cut(text: str) -> Cut:
    return Cut(_ended(text))


@lru_cache(maxsize=128)
def _kept_edits(base: str, side: str) -> tuple[Edit, ...]:
    return tuple(_cut(base).edits_to(_cut(side)))


def _ended(text: str) -> str:
    """Give the last line its line feed, so that a line appended after it changes nothing in it."""
    return text if not text or text.endswith("\n") else text + "\n"


def _final_newline(base: str, head: str, mine: str) -> bool:
    """Merge the presence of a final line feed; an empty text has no opinion."""
    before, *after = (text.endswith("\n") if text else None for text in (base, head, mine))
    opinions = [opinion for opinion in after if opinion is not None]
    changed = [opinion for opinion in opinions if opinion is not before]
    return any(changed or opinions)


def _hunks(pieces: list[str], found: list[Region], moved: frozenset[str]) -> Iterator[Hunk]:
    at = 0
    for region in found:
        yield from _unchanged(pieces[at : region.start])
        yield _judge(pieces, region, moved)
        at = region.end
    yield from _unchanged(pieces[at:])


def _unchanged(pieces: list[str]) -> Iterator[Hunk]:
    text = "".join(pieces)
    if text:
        yield Hunk(Verdict.UNCHANGED, text, text, text, text)


def _judge(pieces: list[str], region: Region, moved: frozenset[str]) -> Hunk:
    """Give a region its verdict: one side alone, both alike, both kept, or a person's choice."""
    base = "".join(pieces[region.start : region.end])
    head = "".join(edited(pieces, region.head, region.start, region.end))
    mine = "".join(edited(pieces, region.mine, region.start, region.end))
    if head == mine:
        return Hunk(Verdict.BOTH_SAME, base, head, mine, head)
    if moved and any(moved & lines_and_pieces(edit.new) for edit in region.edits):
        return Hunk(Verdict.CONFLICT, base, head, mine)
    if not region.mine:
        return Hunk(Verdict.HEAD, base, head, mine, head)
    if not region.head:
        return Hunk(Verdict.MINE, base, head, mine, mine)
    both = _both_kept(pieces, region)
    if both is not None:
        return Hunk(Verdict.CLEAN, base, head, mine, both)
    if all(edit.in_place for edit in region.edits):
        proposal = suggest(base, head, mine)
        if proposal is not None:
            return Hunk(Verdict.SUGGESTED, base, head, mine, proposal=proposal)
    return Hunk(Verdict.CONFLICT, base, head, mine)


def _both_kept(pieces: list[str], region: Region) -> str | None:
    """Both insertions at one point, or what neither of two removals took; nothing otherwise."""
    if all(edit.inserts for edit in region.edits):
        head = [piece for edit in region.head for piece in edit.new]
        mine = [piece for edit in region.mine for piece in edit.new]
        return "".join(_united(head, mine))
    if any(edit.new for edit in region.edits):
        return None
    gone = {at for edit in region.edits for at in range(edit.start, edit.end)}
    kept = [at for at in range(region.start, region.end) if at not in gone]
    return "".join(pieces[at] for at in kept)


def _united(head: list[str], mine: list[str]) -> list[str]:
    """Both insertions, the earlier save first; one that contains the other stands for both."""
    if _contains(head, mine):
        return _with_end_of(mine, head)
    return _with_end_of(head, mine) if _contains(mine, head) else head + mine


def _contains(whole: list[str], part: list[str]) -> bool:
    """Tell whether `part`, but for blank lines at its end, is a run of `whole`."""
    # As texts, for a search in linear time.
    return "\0".join(["", *_filled(part), ""]) in "\0".join(["", *whole, ""])


def _with_end_of(part: list[str], whole: list[str]) -> list[str]:
    """The whole, and the blank lines after the part that it ends with."""
    filled = _filled(part)
    if not filled or whole[-len(filled) :] != filled:
        return whole
    return whole + part[len(filled) :]


def _filled(pieces: list[str]) -> list[str]:
    """The pieces up to the last line that is not blank, its line feed included."""
    end = len(pieces)
    while end > 1 and pieces[end - 1] == "\n" and pieces[end - 2].endswith("\n"):
        end -= 1
    return pieces[:end]
