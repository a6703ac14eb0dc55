"""The passages that were erased from the frozen texts of a charter, or are asked to be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import sqlalchemy as sa

from wiki.charter.models import Erasure, FrozenText, Version
from wiki.charter.rules.erasures import ASKED, DONE, Place, at
from wiki.kernel.db import reading
from wiki.kernel.errors import Missing


class Listed(NamedTuple):
    """An erasure, the number of its version, and what it would erase while it is only asked."""

    erasure: Erasure
    version: str
    words: str


def by_uid(uid: str) -> Erasure:
    """The erasure of this uid. Raises `Missing`."""
    query = sa.select(Erasure).where(Erasure.uid == uid.replace("\x00", ""))
    found = reading().scalar(query.execution_options(populate_existing=True))
    if found is None:
        raise Missing("erasure_missing")
    return found


def of_charter(charter_id: int, states: Sequence[str] = (ASKED, DONE)) -> list[Listed]:
    """Those of a charter in some states, in order."""
    query = (
        sa.select(Erasure, Version, FrozenText.text)
        .join(Version, Version.hash == Erasure.text_hash)
        .join(FrozenText, FrozenText.hash == Erasure.text_hash)
        .where(Erasure.charter_id == charter_id, Erasure.state.in_(states))
        .order_by(Erasure.id)
    )
    return [
        Listed(one, version.number, _words(one, text))
        for one, version, text in reading().execute(query)
    ]


def _words(one: Erasure, text: str) -> str:
    return at(text, Place(one.start, one.size)) if one.state == ASKED else ""
