"""Old identifiers of headings: what a heading that was renamed was called, and where it is now.

They follow from the history of the page and from nothing else: read again from its first revision,
it gives the same ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from wiki.markup.document import Document, Heading
from wiki.merge.pairing import pair
from wiki.merge.sequence import Change, changes, changes_in_place
from wiki.merge.units import Block, Kind, blocks

#: Most that are kept for a page: the oldest make room.
MOST = 48

#: Lines that open with `#`, and what is underlined: whatever the parser may take for a heading.
_LIKE_A_HEADING = re.compile(r"^ {0,3}#.*$|^.*\n {0,3}(?:=+|-+)[ \t]*$", re.MULTILINE)


class Kept(NamedTuple):
    """`name` leads to the heading that is now called `heading`, since a revision renamed it."""

    name: str
    heading: str
    revision: int


def may_be_renamed(old: str, new: str) -> bool:
    """Whether two texts differ in what looks like headings: few edits do, and it is soon seen."""
    return _LIKE_A_HEADING.findall(old) != _LIKE_A_HEADING.findall(new)


def followed(kept: Iterable[Kept], renamed: Mapping[str, str], revision: int) -> list[Kept]:
    """The identifiers kept after a revision that renamed headings, the newest first."""
    found = {one.name: one._replace(heading=renamed.get(one.heading, one.heading)) for one in kept}
    found |= {name: Kept(name, heading, revision) for name, heading in renamed.items()}
    lasting = [one for one in found.values() if one.name != one.heading]
    return sorted(lasting, key=lambda one: (-one.revision, one.name))[:MOST]


def leading(kept: Iterable[Kept], headings: Iterable[Heading]) -> dict[str, list[str]]:
    """Heading -> the old identifiers that lead to it; one that a heading has now is its own."""
    has = {heading.id for heading in headings}
    found: dict[str, list[str]] = {}
    for one in kept:
        if one.heading in has and one.name not in has:
            found.setdefault(one.heading, []).append(one.name)
    return found


def renamed(old: Document, new: Document) -> dict[str, str]:
    """The headings that the new text calls otherwise: old identifier -> new one.

    A heading is the same when it kept its level and its block is paired with the old one, or when
    it replaced it over the same text.
    """
    left, right = blocks(old.source), blocks(new.source)
    had, has = _headings(old, left), _headings(new, right)
    answers = dict(_answers(left, right))
    answers |= dict(_over_the_same_text(answers, left, right, had, has))
    return {
        had[at].id: has[answer].id
        for at, answer in answers.items()
        if at in had
        and answer in has
        and had[at].level == has[answer].level
        and had[at].id != has[answer].id
    }


def _headings(document: Document, cut: Sequence[Block]) -> dict[int, Heading]:
    """The headings that open a section, by the number of their block."""
    opening = {one.start: one for one in document.headings if one.start is not None}
    found: dict[int, Heading] = {}
    start = 0
    for at, block in enumerate(cut):
        if start in opening:
            found[at] = opening[start]
        start += len(block.text)
    return found


def _answers(left: Sequence[Block], right: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """The blocks that stayed and those that were edited, as a merge of the two texts pairs them."""
    changed = changes_in_place(left, right)
    end = Change(len(left), len(left), len(right), len(right))
    old_at = new_at = 0
    for one in [*(changes(left, right) if changed is None else changed), end]:
        yield from zip(range(old_at, one.old_start), range(new_at, one.new_start), strict=True)
        old, new = left[one.old_start : one.old_end], right[one.new_start : one.new_end]
        for at, answer in pair(old, new):
            yield one.old_start + at, one.new_start + answer
        old_at, new_at = one.old_end, one.new_end


def _over_the_same_text(
    answers: Mapping[int, int],
    left: Sequence[Block],
    right: Sequence[Block],
    had: Mapping[int, Heading],
    has: Mapping[int, Heading],
) -> Iterator[tuple[int, int]]:
    """Headings without a word in common, the one in the place of the other."""
    under = dict(_next_full(left))
    over = {after: at for at, after in _next_full(right)}
    below = {**answers, len(left): len(right)}
    taken = set(answers.values())
    for at in had.keys() - answers.keys():
        answer = over.get(below.get(under[at], -1), -1)
        if answer in has and answer not in taken:
            yield at, answer


def _next_full(cut: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """The number of each block that is not blank with that of the next, or of the end."""
    full = [at for at, block in enumerate(cut) if block.kind is not Kind.BLANK]
    return pairwise([*full, len(cut)])
