"""Who wrote each word of a text, found by reading its revisions once, in order.

Lines are compared first, then sentences and cells of the lines that changed, then the words of the
sentences that answer to each other. What was taken away is remembered: when it comes back, as it
does when somebody undoes damage, it is again the work of the one who first wrote it, as in WikiWho
(F. Flöck, M. Acosta, "WikiWho: precise and efficient attribution of authorship of revisioned
content", WWW 2014). Space belongs to nobody: it goes with the word before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from wiki.merge.common import common_ends
from wiki.merge.lost import Lost
from wiki.merge.runs import Runs, credited, joined, part, written_by
from wiki.merge.sequence import Change, changes
from wiki.merge.shared import (
    alike,
    cost,
    share_a_run,
    shared_anywhere,
    shared_in_order,
    tokens,
)
from wiki.merge.units import Block, Kind, kind_of, pieces
from wiki.merge.words import is_word

_STEPS = 40_000
#: Words of one side times words of the other that are compared in one revision.
_WORDS = 400_000
#: Sentences that stand where one stood, with it: more have less to do with it.
_FEW = 4
#: Lines of one revision beyond which only whole lines are looked at.
_LINES_CUT = 3_000


#: Where a stretch of a text begins, how long it is, and its source.
Part = tuple[int, int, int]


class Share(NamedTuple):
    """A stretch of the text and its source: the number of the revision that wrote it, or a part."""

    revision: int
    text: str


class _Piece(NamedTuple):
    """A sentence, a cell or a whole line: its text, and where it stands."""

    text: str
    kind: Kind
    line: int
    start: int


class _Word(NamedTuple):
    """A word, and where it stands in its piece."""

    text: str
    piece: _Piece
    start: int


@dataclass
class Attribution:
    """A text with the revision of each of its words; `follow` reads the next revision."""

    lines: list[str] = field(default_factory=lambda: [""])
    runs: list[Runs] = field(default_factory=lambda: [()])
    lost: Lost = field(default_factory=Lost)

    @property
    def text(self) -> str:
        """The text."""
        return "\n".join(self.lines)

    def follow(self, revision: int, text: str, parts: Sequence[Part] = ()) -> int:
        """Read the next revision. Returns how many characters had to be looked at closely.

        Of what is new in it, `parts` say what comes from another source than `revision`, which is
        told in its place: `(start, length, source)`, in characters of the text.
        """
        new = text.split("\n")
        step = _Step(self, revision, new)
        step.take()
        self.lines, self.runs = new, step.found()
        if parts:
            self.runs = list(_credited(self.lines, self.runs, revision, sorted(parts)))
        return step.weight

    def shares(self) -> list[list[Share]]:
        """For each line its shares, in order; joined, they are the line."""
        return [list(_shares(line, runs)) for line, runs in zip(self.lines, self.runs, strict=True)]


def _credited(
    lines: Sequence[str], runs: Sequence[Runs], revision: int, parts: Sequence[Part]
) -> Iterator[Runs]:
    """The runs of each line, once each part is said to be of its source."""
    at, first = 0, 0
    for line, known in zip(lines, runs, strict=True):
        end = at + len(line)
        while first < len(parts) and sum(parts[first][:2]) <= at:
            first += 1
        last = first
        while last < len(parts) and parts[last][0] < end:
            last += 1
        here = [
            (max(start - at, 0), min(start + length, end) - max(start, at), source)
            for start, length, source in parts[first:last]
        ]
        yield joined([credited(known, revision, here)], line) if here else known
        at = end + 1


def _shares(line: str, runs: Runs) -> Iterator[Share]:
    at = 0
    for revision, length in runs:
        yield Share(revision, line[at : at + length])
        at += length


def counted(lines: Iterable[Iterable[Share]]) -> dict[int, int]:
    """How many words each source wrote."""
    found: dict[int, int] = {}
    for shares in lines:
        for revision, text in shares:
            if number := sum(map(is_word, tokens(text))):
                found[revision] = found.get(revision, 0) + number
    return found


class _Step:
    """One revision being read: its lines against those of the revision before."""

    def __init__(self, before: Attribution, revision: int, new: list[str]) -> None:
        self.old, self.old_runs, self.lost = before.lines, before.runs, before.lost
        self.revision, self.new = revision, new
        self.runs: list[Runs | None] = [None] * len(new)
        #: Where words of the text before stand in the lines that are neither kept nor known.
        self.parts: dict[int, list[tuple[int, int, Runs]]] = {}
        self.weight = 0
        self.budget = _WORDS

    def take(self) -> None:
        """Find where each line comes from."""
        hunks = self._keep_lines()
        if not hunks:
            return
        gone = [at for hunk in hunks for at in range(hunk.old_start, hunk.old_end)]
        come = [at for hunk in hunks for at in range(hunk.new_start, hunk.new_end)]
        self.weight = sum(len(self.old[at]) for at in gone) + sum(len(self.new[at]) for at in come)
        moved = self._find_whole_lines(gone, come)
        lines = [(self.old[at], self.old_runs[at]) for at in gone if at not in moved]
        is_short = len(gone) + len(come) <= _LINES_CUT
        sentences = list(self._find_pieces(hunks, moved)) if is_short else []
        self.lost.put(self.revision, lines + sentences)

    def found(self) -> list[Runs]:
        """The runs of every line of the new text."""
        return [self._written(at) if runs is None else runs for at, runs in enumerate(self.runs)]

    def _written(self, at: int) -> Runs:
        """A line made of parts of old ones; the rest is this revision's own."""
        line, pieces_found, end = self.new[at], [], 0
        for start, length, runs in sorted(self.parts.get(at, ())):
            pieces_found += [written_by(self.revision, start - end), runs]
            end = start + length
        pieces_found.append(written_by(self.revision, len(line) - end))
        return joined(pieces_found, line)

    def _keep_lines(self) -> list[Change]:
        """Take over the lines that stayed; returns where lines changed."""
        old, new, runs = self.old, self.new, self.old_runs
        head, tail = common_ends(old, new)
        old_end, new_end = len(old) - tail, len(new) - tail
        self.runs[:head] = runs[:head]
        self.runs[new_end:] = runs[old_end:]
        if head in (old_end, new_end) or (old_end - head) == (new_end - head) == 1:
            return [Change(head, old_end, head, new_end)] if head < max(old_end, new_end) else []
        found = [
            Change(*(head + at for at in change))
            for change in changes(old[head:old_end], new[head:new_end], _STEPS)
        ]
        old_at, new_at = head, head
        for change in found:
            self.runs[new_at : change.new_start] = runs[old_at : change.old_start]
            old_at, new_at = change.old_end, change.new_end
        self.runs[new_at:new_end] = runs[old_at:old_end]
        return found

    def _find_whole_lines(self, gone: Sequence[int], come: Sequence[int]) -> set[int]:
        """Take over the lines that moved, and those that come back; returns those that moved."""
        leaving: dict[str, list[int]] = {}
        for at in reversed(gone):
            leaving.setdefault(self.old[at], []).append(at)
        moved: set[int] = set()
        for at in come:
            line = self.new[at]
            if not line.strip():
                self.runs[at] = written_by(self.revision, len(line))
            elif places := leaving.get(line):
                moved.add(place := places.pop())
                self.runs[at] = self.old_runs[place]
            else:
                self.runs[at] = self.lost.take(line)
        return moved

    def _find_pieces(self, hunks: Sequence[Change], moved: set[int]) -> Iterator[tuple[str, Runs]]:
        """The same for sentences and cells, then words; gives the sentences that are lost."""
        gaps: list[tuple[list[_Piece], list[_Piece]]] = []
        for hunk in hunks:
            old = self._cut(
                self.old, [at for at in range(hunk.old_start, hunk.old_end) if at not in moved]
            )
            wanted = [at for at in range(hunk.new_start, hunk.new_end) if self.runs[at] is None]
            gaps += self._keep_pieces(old, self._cut(self.new, wanted))
        leaving: dict[str, list[_Piece]] = {}
        for old, _ in reversed(gaps):
            for piece in reversed(old):
                leaving.setdefault(piece.text, []).append(piece)
        gone: set[_Piece] = set()
        for at, (old, new) in enumerate(gaps):
            gaps[at] = old, [piece for piece in new if not self._find_piece(piece, leaving, gone)]
        self._compare([([one for one in old if one not in gone], new) for old, new in gaps])
        for old, _ in gaps:
            for piece in old:
                if piece not in gone and piece.text != self.old[piece.line]:
                    yield piece.text, self._runs_of(piece)

    def _cut(self, lines: Sequence[str], wanted: Iterable[int]) -> list[_Piece]:
        """The sentences and cells of some lines, spaces left out."""
        found: list[_Piece] = []
        for at in wanted:
            line, start = lines[at], 0
            kind = kind_of(line)
            for text in pieces(Block(kind, line)):
                if not text.isspace():
                    found.append(_Piece(text, kind, at, start))
                start += len(text)
        return found

    def _keep_pieces(
        self, old: list[_Piece], new: list[_Piece]
    ) -> Iterator[tuple[list[_Piece], list[_Piece]]]:
        """Take over the pieces that stayed in a hunk; gives those between them."""
        olds, news = [one.text for one in old], [one.text for one in new]
        if set(olds).isdisjoint(news):
            yield old, new
            return
        old_at = new_at = 0
        for change in changes(olds, news, _STEPS):
            for left, right in zip(
                old[old_at : change.old_start], new[new_at : change.new_start], strict=True
            ):
                self._place(right, 0, self._runs_of(left))
            yield old[change.old_start : change.old_end], new[change.new_start : change.new_end]
            old_at, new_at = change.old_end, change.new_end
        for left, right in zip(old[old_at:], new[new_at:], strict=True):
            self._place(right, 0, self._runs_of(left))

    def _find_piece(
        self, piece: _Piece, leaving: dict[str, list[_Piece]], gone: set[_Piece]
    ) -> bool:
        if places := leaving.get(piece.text):
            gone.add(place := places.pop())
            runs: Runs | None = self._runs_of(place)
        else:
            runs = self.lost.take(piece.text)
        if runs is not None:
            self._place(piece, 0, runs)
        return runs is not None

    def _compare(self, gaps: Iterable[tuple[list[_Piece], list[_Piece]]]) -> None:
        """Take over the words that sentences share with those that they replace."""
        old, new = list[_Piece](), list[_Piece]()
        for left, right in gaps:
            if min(len(left), len(right)) == 1 and len(left) + len(right) <= _FEW:
                self._take_words(left, right)
            else:
                old += left
                new += right
        if not old or not new:
            return
        paired = alike([one.text for one in old], [one.text for one in new])
        for at, answer in paired:
            self._take_words([old[at]], [new[answer]])
        lefts, rights = ({found[side] for found in paired} for side in (0, 1))
        rest = (
            [one for at, one in enumerate(old) if at not in lefts],
            [one for at, one in enumerate(new) if at not in rights],
        )
        if share_a_run(*([one.text for one in side] for side in rest)):
            self._take_words(*rest, in_order=False)

    def _take_words(self, olds: list[_Piece], news: list[_Piece], *, in_order: bool = True) -> None:
        """Take over the words that stand on both sides."""
        old, new = list(_words(olds)), list(_words(news))
        texts = [one.text for one in old], [one.text for one in new]
        price = cost(*texts) if in_order else 0
        in_order = in_order and price <= self.budget
        self.budget -= price if in_order else 0
        shared = shared_in_order if in_order else shared_anywhere
        for old_at, new_at, length in shared(*texts):
            for source, target in zip(
                old[old_at : old_at + length], new[new_at : new_at + length], strict=True
            ):
                runs = part(self._runs_of(source.piece), source.start, len(source.text))
                self._place(target.piece, target.start, runs, len(source.text))

    def _runs_of(self, piece: _Piece) -> Runs:
        return part(self.old_runs[piece.line], piece.start, len(piece.text))

    def _place(self, piece: _Piece, start: int, runs: Runs, length: int | None = None) -> None:
        """Say where a piece of a new line, or a word of it, comes from."""
        size = len(piece.text) if length is None else length
        self.parts.setdefault(piece.line, []).append((piece.start + start, size, runs))


def _words(found: Iterable[_Piece]) -> Iterator[_Word]:
    """The words of some pieces, each with its piece and where it stands in it."""
    for piece in found:
        start = 0
        for word in tokens(piece.text):
            yield _Word(word, piece, start)
            start += len(word)
