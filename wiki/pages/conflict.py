"""A merge as the conflict screen shows it: passage by passage, with what was chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wiki.merge.cells import Cell, in_tables
from wiki.merge.outcome import Choice, Hunk, Merge, Typed, Verdict
from wiki.merge.three_way import merge


@dataclass(frozen=True)
class Passage:
    """One hunk on the screen. `is_open`: a person has to choose; `cell`: of which table cell;
    `columns`: the heads of the table of which it is whole rows."""

    index: int
    hunk: Hunk
    is_open: bool
    choice: str
    typed: str
    cell: Cell | None = None
    columns: Sequence[str] = ()


def merged(base_number: int, base: str, head: str, mine: str) -> Merge:
    """The merge of an edit that started from revision `base_number`.

    Two people who made the same page at once (0) have nothing in common: a person chooses.
    """
    if base_number:
        return merge(base, head, mine)
    ends = head.endswith("\n") or mine.endswith("\n")
    return Merge((Hunk(Verdict.CONFLICT, "", head, mine),), ends_with_newline=ends)


def passages(merge_: Merge, choices: Mapping[int, str]) -> list[Passage]:
    """The hunks with what was chosen so far; a passage to retype starts with the suggestion."""
    undecided, tables = set(merge_.undecided), in_tables(merge_)
    return [
        Passage(
            index=index,
            hunk=hunk,
            is_open=index in undecided,
            choice=_choice(choices.get(index)),
            typed=_typed(hunk, choices.get(index)),
            cell=tables.cells.get(index),
            columns=tables.columns.get(index, ()),
        )
        for index, hunk in enumerate(merge_.hunks)
    ]


def _choice(given: str | None) -> str:
    if isinstance(given, Typed):
        return "typed"
    return given if given in set(Choice) else ""


def _typed(hunk: Hunk, given: str | None) -> str:
    if isinstance(given, Typed):
        return str(given)
    return hunk.proposal if hunk.proposal is not None else hunk.mine or hunk.head
