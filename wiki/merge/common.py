"""What two sequences have in common, exactly: the longest common subsequence.

A row of the table of lengths is held in the bits of one whole number (M. Crochemore and others, "A
fast and practical bit-vector algorithm for the longest common subsequence problem", 2001), so that
one operation of the processor does the work of thirty. Rows are kept, to be read back.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

Match = tuple[int, int]

#: Bits of one digit of a whole number, as Python keeps it.
_DIGIT = 30

#: What a row costs however short it is, in operations on digits.
_ROW = 8


def common(
    old: Sequence[Hashable], new: Sequence[Hashable], may_spend: Callable[[int], bool]
) -> list[Match]:
    """Positions of the same items, rising on both sides: as many as can be.

    `may_spend` is asked before they are aligned, with the number of operations on digits; if it
    says no, only the items that both sides begin and end with are answered.
    """
    head, tail = common_ends(old, new)
    old_end, new_end = len(old) - tail, len(new) - tail
    found = [(at, at) for at in range(head)]
    both = set(old[head:old_end]).intersection(new[head:new_end])
    if both:
        # What stands on one side only cannot match: it would only lengthen the table.
        columns = [at for at in range(head, old_end) if old[at] in both]
        rows = [at for at in range(head, new_end) if new[at] in both]
        if may_spend(len(rows) * (_ROW + len(columns) // _DIGIT)):
            table = _increments([old[at] for at in columns], [new[at] for at in rows])
            found += [(columns[left], rows[right]) for left, right in _read_back(table)]
    found += [(old_end + step, new_end + step) for step in range(tail)]
    return found


def common_ends(old: Sequence[Hashable], new: Sequence[Hashable]) -> tuple[int, int]:
    """How many items both begin with, then how many both end with."""
    room = min(len(old), len(new))
    head = 0
    while head < room and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < room - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return head, tail


def _increments(columns: list[Hashable], rows: list[Hashable]) -> list[int]:
    """One number per row, after a first empty one: a bit where the length grows along `columns`."""
    places: dict[Hashable, int] = {}
    bit = 1
    for item in columns:
        places[item] = places.get(item, 0) | bit
        bit <<= 1
    full = row = bit - 1
    table = [0]
    for item in rows:
        hits = row & places[item]
        row = ((row + hits) | (row - hits)) & full
        table.append(row ^ full)
    return table


def _read_back(table: list[int]) -> list[Match]:
    """A longest common subsequence out of the increments, from the last row."""
    found: list[Match] = []
    row, left = len(table) - 1, table[-1]
    while left:
        bit = 1 << (left.bit_length() - 1)
        while table[row - 1] & bit:
            row -= 1
        row -= 1
        found.append((bit.bit_length() - 1, row))
        left = table[row] & (bit - 1)
    found.reverse()
    return found
