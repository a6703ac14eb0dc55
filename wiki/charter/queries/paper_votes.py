"""The sheets of papers of a ballot, what they say, and which of it counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from wiki.charter.models import Ballot, Elector, PaperSheet, PaperVote, Vote
from wiki.charter.rules.paper_votes import BY_PAPER, WAITING
from wiki.kernel.db import reading
from wiki.kernel.errors import Missing


class Entry(NamedTuple):
    """What a sheet says of a place, and whether it is what counts for that place."""

    place_id: int
    place: str
    choice: str
    holder: str
    counts: bool


class Filled(NamedTuple):
    """A sheet, its place among those of its ballot, from 1, and what it says."""

    number: int
    sheet: PaperSheet
    entries: Sequence[Entry]


def by_uid(uid: str) -> PaperSheet:
    """The sheet of this uid. Raises `Missing`."""
    query = sa.select(PaperSheet).where(PaperSheet.uid == uid.replace("\x00", ""))
    found = reading().scalar(query.execution_options(populate_existing=True))
    if found is None:
        raise Missing("paper_missing")
    return found


def ballot_of(sheet: PaperSheet) -> Ballot:
    """The ballot that it is of."""
    return reading().get_one(Ballot, sheet.ballot_id)


def waiting(ballot_id: int) -> Sequence[PaperSheet]:
    """The sheets that nobody has confirmed, refused or dropped yet."""
    query = sa.select(PaperSheet).where(
        PaperSheet.ballot_id == ballot_id, PaperSheet.state == WAITING
    )
    return reading().scalars(query.order_by(PaperSheet.id)).all()


def expected(ballot_id: int) -> set[int]:
    """The places of which a sheet that waits says something."""
    query = sa.select(PaperVote.place_id).join(PaperSheet, PaperSheet.id == PaperVote.sheet_id)
    query = query.where(PaperSheet.ballot_id == ballot_id, PaperSheet.state == WAITING)
    return set(reading().scalars(query))


def entries_of(sheet: PaperSheet) -> Sequence[PaperVote]:
    """What a sheet says, by place."""
    query = sa.select(PaperVote).where(PaperVote.sheet_id == sheet.id)
    return reading().scalars(query.order_by(PaperVote.place_id)).all()


def sheets(ballot_id: int) -> list[Filled]:
    """The sheets of a ballot, in the order in which they were entered."""
    query = sa.select(PaperSheet).where(PaperSheet.ballot_id == ballot_id)
    found = reading().scalars(query.order_by(PaperSheet.id)).all()
    said = _said(ballot_id) if found else {}
    return [Filled(at, one, said.get(one.id, ())) for at, one in enumerate(found, 1)]


def _said(ballot_id: int) -> Mapping[int, list[Entry]]:
    counted = sa.exists().where(
        Vote.ballot_id == PaperVote.ballot_id,
        Vote.place_id == PaperVote.place_id,
        Vote.mandate == sa.literal(BY_PAPER) + PaperSheet.uid,
        Vote.is_current,
    )
    query = (
        sa.select(
            PaperVote.sheet_id,
            PaperVote.place_id,
            Elector.title,
            PaperVote.choice,
            PaperVote.holder,
            counted,
        )
        .join(PaperSheet, PaperSheet.id == PaperVote.sheet_id)
        .join(
            Elector,
            sa.and_(
                Elector.ballot_id == PaperVote.ballot_id, Elector.place_id == PaperVote.place_id
            ),
        )
        .where(PaperVote.ballot_id == ballot_id)
    )
    found = defaultdict(list)
    for row in reading().execute(query):
        found[row[0]].append(Entry(*row[1:]))
    return {sheet: sorted(entries, key=lambda one: one.place) for sheet, entries in found.items()}


def holders(filled: Sequence[Filled]) -> dict[tuple[str, str], str]:
    """Who held each paper, "" once that was erased: by the uid of its sheet, and its place."""
    return {(one.sheet.uid, entry.place): entry.holder for one in filled for entry in one.entries}


def reasons(filled: Sequence[Filled]) -> dict[str, str]:
    """Why each sheet does not count, by its uid."""
    return {one.sheet.uid: one.sheet.reason for one in filled if one.sheet.reason}


def _reason(sheet: PaperSheet) -> dict[str, str]:
    """What minutes say of why a sheet does not count: its hash, but for those of before."""
    if sheet.reason_hash:
        return {"reason_hash": sheet.reason_hash}
    return {"reason": sheet.reason}


def told(ballot_id: int) -> list[dict[str, Any]]:
    """The sheets of a ballot as its minutes tell them: ids of persons, never who held a paper."""
    return [
        {
            "sheet": one.sheet.uid,
            "scan": one.sheet.file_hash,
            "state": one.sheet.state,
            "entered_by": one.sheet.entered_by_id,
            "entered_at": one.sheet.entered_at.isoformat(),
            "settled_by": one.sheet.settled_by_id,
            "settled_at": one.sheet.settled_at.isoformat() if one.sheet.settled_at else "",
            **_reason(one.sheet),
            "entries": [
                {"place": entry.place, "choice": entry.choice, "counts": entry.counts}
                for entry in one.entries
            ],
        }
        for one in sheets(ballot_id)
    ]
