"""The passage of a document that is shown under its title, with the words found marked.

It is sought as it was typed first, which takes a fiftieth of the time of reading a text for its
stems; then only the passage that is shown is analysed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from typing import Protocol

from wiki.language import Query, Span, Term, highlight, pieces
from wiki.search.matching import is_beginning

#: Characters shown, and how many of them before the best place.
WIDTH = 200
_BEFORE = 60
#: Characters of the headings that are read, and places that are compared.
_HEADINGS_READ = 2_000
_PLACES_READ = 64


class Words(Protocol):
    """What is kept of a document for its snippet: see `rules.Entry`."""

    @property
    def whole(self) -> str: ...
    @property
    def headings(self) -> str: ...
    @property
    def text(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Passage:
    """The title and a passage, cut in spans that are marked or not."""

    title: Sequence[Span]
    text: Sequence[Span]

    @property
    def plain(self) -> str:
        """The passage without marks."""
        return "".join(span.text for span in self.text)


def passage(title: str, words: Words, asked: Query) -> Passage:
    """What to show of a document that answers."""
    shown = _shown(words, asked)
    if not shown and words.headings:
        among = highlight(" · ".join(words.headings[:_HEADINGS_READ].split("\n")), asked, WIDTH)
        shown = among if any(span.marked for span in among) else []
    return Passage(highlight(title, asked, len(title)), shown or _beginning(words.text))


def _shown(words: Words, asked: Query) -> list[Span]:
    """The passage with the words of the question, as they were typed or else of their families.

    What is written as it was typed may be no answer: « pour » is none to « pou… », nor is « 1 200 »
    to « 200 ».
    """
    for where in (_as_typed, _as_stems):
        places = sorted(where(words, asked))[:_PLACES_READ]
        if places and (shown := _window(words.text, places, asked)):
            return shown
    return []


def _as_typed(words: Words, asked: Query) -> list[tuple[int, int]]:
    """Where the words stand as they were typed: (offset, rank of the term). All do, or none."""
    lowered = words.text.lower()
    if len(lowered) != len(words.text) or not all(term.written for term in asked.terms):
        return []
    found = [[*_standing(term, lowered)] for term in asked.terms]
    return [(at, rank) for rank, ats in enumerate(found) for at in ats] if all(found) else []


def _standing(term: Term, text: str) -> Iterator[int]:
    """Where a word stands, not as a part of another; one being typed may have more letters."""
    size, at = len(term.written), text.find(term.written)
    for _ in range(_PLACES_READ):
        if at < 0:
            return
        end = at + size
        if not text[at - 1 : at].isalnum() and (term.prefix or not text[end : end + 1].isalnum()):
            yield at
        at = text.find(term.written, end)


def _as_stems(words: Words, asked: Query) -> Iterator[tuple[int, int]]:
    """Where the text has words of the same stems, (offset, rank of the term)."""
    whole = f" {words.whole} "
    sought = [
        (rank, said)
        for rank, term in enumerate(asked.terms)
        for said in _ways_to_say(term)
        if said in whole
    ]
    if not sought:
        return
    written, stems = pieces(words.text)
    joined = f" {' | '.join(stems)} "  # no stem has such a sign
    starts = [*accumulate(map(len, written), initial=0)]
    for rank, said in sought:
        at, which, counted = joined.find(said), 0, 0
        for _ in range(_PLACES_READ):
            if at < 0:
                break
            which += joined.count("|", counted, at)
            counted = at
            yield starts[which] + which, rank
            at = joined.find(said, at + 1)


def _ways_to_say(term: Term) -> list[str]:
    """What a text that answers a term has among its stems, when each stands between spaces."""
    said = [f" {stem} " for stem in (term.stem, *chain(*term.alternatives))]
    if is_beginning(term):
        said.append(f" {term.stem}")
    return [*dict.fromkeys(said)]


def _window(text: str, places: list[tuple[int, int]], asked: Query) -> list[Span]:
    """The passage with the most different terms, then the most words found, and first such."""
    best, best_score, end = 0, (0, 0), 0
    for first, (start, _) in enumerate(places):
        while end < len(places) and places[end][0] < start + WIDTH:
            end += 1
        inside = {rank for _, rank in places[first:end]}
        score = (len(inside), end - first)
        if score > best_score:
            best, best_score = start, score
    start = _word_start(text, max(best - _BEFORE, 0), best)
    stop = _word_end(text, min(start + WIDTH, len(text)))
    shown = highlight(text[start:stop], asked, WIDTH)
    if start > 0:
        shown.insert(0, Span("…", False))
    if stop < len(text):
        shown.append(Span("…", False))
    return shown if any(span.marked for span in shown) else []


def _beginning(text: str) -> list[Span]:
    """The first words: nothing of the question is in the text."""
    if len(text) <= WIDTH:
        return [Span(text, False)] if text else []
    return [Span(text[: _word_end(text, WIDTH)], False), Span("…", False)]


def _word_start(text: str, start: int, latest: int) -> int:
    if start == 0:
        return 0
    return next((i + 1 for i in range(start, latest) if text[i].isspace()), latest)


def _word_end(text: str, end: int) -> int:
    if end >= len(text) or text[end].isspace():
        return end
    return next((i for i in range(end - 1, max(end - 80, 0), -1) if text[i].isspace()), end)
