"""What the sheets of a page's revisions say, and how an edit of one is merged."""

from __future__ import annotations

from collections.abc import Mapping

from wiki.kernel.errors import Conflict, Invalid
from wiki.schema.audience import cut
from wiki.schema.kinds import Kind
from wiki.schema.merging import SheetMerge, Side, merged
from wiki.schema.sheet import Sheet
from wiki.schema.validation import Problem

#: What a page without sheet has.
NO_SHEET = Sheet("")


class SheetInvalid(Invalid):
    """Some values of a sheet cannot be kept: nothing was written. Says which, and why."""

    def __init__(self, kind: Kind, problems: tuple[Problem, ...]) -> None:
        blocking = [problem for problem in problems if problem.blocking]
        super().__init__("sheet_invalid", count=len(blocking))
        self.kind = kind
        self.problems = problems


class SheetConflict(Conflict):
    """Both changed the same fields: nothing was written. Gives the three sheets and mine made."""

    def __init__(
        self, title: str, head: int, mine: Sheet, sheets: tuple[Sheet, Sheet, Sheet]
    ) -> None:
        super().__init__("sheet_conflict", title=title)
        self.head = head
        #: The sheet it started from, that of the page, and the one that was sent.
        self.sheets = sheets
        #: The newest sheet with what the other one changed, its side taken in each conflict.
        self.mine = mine


def merged_sheets(
    kinds: Mapping[str, Kind],
    base: Sheet,
    head: Sheet,
    mine: Sheet,
    choices: Mapping[str, str] | None = None,
) -> SheetMerge | None:
    """What `head` and `mine` make of `base`; None when they are not of one kind.

    A sheet that one side alone changed is taken whole, whatever its kind.
    """
    if head in (base, mine):
        return SheetMerge(mine, ())
    if mine == base:
        return SheetMerge(head, ())
    kind = kinds.get(head.kind)
    if kind is None or mine.kind != head.kind:
        return None
    started = base if base.kind == head.kind else Sheet(head.kind)
    return merged(kind, started, head, mine, choices)


def as_seen(kinds: Mapping[str, Kind], error: SheetConflict, audience: str) -> SheetMerge:
    """The merge that could not be made, as an audience sees it: nothing is told of the rest."""
    kind = kinds[error.mine.kind]
    base, head, mine = (cut(kind, one, audience) for one in error.sheets)
    merge = merged_sheets(kinds, base, head, mine)
    return merge or SheetMerge(None, ())


def with_mine(
    kinds: Mapping[str, Kind], base: Sheet, head: Sheet, mine: Sheet, merge: SheetMerge
) -> Sheet:
    """The merge of two sheets of one kind, `mine` being right wherever they contradict."""
    choices = {conflict.key: Side.MINE for conflict in merge.conflicts}
    settled = merged_sheets(kinds, base, head, mine, choices)
    return settled.sheet if settled and settled.sheet else mine
