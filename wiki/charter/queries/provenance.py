"""Where each sentence of a version comes from: the amendments that it is due to, their ballots."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import sqlalchemy as sa

from wiki.charter.models import Amendment, Ballot, Charter, Provenance, Version
from wiki.charter.queries import charters
from wiki.charter.queries.amendments import Held, of_ids
from wiki.charter.rules.ballots import CANCELLED
from wiki.charter.rules.blocks import Numbered
from wiki.charter.rules.provenance import Passage, sections, traced
from wiki.kernel.db import reading
from wiki.kernel.errors import Missing
from wiki.pages.models import Page
from wiki.pages.queries import pages

#: What no step explains.
_UNKNOWN = 0


class Step(NamedTuple):
    """A revision of the draft that a version goes back to: the block that it changed, "" for all.

    It is due to an amendment, or to those who wrote the draft of `version`.
    """

    revision: int
    block: str
    version: Version
    held: Held | None
    ballot: Ballot | None


class Traced(NamedTuple):
    """A block of a version: the steps that its title is due to, and the passages of its words."""

    block: Numbered
    title: tuple[int, ...]
    passages: tuple[Passage, ...]


def steps(version: Version) -> dict[int, Step]:
    """The steps by which the text of a version was made, by revision, in order."""
    lineage = {one.id: one for one in _lineage(version)}
    rows = reading().execute(
        sa.select(Provenance, Amendment.version_id)
        .join(Amendment, Amendment.id == Provenance.amendment_id)
        .outerjoin(Ballot, Ballot.uid == Provenance.ballot)
        .where(
            Amendment.version_id.in_(lineage),
            sa.or_(Ballot.state.is_(None), Ballot.state != CANCELLED),  # what it did was undone
        )
    )
    told = [(row[0], lineage[row[1]]) for row in rows]
    held = of_ids([one.amendment_id for one, _ in told])
    ballots = _ballots([one.ballot for one, _ in told])
    found = {
        one.opened_revision: Step(one.opened_revision, "", one, None, None)
        for one in lineage.values()
        if one.opened_revision is not None
    }
    # A version that begins where an amendment left the draft has written nothing.
    for one, of in told:
        by = held[one.amendment_id], ballots.get(one.ballot)
        found[one.revision] = Step(one.revision, one.block, of, *by)
    return dict(sorted(found.items()))


def _lineage(version: Version) -> Iterator[Version]:
    """A version and those that it goes back to; without one in force, the next goes on from all."""
    older = [one for one in charters.versions(version.charter_id) if one.id <= version.id]
    wanted: int | None = version.id
    for one in older:
        if wanted is None:
            yield one
        elif one.id == wanted:
            yield one
            wanted = one.parent_id


def _ballots(uids: Sequence[str]) -> Mapping[str, Ballot]:
    query = sa.select(Ballot).where(Ballot.uid.in_(uids))
    return {one.uid: one for one in reading().scalars(query)}


def origins(
    charter: Charter, version: Version, made_by: Mapping[int, Step], wanted: str = ""
) -> list[Traced]:
    """The blocks of a version with where each sentence comes from; one of them, if it is named.

    `made_by` are its `steps`. Raises `Missing`.
    """
    frozen = charters.frozen_blocks(version)
    blocks = [one for one in frozen if not wanted or one.block.id == wanted]
    if not blocks:
        raise Missing("amendment_block_gone", block=wanted)
    said: dict[str, list[tuple[int, str, str]]] = {one.block.id: [] for one in blocks}
    page = charters.draft_page(charter)
    for revision, step in made_by.items():
        changed = [name for name in said if not step.block or step.block == name]
        if changed and (parts := _parts(page, revision)):
            for name in changed:
                said[name].append((revision, *parts.get(name, ("", ""))))
    return [_traced(one, [*said[one.block.id], (_UNKNOWN, *one.block[2:])]) for one in blocks]


def _parts(page: Page, revision: int) -> Mapping[str, tuple[str, str]]:
    """The title and text of each block in a revision; nothing when that was erased."""
    try:
        return sections(pages.text_at(page, revision))
    except Missing:
        return {}


def _traced(block: Numbered, said: Sequence[tuple[int, str, str]]) -> Traced:
    titles = traced((step, title) for step, title, _ in said)
    words = traced((step, text) for step, _, text in said)
    return Traced(block, titles[0].steps if titles else (), words)
