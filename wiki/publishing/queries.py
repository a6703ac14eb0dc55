"""The booklets, their editions, and what they may hold."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from wiki.charter.models import Charter, Version
from wiki.kernel.db import reading
from wiki.kernel.errors import Missing
from wiki.language.folding import fold
from wiki.pages.models import Page
from wiki.publishing.models import Booklet, Edition


class Listed(NamedTuple):
    """A booklet with its newest edition, if it has one."""

    booklet: Booklet
    edition: Edition | None


_other = aliased(Edition)
_LAST = (
    sa.select(sa.func.max(_other.number)).where(_other.booklet_id == Booklet.id).scalar_subquery()
)


def booklets() -> list[Listed]:
    """All of them, the newest first."""
    query = (
        sa.select(Booklet, Edition)
        .outerjoin(Edition, sa.and_(Edition.booklet_id == Booklet.id, Edition.number == _LAST))
        .order_by(Booklet.id.desc())
    )
    return [Listed(*row) for row in reading().execute(query)]


def by_uid(uid: str, *, locked: bool = False) -> Booklet:
    """The booklet of this uid. Raises `Missing`."""
    query = sa.select(Booklet).where(Booklet.uid == uid.replace("\x00", ""))
    found = reading().scalar(query.with_for_update() if locked else query)
    if found is None:
        raise Missing("booklet_missing")
    return found


def editions(booklet_id: int) -> Sequence[Edition]:
    """The editions of a booklet, the newest first."""
    query = sa.select(Edition).where(Edition.booklet_id == booklet_id)
    return reading().scalars(query.order_by(Edition.number.desc())).all()


def edition(booklet_id: int, number: int) -> Edition:
    """One of them. Raises `Missing`."""
    query = sa.select(Edition).where(Edition.booklet_id == booklet_id, Edition.number == number)
    found = reading().scalar(query) if 0 < number < 2**31 else None
    if found is None:
        raise Missing("booklet_edition_missing")
    return found


class FrozenVersion(NamedTuple):
    """A version of a charter whose text does not change any more."""

    uid: str
    title: str
    number: str


def frozen_versions() -> list[FrozenVersion]:
    """Those of all charters, the newest of each first."""
    query = (
        sa.select(Version, Charter)
        .join(Charter, Charter.id == Version.charter_id)
        .where(Version.hash.is_not(None), Version.major.is_not(None))
        .order_by(Version.id.desc())
    )
    found = sorted(reading().execute(query), key=lambda row: (fold(row[1].title), row[1].id))
    return [FrozenVersion(version.uid, charter.title, version.number) for version, charter in found]


def pages_of(keys: Collection[str]) -> list[Page]:
    """The pages of those keys, in the order of their titles."""
    query = sa.select(Page).where(Page.key.in_(keys), Page.deleted_at.is_(None))
    return list(reading().scalars(query.order_by(Page.sort, Page.key)))
