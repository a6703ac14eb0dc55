"""Differences between two short sequences of words: by diff-match-patch, or exactly.

What merges propose comes from diff-match-patch. The library compares characters: each distinct word
is given one, so that it never sees the text itself. It runs without its timeout, whose answers
depend on the load of the machine; its cost, which grows with the square of the length, is bounded
by the length instead.
"""

from __future__ import annotations

from collections.abc import Sequence

from diff_match_patch import diff_match_patch

from wiki.merge.common import common, common_ends
from wiki.merge.sequence import Change
from wiki.merge.words import is_word

#: Sequences longer than this, once their common ends are trimmed, are one coarse change.
LIMIT = 600

_FIRST = 0xE000
"""First character given out: the private use area and what follows hold no surrogate."""


def word_changes(old: Sequence[str], new: Sequence[str]) -> list[Change]:
    """The changes that turn the words `old` into `new`, in order."""
    head, tail = common_ends(old, new)
    old_end, new_end = len(old) - tail, len(new) - tail
    if head == old_end and head == new_end:
        return []
    if head in (old_end, new_end) or max(old_end, new_end) - head > LIMIT:
        return [Change(head, old_end, head, new_end)]
    found: list[Change] = []
    old_at = new_at = head
    for kind, letters in _differ(old[head:old_end], new[head:new_end]):
        old_next = old_at + (len(letters) if kind <= 0 else 0)
        new_next = new_at + (len(letters) if kind >= 0 else 0)
        if kind:
            found.append(Change(old_at, old_next, new_at, new_next))
        old_at, new_at = old_next, new_next
    return _joined(found, old)


def exact_changes(old: Sequence[str], new: Sequence[str]) -> list[Change]:
    """The same by a longest common subsequence, for what is only shown.

    Where little is common it takes a thirtieth of the time.
    """
    found: list[Change] = []
    old_at = new_at = 0
    kept = common(old, new, lambda _operations: max(len(old), len(new)) <= LIMIT)
    for old_next, new_next in [*kept, (len(old), len(new))]:
        if old_next > old_at or new_next > new_at:
            found.append(Change(old_at, old_next, new_at, new_next))
        old_at, new_at = old_next + 1, new_next + 1
    return [_trimmed(change, old, new) for change in _joined(found, old)]


def _trimmed(change: Change, old: Sequence[str], new: Sequence[str]) -> Change:
    """A change without the spaces that both of its sides begin or end with."""
    head, tail = common_ends(
        old[change.old_start : change.old_end], new[change.new_start : change.new_end]
    )
    return Change(
        change.old_start + head,
        change.old_end - tail,
        change.new_start + head,
        change.new_end - tail,
    )


def _differ(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, str]]:
    letters: dict[str, str] = {}
    coded = [
        "".join(letters.setdefault(word, chr(_FIRST + len(letters))) for word in words)
        for words in (old, new)
    ]
    differ = diff_match_patch()
    differ.Diff_Timeout = 0
    differences: list[tuple[int, str]] = differ.diff_main(coded[0], coded[1], False)
    return differences


def _joined(changes: list[Change], old: Sequence[str]) -> list[Change]:
    """Join changes that only spaces or signs part: a reader sees them as one."""
    joined: list[Change] = []
    for change in changes:
        last = joined[-1] if joined else None
        if last and not any(map(is_word, old[last.old_end : change.old_start])):
            joined[-1] = Change(last.old_start, change.old_end, last.new_start, change.new_end)
        else:
            joined.append(change)
    return joined
