"""Which places decide for a network, and for which of them somebody speaks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from wiki.charter.models import Elector
from wiki.charter.queries import proxies
from wiki.charter.rules.electorate import LATELY, Moved, is_member, moved
from wiki.charter.rules.proxies import BY_PROXY
from wiki.kernel import clock
from wiki.kernel.db import reading
from wiki.kernel.slugs import title_key
from wiki.language.folding import fold
from wiki.organisations.queries.mandates import of_member
from wiki.pages.models import Page, Revision
from wiki.pages.queries import pages


class Spoken(NamedTuple):
    """A place for which somebody speaks in a ballot, and the mandate by which they do."""

    place_id: int
    uid: str
    title: str
    mandate: str
    #: The place that votes for it by proxy, "" for none.
    by: str = ""


def places_of(network_id: int) -> Mapping[int, str]:
    """The places that are members of a network today: their pages, with their titles."""
    network = reading().get_one(Page, network_id)
    today = clock.now().date().isoformat()
    rows = pages.head(network).sheet.values.get("members", ())
    said = [title_key(str(row.get("place", ""))) for row in rows if is_member(row, today)]
    keys = [title_key(title) for title in pages.existing_titles(said).values()]
    query = sa.select(Page.id, Page.title).where(Page.key.in_(keys), Page.deleted_at.is_(None))
    return {row.id: row.title for row in reading().execute(query)}


def moved_lately(network_id: int, at: datetime | None = None) -> Moved:
    """What the page of a network changed of its members in the days before a moment, or now.

    By what the page said at both: who may write it could choose who decides. A page that is newer
    than that changed nothing.
    """
    now = at or clock.now()
    after, before = (_said_at(network_id, one) for one in (now, now - LATELY))
    if after is None or before is None:
        return Moved((), ())
    day = now.date().isoformat()
    return moved(_members(before, day), _members(after, day))


def _said_at(network_id: int, at: datetime) -> Revision | None:
    query = sa.select(Revision).where(Revision.page_id == network_id, Revision.created_at <= at)
    return reading().scalar(query.order_by(Revision.number.desc()).limit(1))


def _members(revision: Revision, day: str) -> list[str]:
    rows = revision.sheet.values.get("members", ())
    return [str(row.get("place", "")) for row in rows if is_member(row, day)]


def spoken_for(ballot_id: int, member_id: int | None) -> list[Spoken]:
    """The places of a ballot for which a member speaks today, by title; then those by proxy."""
    mine = own(ballot_id, member_id)
    given = {to: giver for giver, to in proxies.given(ballot_id).items()} if mine else {}
    found = [
        one._replace(by=held.title, mandate=f"{BY_PROXY}{held.mandate}")
        for held in mine
        if held.place_id in given
        for one in _electors(ballot_id, given[held.place_id])
    ]
    known = {one.place_id for one in mine}
    return [*mine, *(one for one in found if one.place_id not in known)]


def _electors(ballot_id: int, place_id: int) -> list[Spoken]:
    query = (
        sa.select(Elector.place_id, Page.uid, Elector.title)
        .join(Page, Page.id == Elector.place_id)
        .where(
            Elector.ballot_id == ballot_id,
            Elector.place_id == place_id,
            Elector.left_at.is_(None),
        )
    )
    return [Spoken(*row, "") for row in reading().execute(query)]


def own(ballot_id: int, member_id: int | None) -> list[Spoken]:
    """The places of a ballot for which a member speaks today by a mandate, by title."""
    if member_id is None:
        return []
    today = clock.now().date().isoformat()
    held = {one.page_uid: one.uid for one in of_member(member_id) if one.runs(today)}
    query = (
        sa.select(Elector.place_id, Page.uid, Elector.title)
        .join(Page, Page.id == Elector.place_id)
        .where(Elector.ballot_id == ballot_id, Page.uid.in_(held), Elector.left_at.is_(None))
    )
    rows = sorted(reading().execute(query), key=lambda row: (fold(row.title), row.place_id))
    return [Spoken(*row, held[row.uid]) for row in rows]


def uids_of(ballot_id: int) -> Mapping[int, str]:
    """The places of a ballot: the ids of their pages, with their uids."""
    query = sa.select(Page.id, Page.uid).join(Elector, Elector.place_id == Page.id)
    rows = reading().execute(query.where(Elector.ballot_id == ballot_id))
    return {row.id: row.uid for row in rows}
