"""The versions of a charter in other languages, and easy to read."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
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
    return _passages(version, _last(version, (form,)))[form]


def _passages(version: Version, last: Mapping[str, Mapping[str, Twin]]) -> dict[str, list[Passage]]:
    """Form -> the version in it, block by block."""
    origins = _origins({one.version_id for of in last.values() for one in of.values()})
    blocks = charters.frozen_blocks(version)
    return {
        form: [_passage(one, of.get(one.block.id), origins) for one in blocks]
        for form, of in last.items()
    }


def _passage(
    block: Numbered, twin: Twin | None, origins: Mapping[int, tuple[str, dict[str, Block]]]
) -> Passage:
    number, blocks = origins[twin.version_id] if twin else ("", {})
    return Passage(block, twin, rules.state(blocks.get(block.block.id), block.block), number)


def passage(version: Version, form: str, block: str) -> Passage:
    """One of them. Raises `Missing`."""
    for one in passages(version, form):
        if one.block.block.id == block:
            return one
    raise Missing("twin_block")


def known(version: Version) -> list[Known]:
    """The forms in which something of a version can be read."""
    read = _passages(version, _last(version, rules.FORMS))
    return [
        Known(form, sum(one.state == FOLLOWS for one in found), len(found))
        for form, found in sorted(read.items())
        if any(one.state != LACKING for one in found)
    ]


def _last(version: Version, forms: Collection[str]) -> dict[str, dict[str, Twin]]:
    """Form -> block -> its last wording, but for those written from a later version.

    What was written from this version comes before what was written from those before it.
    """
    written = sa.select(Twin.form, Twin.block, Twin.id).where(
        Twin.charter_id == version.charter_id,
        Twin.form.in_(list(forms)),
        Twin.version_id <= version.id,
    )
    rows = reading().execute(written.order_by(Twin.version_id, Twin.id))
    last = {(row.form, row.block): row.id for row in rows}
    found: dict[str, dict[str, Twin]] = {one: {} for one in forms}
    for one in reading().scalars(sa.select(Twin).where(Twin.id.in_(last.values()))):
        found[one.form][one.block] = one
    return found


def _origins(ids: set[int]) -> dict[int, tuple[str, dict[str, Block]]]:
    """Some versions: their numbers, and their blocks by id."""
    found: Sequence[Version] = (
        reading().scalars(sa.select(Version).where(Version.id.in_(ids))).all()
    )
    return {
        one.id: (one.number, {each.block.id: each.block for each in charters.frozen_blocks(one)})
        for one in found
    }
