"""Keyset paging: the next page starts after the last key shown, however long the list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")

#: Rows of a list shown at once, and the most that may be asked for.
PAGE_SIZE = 50
LARGEST_PAGE = 500
#: After the key of every row: where a list that is read backwards starts.
END = 2**63 - 1


@dataclass(frozen=True)
class Slice(Generic[Row]):
    """Some rows of a list, and the key after which the next ones start (None at the end)."""

    rows: Sequence[Row]
    next_key: int | None


def key_given(raw: str) -> int:
    """The key that an address gives; `ValueError` for one that no row can have."""
    key = int(raw[:20])
    if len(raw) > 20 or not 0 <= key < 2**63:
        raise ValueError("not a key")
    return key


def slice_of(found: Sequence[Row], size: int, key: Callable[[Row], int]) -> Slice[Row]:
    """Cut `found`, read with `size + 1` rows, to `size` rows and the key of the next slice."""
    rows = found[:size]
    return Slice(rows, key(rows[-1]) if len(found) > size else None)
