"""The censuses, and how far each has come."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import sqlalchemy as sa

from wiki.census import rules
from wiki.census.models import Campaign, Count
from wiki.kernel.db import look, reading
from wiki.kernel.errors import Missing
from wiki.kernel.pager import PAGE_SIZE, Slice, slice_of


class Progress(NamedTuple):
    """How many targets are in each state: in each department, and in all."""

    departments: Mapping[str, Mapping[str, int]]
    total: Mapping[str, int]

    @property
    def targets(self) -> int:
        """How many there are."""
        return sum(self.total.values())


_COUNTS = (
    sa.select(Count.department, Count.state, Count.number)
    .where(Count.census_id == sa.bindparam("of"), Count.number > 0)
    .order_by(Count.department)
)


def campaigns(before: int | None = None) -> Slice[Campaign]:
    """The censuses, the newest first, those before a key."""
    query = sa.select(Campaign).order_by(Campaign.id.desc()).limit(PAGE_SIZE + 1)
    if before is not None:
        query = query.where(Campaign.id < before)
    return slice_of(reading().scalars(query).all(), PAGE_SIZE, lambda one: one.id)


def by_uid(uid: str, *, locked: bool = False) -> Campaign:
    """The census of this uid. Raises `Missing`."""
    query = sa.select(Campaign).where(Campaign.uid == uid.replace("\x00", ""))
    if locked:
        query = query.with_for_update().execution_options(populate_existing=True)
    found = reading().scalar(query)
    if found is None:
        raise Missing("census_missing")
    return found


def open_ones() -> list[Campaign]:
    """Those that are open."""
    query = sa.select(Campaign).where(Campaign.state == rules.OPEN).order_by(Campaign.id)
    return list(reading().scalars(query))


def settings_of(campaign: Campaign) -> rules.Settings:
    """What a census is, as its form says it."""
    return rules.Settings(
        campaign.title,
        campaign.intro,
        campaign.method,
        campaign.kind,
        tuple(campaign.fields),
        campaign.opens_on,
        campaign.closes_on,
        campaign.territory,
        str(campaign.remind_after),
        str(campaign.remind_most),
        campaign.is_public,
    )


def progress(census_id: int) -> Progress:
    """How many targets are in each state."""
    departments: dict[str, dict[str, int]] = {}
    total: dict[str, int] = {}
    for department, state, number in look(_COUNTS, of=census_id):
        departments.setdefault(department, {})[state] = number
        total[state] = total.get(state, 0) + number
    return Progress(departments, total)
