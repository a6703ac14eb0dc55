"""The amendments of a charter: what each asks, what became of it, what they make of the text."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

import sqlalchemy as sa

from wiki.charter.models.amendments import Amendment, AmendmentStep, Provenance, Wording
from wiki.charter.models.texts import Charter
from wiki.charter.rules.amendments import FINAL, FOLLOWING, LIVE, State
from wiki.charter.rules.blocks import blocks_of
from wiki.charter.rules.operations import Kind, Operation, Text
from wiki.charter.rules.rebase import Rebased, Verdict, rebased
from wiki.charter.rules.sets import collisions
from wiki.kernel.db import reading
from wiki.kernel.errors import Missing
from wiki.pages.models import Page
from wiki.pages.queries import pages

#: Amendments of a charter that are read at once.
MOST = 1_000


class Held(NamedTuple):
    """An amendment with the wording that holds."""

    amendment: Amendment
    wording: Wording

    @property
    def operation(self) -> Operation:
        """What it asks."""
        return operation_of(self.wording)


def operation_of(wording: Wording) -> Operation:
    """What a wording asks."""
    return Operation(
        Kind(wording.kind),
        wording.block,
        wording.title,
        wording.text,
        wording.after,
        wording.level,
    )


_HELD = sa.select(Amendment, Wording).join(
    Wording,
    sa.and_(Wording.amendment_id == Amendment.id, Wording.number == Amendment.wording),
)


def numbered(charter_id: int, number: int, *, locked: bool = False) -> Held:
    """The amendment of this number; `locked` keeps others from acting on it. Raises `Missing`."""
    if number >= 2**31:  # an address may name any, and no column holds that
        raise Missing("amendment_missing")
    query = _HELD.where(Amendment.charter_id == charter_id, Amendment.number == number)
    if locked:
        query = query.with_for_update(of=Amendment).execution_options(populate_existing=True)
    row = reading().execute(query).first()
    if row is None:
        raise Missing("amendment_missing")
    return Held(*row)


def by_uid(uid: str) -> Held:
    """The amendment of this uid. Raises `Missing`."""
    row = reading().execute(_HELD.where(Amendment.uid == uid.replace("\x00", ""))).first()
    if row is None:
        raise Missing("amendment_missing")
    return Held(*row)


def of_charter(charter_id: int, but: Collection[str] = ()) -> list[Held]:
    """The amendments of a charter by number, but for those in some states."""
    query = (
        _HELD.where(Amendment.charter_id == charter_id, Amendment.state.not_in(but))
        .order_by(Amendment.number)
        .limit(MOST)
    )
    return [Held(*row) for row in reading().execute(query)]


def in_states(charter_id: int, states: Iterable[str]) -> list[Held]:
    """The amendments of a charter that are in some states, by number."""
    query = _HELD.where(
        Amendment.charter_id == charter_id, Amendment.state.in_(list(states))
    ).order_by(Amendment.number)
    return [Held(*row) for row in reading().execute(query)]


def of_ids(ids: Iterable[int]) -> dict[int, Held]:
    """Some amendments, by their ids."""
    query = _HELD.where(Amendment.id.in_(list(ids)))
    return {row[0].id: Held(*row) for row in reading().execute(query)}


def next_number(charter_id: int) -> int:
    """The number that the next amendment of a charter has."""
    query = sa.select(sa.func.coalesce(sa.func.max(Amendment.number), 0)).where(
        Amendment.charter_id == charter_id
    )
    return int(reading().scalar(query) or 0) + 1


def wordings(amendment_id: int) -> list[Wording]:
    """All the wordings of an amendment, the first one first."""
    query = sa.select(Wording).where(Wording.amendment_id == amendment_id).order_by(Wording.number)
    return list(reading().scalars(query))


def steps(amendment_id: int) -> list[AmendmentStep]:
    """All that happened to an amendment, in order."""
    query = (
        sa.select(AmendmentStep)
        .where(AmendmentStep.amendment_id == amendment_id)
        .order_by(AmendmentStep.number)
    )
    return list(reading().scalars(query))


def numbers(ids: Iterable[int]) -> Mapping[int, int]:
    """Id -> number of some amendments."""
    query = sa.select(Amendment.id, Amendment.number).where(Amendment.id.in_(list(ids)))
    return {row[0]: row[1] for row in reading().execute(query)}


def numbers_of(uids: Iterable[str]) -> Mapping[str, int]:
    """Uid -> number of the amendments that some uids name."""
    query = sa.select(Amendment.uid, Amendment.number).where(Amendment.uid.in_(list(uids)))
    return {row[0]: row[1] for row in reading().execute(query)}


def unsettled(version_id: int) -> list[int]:
    """The numbers of the amendments that keep a version from being proposed: not settled yet, or
    adopted and not in its text."""
    settled = [*FINAL, State.DRAFT]
    query = (
        sa.select(Amendment.number)
        .where(Amendment.version_id == version_id, Amendment.state.not_in(settled))
        .order_by(Amendment.number)
    )
    return list(reading().scalars(query))


def twins(charter_id: int, held: Held) -> list[int]:
    """The numbers of the others under way that ask the same."""
    live = [*FOLLOWING, State.SUBMITTED, State.ADOPTED]
    query = (
        sa.select(Amendment.number)
        .join(
            Wording,
            sa.and_(Wording.amendment_id == Amendment.id, Wording.number == Amendment.wording),
        )
        .where(
            Amendment.charter_id == charter_id,
            Amendment.id != held.amendment.id,
            Amendment.state.in_(live),
            Wording.digest == held.wording.digest,
        )
        .order_by(Amendment.number)
    )
    return list(reading().scalars(query))


def provenance(charter_id: int, revisions: Iterable[int]) -> dict[int, Provenance]:
    """Revision of the draft -> the amendment that it took in, of some revisions."""
    query = sa.select(Provenance).where(
        Provenance.charter_id == charter_id, Provenance.revision.in_(list(revisions))
    )
    return {one.revision: one for one in reading().scalars(query)}


# -- The text that they are about


@lru_cache(maxsize=64)
def _blocks(source: str) -> Text:
    return blocks_of(source)


def draft(page: Page) -> Text:
    """The draft as it is now."""
    return _blocks(pages.body(page))


def draft_at(page: Page, revision: int) -> Text:
    """The draft as a revision said it."""
    return draft(page) if revision == page.head else _blocks(pages.text_at(page, revision))


def now(page: Page, held: Held) -> Rebased:
    """What an amendment asks of the draft as it is now."""
    return rebased(draft_at(page, held.wording.base), draft(page), held.operation)


def on_draft(page: Page, found: Iterable[Held]) -> dict[int, Operation]:
    """Number -> what is asked of the draft as it is now, of those that can be taken as they are."""
    asked = {}
    for held in found:
        became = now(page, held)
        if became.verdict is Verdict.CLEAN and became.operation:
            asked[held.amendment.number] = became.operation
    return asked


def rivals(page: Page, found: Iterable[Held]) -> dict[int, list[int]]:
    """Number -> those that cannot be taken with it, of those that may still come into the text."""
    live = [held for held in found if held.amendment.state in LIVE]
    told: dict[int, list[int]] = {}
    for one, other, _ in collisions(draft(page), on_draft(page, live)):
        told.setdefault(one, []).append(other)
        told.setdefault(other, []).append(one)
    return {number: sorted(others) for number, others in told.items()}


def charter_of(amendment: Amendment) -> Charter:
    """The charter that an amendment is of."""
    return reading().get_one(Charter, amendment.charter_id)
