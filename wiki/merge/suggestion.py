"""A wording that keeps both changes of one sentence, for a person to confirm.

Offered only when every change of one side stands apart from every change of the other by at least
one word both kept, when no more than one side touches values (see `wiki.merge.words`), and when
each keeps half of the sentence: what is offered is then the base with the two sets of changes.
"""

from __future__ import annotations

from itertools import chain

from wiki.merge.engine import LIMIT, word_changes
from wiki.merge.words import is_value, is_word, words

_Rewrite = tuple[int, int, tuple[str, ...]]


def suggest(base: str, head: str, mine: str) -> str | None:
    """The wording that keeps what `head` and `mine` each changed in `base`, or nothing."""
    old = words(base)
    sides = [words(head), words(mine)]
    if max(len(old), *map(len, sides)) > LIMIT:
        return None
    by_head, by_mine = (_rewrites(old, side) for side in sides)
    only_head = [rewrite for rewrite in by_head if rewrite not in by_mine]
    only_mine = [rewrite for rewrite in by_mine if rewrite not in by_head]
    if not _may_join(old, only_head, only_mine):
        return None
    if not all(_keeps_half(old, rewrites) for rewrites in (by_head, by_mine)):
        return None
    return _apply(old, sorted({*by_head, *by_mine}))


def _rewrites(old: list[str], new: list[str]) -> list[_Rewrite]:
    return [
        (change.old_start, change.old_end, tuple(new[change.new_start : change.new_end]))
        for change in word_changes(old, new)
    ]


def _may_join(old: list[str], by_head: list[_Rewrite], by_mine: list[_Rewrite]) -> bool:
    if not by_head or not by_mine:
        return False
    if all(any(map(is_value, _touched(old, side))) for side in (by_head, by_mine)):
        return False
    return all(_apart(old, one, other) for one in by_head for other in by_mine)


def _touched(old: list[str], rewrites: list[_Rewrite]) -> list[str]:
    return [word for start, end, new in rewrites for word in chain(old[start:end], new)]


def _apart(old: list[str], one: _Rewrite, other: _Rewrite) -> bool:
    """Tell whether a word that both kept stands between two rewrites."""
    first, second = sorted((one[:2], other[:2]))
    return any(map(is_word, old[first[1] : second[0]]))


def _keeps_half(old: list[str], rewrites: list[_Rewrite]) -> bool:
    gone = sum(is_word(word) for start, end, _ in rewrites for word in old[start:end])
    return gone * 2 <= sum(map(is_word, old))


def _apply(old: list[str], rewrites: list[_Rewrite]) -> str:
    parts: list[str] = []
    at = 0
    for start, end, new in rewrites:
        parts += [*old[at:start], *new]
        at = end
    return "".join([*parts, *old[at:]])
