"""What a text has lost, line by line and sentence by sentence, should it come back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from wiki.merge.runs import Runs, length_of

#: Pieces remembered; beyond, those that were lost first are forgotten.
CAPACITY = 5_000

#: When a piece was lost (number of the revision without it), and the runs it had.
_Entry = tuple[int, Runs]


class Lost:
    """Pieces that no longer stand in the text. Their words are not kept, only a hash of them."""

    def __init__(self, entries: Iterable[tuple[int, int, Runs]] = ()) -> None:
        self._entries: dict[int, list[_Entry]] = {}
        self._size = 0
        for key, revision, runs in entries:
            self._add(key, (revision, runs))

    def entries(self) -> Iterator[tuple[int, int, Runs]]:
        """Everything remembered: key, revision that lost it, runs; the oldest keys first."""
        for key, found in self._entries.items():
            for revision, runs in found:
                yield key, revision, runs

    def put(self, revision: int, pieces: Iterable[tuple[str, Runs]]) -> None:
        """Remember pieces that `revision` took away, in their order in the text."""
        for text, runs in pieces:
            if text.strip():
                self._add(key_of(text), (revision, runs))
        while self._size > CAPACITY:
            oldest = next(iter(self._entries))
            self._size -= len(self._entries.pop(oldest))

    def take(self, text: str) -> Runs | None:
        """The runs of a piece that comes back: as it was lost last, the first of several alike."""
        key = key_of(text)
        found = self._entries.get(key)
        if not found:
            return None
        at = len(found) - 1
        while at and found[at - 1][0] == found[-1][0]:
            at -= 1
        _, runs = found[at]
        if length_of(runs) != len(text):  # another text of the same hash
            return None
        del found[at]
        self._size -= 1
        if not found:
            del self._entries[key]
        return runs

    def _add(self, key: int, entry: _Entry) -> None:
        """A key that is lost again is young again."""
        known = self._entries.pop(key, [])
        known.append(entry)
        self._entries[key] = known
        self._size += 1


def key_of(text: str) -> int:
    """What a piece is known by: sixty bits of its hash, and so the same in every process."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest()) >> 4
