"""How an attribution is kept, and how it is laid out to be read."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from wiki.merge.attribution import Attribution, Share
from wiki.merge.lost import Lost
from wiki.merge.runs import Runs, length_of

#: Changes when the same history would be told otherwise: what was kept before is made again.
VERSION = 1


@dataclass(frozen=True)
class Block:
    """Lines that follow each other and come from the same revisions; `first` counts from 1."""

    first: int
    lines: Sequence[Sequence[Share]]
    revisions: tuple[int, ...]


def packed(attribution: Attribution) -> tuple[bytes, bytes]:
    """Where the words come from, and what was lost: two pieces, for the first is read alone."""
    lost = [[key, revision, *_flat(runs)] for key, revision, runs in attribution.lost.entries()]
    return _pack([_flat(runs) for runs in attribution.runs]), _pack(lost)


def attribution_of(text: str, runs: bytes, lost: bytes | None = None) -> Attribution | None:
    """The attribution again; None when it was kept by another version, or for another text."""
    lines, found = text.split("\n"), _unpack(runs)
    if found is None or len(found) != len(lines):
        return None
    made = [_runs(flat) for flat in found]
    if any(length_of(one) != len(line) for one, line in zip(made, lines, strict=True)):
        return None
    entries = _unpack(lost) or [] if lost is not None else []
    return Attribution(lines, made, Lost((flat[0], flat[1], _runs(flat[2:])) for flat in entries))


def blocks(
    lines: Sequence[Sequence[Share]], after: int = 0, size: int | None = None
) -> list[Block]:
    """The lines in blocks, those past the line `after`, at most `size` of them."""
    return list(islice(_blocks(lines, after), size))


def _blocks(lines: Sequence[Sequence[Share]], after: int) -> Iterator[Block]:
    first, held, known = after + 1, list[Sequence[Share]](), tuple[int, ...]()
    for number, line in enumerate(lines[after:], after + 1):
        revisions = tuple(dict.fromkeys(share.revision for share in line if share.text.strip()))
        if revisions and known and (revisions != known or len(known) > 1):
            yield Block(first, _without_end(held), known)
            first, held, known = number, [], ()
        held.append(line)
        known = known or revisions
    if known:
        yield Block(first, _without_end(held), known)


def _without_end(lines: Sequence[Sequence[Share]]) -> Sequence[Sequence[Share]]:
    """The lines without the blank ones at the end."""
    length = len(lines)
    while not any(share.text.strip() for share in lines[length - 1]):
        length -= 1
    return lines[:length]


def _flat(runs: Runs) -> list[int]:
    return [number for run in runs for number in run]


def _runs(flat: Sequence[int]) -> Runs:
    return tuple(zip(flat[::2], flat[1::2], strict=True))


def _pack(rows: Sequence[Sequence[int]]) -> bytes:
    said = json.dumps([VERSION, rows], separators=(",", ":"))
    return zlib.compress(said.encode("ascii"), 1)


def _unpack(data: bytes) -> list[list[int]] | None:
    version, rows = json.loads(zlib.decompress(data))
    return rows if version == VERSION else None
