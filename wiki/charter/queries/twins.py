"""The versions of a charter in other languages, and easy to read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import sqlalchemy as sa

from wiki.charter.models import Twin, Version
from wiki.charter.queries import charters
from wiki.charter.rules import twins as rules
from wiki.charter.rules.blocks import Block, Numbered
from wiki.charter.rules.twins import FOLLOWS, LACKING
from wiki.kernel.db import reading
from wiki.kernel.errors import Missing


class Passage(NamedTuple):
    """A block of a version, what it is in another form, and whether that follows it still.

    `since` is the number of the version that it was written from.
    """

    block: Numbered
    twin: Twin | None
    state: str
    since: str


class Known(NamedTuple):
    """A form that a version has: how many of its passages follow the text, of how many."""

    form: str
    follows: int
    blocks: int


def passages(version: Version, form: str) -> list[Passage]:
    """A version in another form, block by block. Raises `Missing` for a form that there is not."""
    rules.language(form)
    return _passages(version, _last(version, form))


def _passages(version: Version, last: dict[str, Twin]) -> list[Passage]:
    origins = _origins({one.version_id for one in last.values()})
    found = []
    for one in charters.frozen_blocks(version):
        twin = last.get(one.block.id)
        number, blocks = origins[twin.version_id] if twin else ("", {})
        state = rules.state(blocks.get(one.block.id), one.block)
        found.append(Passage(one, twin, state, number))
    return found


def passage(version: Version, form: str, block: str) -> Passage:
    """One of them. Raises `Missing`."""
    for one in passages(version, form):
        if one.block.block.id == block:
            return one
    raise Missing("twin_block")


def known(version: Version) -> list[Known]:
    """The forms in which something of a version can be read."""
    query = sa.select(Twin.form).where(Twin.charter_id == version.charter_id).distinct()
    found = []
    for form in sorted(reading().scalars(query)):
        read = passages(version, form) if form in rules.FORMS else []
        if any(one.state != LACKING for one in read):
            found.append(Known(form, sum(one.state == FOLLOWS for one in read), len(read)))
    return found


def _last(version: Version, form: str) -> dict[str, Twin]:
    """The last wording of each block in a form, but for those written from a later version.

    What was written from this version comes before what was written from those before it.
    """
    written = sa.select(Twin.block, Twin.id).where(
        Twin.charter_id == version.charter_id,
        Twin.form == form,
        Twin.version_id <= version.id,
    )
    rows = reading().execute(written.order_by(Twin.version_id, Twin.id))
    last = {row.block: row.id for row in rows}
    query = sa.select(Twin).where(Twin.id.in_(last.values()))
    return {one.block: one for one in reading().scalars(query)}


def _origins(ids: set[int]) -> dict[int, tuple[str, dict[str, Block]]]:
    """Some versions: their numbers, and their blocks by id."""
    found: Sequence[Version] = (
        reading().scalars(sa.select(Version).where(Version.id.in_(ids))).all()
    )
    return {
        one.id: (one.number, {each.block.id: each.block for each in charters.frozen_blocks(one)})
        for one in found
    }
