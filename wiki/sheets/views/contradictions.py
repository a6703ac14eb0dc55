"""What two people say differently of the same fields, in words."""

from __future__ import annotations

from collections.abc import Sequence

from wiki.schema.kinds import Kind
from wiki.schema.merging import SheetMerge
from wiki.web.contradicted import Contradicted, contradicted


def contradictions(kind: Kind, merge: SheetMerge) -> Sequence[Contradicted]:
    """Each conflict of a merge: which field, what the page says, what was typed."""
    return [contradicted(kind, conflict) for conflict in merge.conflicts]
