"""The amendments that two authors are to sign together, in place of what each had asked."""

from __future__ import annotations

import sqlalchemy as sa

from wiki.charter.models import Amendment, Charter, Combined
from wiki.charter.queries import amendments
from wiki.charter.queries.amendments import Held
from wiki.charter.rules.amendments import State
from wiki.kernel.db import reading


def sources(amendment_id: int) -> list[Held]:
    """The two amendments that one combines, by number; none for any other."""
    query = sa.select(Combined.source_id).where(Combined.amendment_id == amendment_id)
    found = amendments.of_ids(reading().scalars(query).all())
    return sorted(found.values(), key=lambda one: one.amendment.number)


def partner(amendment: Amendment) -> int | None:
    """Who wrote the other one of the two that an amendment combines, None for any other."""
    query = (
        sa.select(Amendment.author_id)
        .join(Combined, Combined.source_id == Amendment.id)
        .where(Combined.amendment_id == amendment.id, Amendment.author_id != amendment.author_id)
    )
    return reading().scalar(query)


def is_combined(amendment_id: int) -> bool:
    """Whether an amendment is one that combines two."""
    query = sa.select(sa.exists().where(Combined.amendment_id == amendment_id))
    return bool(reading().scalar(query))


def made_of(amendment_id: int) -> list[int]:
    """The numbers of the wordings that wait to be signed in place of an amendment, and another."""
    query = (
        sa.select(Amendment.number)
        .join(Combined, Combined.amendment_id == Amendment.id)
        .where(Combined.source_id == amendment_id, Amendment.state == State.DRAFT)
        .order_by(Amendment.number)
    )
    return list(reading().scalars(query))


def to_sign(member_id: int) -> list[tuple[Charter, Amendment]]:
    """Those that wait for the signature of a member."""
    source = sa.orm.aliased(Amendment)
    query = (
        sa.select(Charter, Amendment)
        .join(Charter, Charter.id == Amendment.charter_id)
        .join(Combined, Combined.amendment_id == Amendment.id)
        .join(source, source.id == Combined.source_id)
        .where(
            source.author_id == member_id,
            Amendment.author_id != member_id,
            Amendment.state == State.DRAFT,
        )
        .order_by(Charter.id, Amendment.number)
    )
    return [(row[0], row[1]) for row in reading().execute(query)]
