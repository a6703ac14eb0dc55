"""Who typed what of a shared text: each change of its log put on the stretches that it touches."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field

from wiki.live.queries import Logged
from wiki.live.rules import DISCARD, RECOVER, is_client
from wiki.merge.shared import tokens
from wiki.ot.change_set import Builder, ChangeSet, text_of, units
from wiki.ot.from_diff import from_diff

#: Who a stretch is of, and its length in units of UTF-16; None for what was published already.
Run = tuple[int | None, int]


@dataclass
class Typed:
    """A shared text with who typed each stretch of it since a version; `follow` reads on."""

    text: bytes
    runs: list[Run] = field(default_factory=list)
    #: Those who took away what others wrote.
    removers: set[int] = field(default_factory=set)
    _thrown: tuple[bytes, list[Run]] | None = None

    @classmethod
    def of(cls, text: str) -> Typed:
        """A text of which nothing is anybody's."""
        encoded = units(text)
        return cls(encoded, _joined([(None, len(encoded) // 2)]))

    def follow(self, log: Iterable[Logged]) -> None:
        """Read changes, in order."""
        for change in log:
            kind = change.client.partition(":")[0]
            before = self.text, self.runs
            is_typed = is_client(change.client)
            changes = ChangeSet.parse(json.loads(change.changes), len(self.text) // 2)
            self._take(changes, change.member_id if is_typed else None, is_typed=is_typed)
            if kind == DISCARD:
                self._thrown = before
            elif kind == RECOVER and self._thrown and self._thrown[0] == self.text:
                self.runs = self._thrown[1]

    def become(self, text: str) -> None:
        """Read the text that was made of it, by a merge or otherwise; what is new is nobody's."""
        if units(text) != self.text:
            self._take(from_diff(text_of(self.text), text), None, is_typed=False)

    def retold(self, base: str) -> list[tuple[int | None, ChangeSet]]:
        """The same in as few changes as there are people: what leads there from `base`, by whom.

        What was taken away comes first, as one change of somebody who did.
        """
        authors = list(dict.fromkeys(author for author, _ in self.runs if author is not None))
        told: set[int | None] = {None}
        kept = text_of(self._said_by(told))
        found: list[tuple[int | None, ChangeSet]] = [
            (min(self.removers, default=None), from_diff(base, kept))
        ]
        for author in authors:
            added, at = Builder(), 0
            for one, length in self.runs:
                if one in told:
                    added.add(length, None)
                elif one == author:
                    added.add(0, self.text[2 * at : 2 * (at + length)])
                at += length
            told.add(author)
            found.append((author, added.done()))
        return [(author, changes) for author, changes in found if not changes.is_empty]

    def _said_by(self, authors: Container[int | None]) -> bytes:
        """The stretches of some alone."""
        found, at = [], 0
        for author, length in self.runs:
            if author in authors:
                found.append(self.text[2 * at : 2 * (at + length)])
            at += length
        return b"".join(found)

    def _take(self, changes: ChangeSet, who: int | None, *, is_typed: bool) -> None:
        self.text = changes.apply(self.text)
        found: list[Run] = []
        at, left = 0, self.runs[0][1] if self.runs else 0
        for length, text in changes.sections:
            wanted = length
            while wanted:
                author, size = self.runs[at]
                size = min(left, wanted)
                wanted -= size
                left -= size
                if text is None:
                    found.append((author, size))
                elif is_typed and who is not None and author != who:
                    self.removers.add(who)
                if not left:
                    at += 1
                    left = self.runs[at][1] if at < len(self.runs) else 0
            if text:
                found.append((who, len(text) // 2))
        self.runs = _joined(found)

    def signs(self) -> Counter[int]:
        """How many characters of each are left."""
        found: Counter[int] = Counter()
        for author, (start, end) in zip(self.runs, _in_characters(self), strict=True):
            if author[0] is not None:
                found[author[0]] += end - start
        return found

    def spans(self) -> dict[int, list[tuple[int, int]]]:
        """The words of each, `(start, length)` in characters: a word is whose most of it is."""
        found: dict[int, list[tuple[int, int]]] = {}
        stretches = [
            (start, end, author)
            for (author, _), (start, end) in zip(self.runs, _in_characters(self), strict=True)
        ]
        at, first = 0, 0
        before: int | None = None
        for word in tokens(text_of(self.text)):
            start, end = at, at + len(word)
            at = end
            if word.isspace():
                continue
            while stretches[first][1] <= start:
                first += 1
            author = _most(stretches, first, start, end)
            if author is not None:
                own = found.setdefault(author, [])
                if own and before == author:
                    own[-1] = (own[-1][0], end - own[-1][0])
                else:
                    own.append((start, end - start))
            before = author
        return found


def _most(
    stretches: Sequence[tuple[int, int, int | None]], first: int, start: int, end: int
) -> int | None:
    """Who typed most of a word, the first of equals."""
    shares: Counter[int | None] = Counter()
    while first < len(stretches) and stretches[first][0] < end:
        begin, stop, author = stretches[first]
        shares[author] += min(stop, end) - max(begin, start)
        first += 1
    return shares.most_common(1)[0][0]


def _in_characters(typed: Typed) -> Iterable[tuple[int, int]]:
    """Where each stretch is, in characters of the text."""
    at, place = 0, 0
    for _, length in typed.runs:
        piece = typed.text[2 * place : 2 * (place + length)]
        # Half of a character counts where it begins: no edit parts the two.
        size = len(piece.decode("utf-16-le", "surrogatepass"))
        yield at, at + size
        at += size
        place += length


def _joined(runs: Iterable[Run]) -> list[Run]:
    found: list[Run] = []
    for author, length in runs:
        if found and found[-1][0] == author:
            found[-1] = (author, found[-1][1] + length)
        elif length:
            found.append((author, length))
    return found
