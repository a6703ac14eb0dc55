"""The passage of a text that best answers a search, with the words found marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from wiki.language.analyser import Token, analyse
from wiki.language.terms import Query

ELLIPSIS = "…"


class Span(NamedTuple):
    """A run of the snippet, `marked` if it is a word that was searched for."""

    text: str
    marked: bool


class _Hit(NamedTuple):
    term: int
    start: int
    end: int


def highlight(text: str, query: Query, width: int = 200) -> list[Span]:
    """Return a snippet of about `width` characters of `text`, cut between words, with … where cut.

    The passage has the most different terms, then the most words found, and is the first such.
    """
    hits = _hits(analyse(text), query)
    start, end = _window(text, hits, max(width, 1))
    spans = [Span(ELLIPSIS, False)] if start > 0 else []
    position = start
    for hit in hits:
        if hit.start < position or hit.end > end:
            continue
        spans += [Span(text[position : hit.start], False), Span(text[hit.start : hit.end], True)]
        position = hit.end
    spans.append(Span(text[position:end], False))
    if end < len(text):
        spans.append(Span(ELLIPSIS, False))
    return [span for span in spans if span.text]


def _hits(tokens: Sequence[Token], query: Query) -> list[_Hit]:
    answers: dict[str, int | None] = {}
    hits = []
    for token in tokens:
        if token.stem not in answers:
            accepting = (i for i, term in enumerate(query.terms) if term.accepts(token.stem))
            answers[token.stem] = next(accepting, None)
        term = answers[token.stem]
        if term is not None:
            hits.append(_Hit(term, token.start, token.end))
    return hits


def _window(text: str, hits: Sequence[_Hit], width: int) -> tuple[int, int]:
    if len(text) <= width:
        return 0, len(text)
    if not hits:
        return 0, _word_end(text, width)
    first, last = _best_run(hits, width)
    spare = max(width - (hits[last].end - hits[first].start), 0)
    start = max(hits[first].start - spare // 2, 0)
    end = min(start + width, len(text))
    start = max(min(start, end - width), 0)
    return _word_start(text, start, hits[first].start), max(_word_end(text, end), hits[last].end)


def _best_run(hits: Sequence[_Hit], width: int) -> tuple[int, int]:
    """Return the indices of the first and last hits of the best run that fits in `width`."""
    best, best_score = (0, 0), (0, 0)
    inside: Counter[int] = Counter()
    first = 0
    for last, hit in enumerate(hits):
        inside[hit.term] += 1
        while first < last and hit.end - hits[first].start > width:
            inside[hits[first].term] -= 1
            first += 1
        score = (sum(1 for n in inside.values() if n), last - first + 1)
        if score > best_score:
            best, best_score = (first, last), score
    return best


def _word_start(text: str, start: int, latest: int) -> int:
    """Move `start` forward to the beginning of a word, not beyond `latest`."""
    if start == 0 or text[start - 1].isspace():
        return start
    space = next((i for i in range(start, latest) if text[i].isspace()), None)
    return latest if space is None else space + 1


def _word_end(text: str, end: int) -> int:
    """Move `end` back to the end of a word, unless the whole passage is one word."""
    if end >= len(text) or text[end].isspace():
        return min(end, len(text))
    space = next((i for i in range(end - 1, 0, -1) if text[i].isspace()), None)
    return end if space is None else space
