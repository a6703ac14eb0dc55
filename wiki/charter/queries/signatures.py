"""What the places signed, and where each stands with the version in force."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import sqlalchemy as sa

from wiki.charter.models import Charter, Signature, Version
from wiki.charter.queries.electorate import places_of
from wiki.charter.rules.signatures import SIGNED, Came, standing
from wiki.kernel import clock
from wiki.kernel.db import reading
from wiki.organisations.queries.mandates import of_member
from wiki.pages.models import Page


class Standing(NamedTuple):
    """A place, where it stands (a code of `rules.signatures.STATES`), and its last act, if any."""

    place_id: int
    title: str
    state: str
    last: Signature | None
    #: The number of the version that it signed last.
    number: str


class Spoken(NamedTuple):
    """A place that somebody speaks for, and the mandate by which they do."""

    place: Page
    mandate: str


def last_acts(charter_id: int) -> dict[int, Signature]:
    """The last act of each place on a charter."""
    newest = (
        sa.select(sa.func.max(Signature.id))
        .where(Signature.charter_id == charter_id)
        .group_by(Signature.place_id)
    )
    query = sa.select(Signature).where(Signature.id.in_(newest))
    return {one.place_id: one for one in reading().scalars(query)}


def register(charter: Charter) -> list[Standing]:
    """Where each place stands: those of the network today, and those that ever signed, by title."""
    versions = _came(charter.id)
    acts = last_acts(charter.id)
    titles = {place: one.title for place, one in acts.items()} | dict(places_of(charter.network_id))
    found = [_standing(place, title, acts.get(place), versions) for place, title in titles.items()]
    return sorted(found, key=lambda one: (one.title.casefold(), one.place_id))


def standing_of(charter: Charter, place: Page) -> Standing:
    """Where one place stands."""
    last = last_acts(charter.id).get(place.id)
    return _standing(place.id, place.title, last, _came(charter.id))


def _standing(
    place_id: int, title: str, last: Signature | None, versions: Sequence[Version]
) -> Standing:
    signed = next((one for one in versions if last and one.id == last.version_id), None)
    since = versions[versions.index(signed) + 1 :] if signed else ()
    later = [Came(one.severity, one.in_force_at) for one in since if one.in_force_at]
    state = standing(last.act if last else None, later, clock.now())
    return Standing(place_id, title, state, last, signed.number if signed else "")


def _came(charter_id: int) -> list[Version]:
    """The versions that ever were in force, in order."""
    query = sa.select(Version).where(
        Version.charter_id == charter_id, Version.in_force_at.is_not(None)
    )
    return list(reading().scalars(query.order_by(Version.in_force_at, Version.id)))


def signatories(version: Version) -> list[Signature]:
    """The places that signed this very version, in order; also those that took it back since."""
    query = sa.select(Signature).where(Signature.version_id == version.id, Signature.act == SIGNED)
    return list(reading().scalars(query.order_by(Signature.id)))


def spoken_for(charter: Charter, member_id: int | None) -> list[Spoken]:
    """The places of the network for which a member speaks today, by title."""
    if member_id is None:
        return []
    today = clock.now().date().isoformat()
    held = {one.page_uid: one.uid for one in of_member(member_id) if one.runs(today)}
    if not held:
        return []
    query = sa.select(Page).where(
        Page.uid.in_(held), Page.id.in_(list(places_of(charter.network_id)))
    )
    return [Spoken(one, held[one.uid]) for one in reading().scalars(query.order_by(Page.key))]
