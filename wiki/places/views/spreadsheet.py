"""Places as lines of a spreadsheet: a column for each field, named by its id."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from wiki.places.described import Described
from wiki.places.exports.columns import DERIVED, IDENTITY, derived, identity, neutral
from wiki.schema.cells import columns as columns_of
from wiki.schema.kinds import Kind


def columns(kind: Kind) -> list[str]:
    """The names of the columns: those of rows are `seats.permanent.count`, by their only choice."""
    return [*IDENTITY, *(column.name for column in columns_of(kind)), *DERIVED]


def lines(places: Iterable[Described], kind: Kind) -> Iterator[list[str]]:
    """A line for each place."""
    asked = columns_of(kind)
    for place in places:
        said = (column.written(place.sheet) for column in asked)
        yield [neutral(cell) for cell in (*identity(place), *said, *derived(place))]


def written(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The lines of a CSV file (RFC 4180), in pieces."""
    piece = io.StringIO()
    writer = csv.writer(piece)
    for row in chain([header], rows):
        writer.writerow(row)
        yield piece.getvalue()
        piece.seek(0)
        piece.truncate()
