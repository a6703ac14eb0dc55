"""A unit that both people removed and one put elsewhere: was it moved, or removed?"""

from __future__ import annotations

from collections.abc import Iterable

from wiki.merge.edits import Edit
from wiki.merge.words import is_word, words

#: Shorter units («oui», «15 €») are often written twice; they prove no move.
_WORDS = 3


def moved_units(pieces: list[str], by_head: list[Edit], by_mine: list[Edit]) -> frozenset[str]:
    """Units that both removed from their place and at least one put somewhere."""
    removed = _places(by_head) & _places(by_mine)
    put = {piece for edit in (*by_head, *by_mine) for piece in edit.new}
    return frozenset(pieces[at] for at in removed if pieces[at] in put and _is_telling(pieces[at]))


def _places(edits: Iterable[Edit]) -> set[int]:
    return {at for edit in edits for at in range(edit.start, edit.end)}


def _is_telling(unit: str) -> bool:
    return sum(map(is_word, words(unit))) >= _WORDS
