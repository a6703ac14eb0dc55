"""What the places signed, and where each stands with the version in force."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from wiki.charter.models import Charter, Signature, Version
from wiki.charter.queries.electorate import places_of
from wiki.charter.rules.signatures import OBJECTED, SIGNED, Came, deadline, standing
from wiki.kernel import clock
from wiki.kernel.db import reading
from wiki.language.folding import fold
from wiki.organisations.queries.mandates import of_member
from wiki.pages.models import Page
from wiki.pages.queries import pages
from wiki.places.life import ENDED
from wiki.places.models import Place


class Standing(NamedTuple):
    """A place, where it stands (a code of `rules.signatures.STATES`), and its last act, if any."""

    place_id: int
    title: str
    state: str
    last: Signature | None
    #: What it signed last, if it ever did, and the number of that version.
    signed: Signature | None
    number: str
    #: Until when it may sign again, or object to what its signature was carried over to.
    until: datetime | None


class Spoken(NamedTuple):
    """A place that somebody speaks for, and the mandate by which they do."""

    place: Page
    mandate: str


def _last_acts(
    charter_ids: Collection[int], acts: Collection[str] = ()
) -> dict[int, dict[int, Signature]]:
    """Charter -> place -> its last act on it; of these `acts`, when some are named."""
    newest = sa.select(sa.func.max(Signature.id)).where(Signature.charter_id.in_(charter_ids))
    if acts:
        newest = newest.where(Signature.act.in_(acts))
    newest = newest.group_by(Signature.charter_id, Signature.place_id)
    found: dict[int, dict[int, Signature]] = {one: {} for one in charter_ids}
    for one in reading().scalars(sa.select(Signature).where(Signature.id.in_(newest))):
        found[one.charter_id][one.place_id] = one
    return found


def register(charter: Charter) -> list[Standing]:
    """Where each place stands: those of the network today, and those that ever signed, by title."""
    told = _told([charter.id])[charter.id]
    titles = {place: one.title for place, one in told.acts.items()}
    titles |= dict(places_of(charter.network_id))
    found = [told.standing(place, title) for place, title in titles.items()]
    return sorted(found, key=lambda one: (fold(one.title), one.place_id))


def standing_of(charter: Charter, place: Page) -> Standing:
    """Where one place stands."""
    return _told([charter.id])[charter.id].standing(place.id, place.title)


def standings(places: Mapping[int, Collection[Page]]) -> dict[tuple[int, int], Standing]:
    """Where some places stand with some charters: (charter, place) -> that."""
    told = _told(list(places))
    return {
        (charter_id, one.id): told[charter_id].standing(one.id, one.title)
        for charter_id, pages_ in places.items()
        for one in pages_
    }


class Signed(NamedTuple):
    """A charter that a place signed once, and where it stands now."""

    charter: Charter
    standing: Standing


#: Places whose signatures are told at once.
_PLACES = 200


def of_places(place_ids: Collection[int]) -> list[Signed]:
    """What some places signed, by charter and title."""
    asked = sorted(place_ids)[:_PLACES]
    pairs = sa.select(Signature.charter_id, Signature.place_id).where(
        Signature.place_id.in_(asked), Signature.act == SIGNED
    )
    rows = reading().execute(pairs.distinct()).all()
    query = sa.select(Charter).where(Charter.id.in_({row.charter_id for row in rows}))
    charters = {one.id: one for one in reading().scalars(query)}
    told, titles = _told(list(charters)), pages.titles({row.place_id for row in rows})
    found = [
        Signed(charters[charter], told[charter].standing(place, titles[place]))
        for charter, place in rows
    ]
    return sorted(
        found,
        key=lambda one: (fold(one.charter.title), one.charter.id, fold(one.standing.title)),
    )


def _told(charter_ids: Collection[int]) -> dict[int, _Told]:
    acts, signed = _last_acts(charter_ids), _last_acts(charter_ids, (SIGNED,))
    versions = _came(charter_ids)
    return {one: _Told(acts[one], signed[one], versions[one]) for one in charter_ids}


class _Told(NamedTuple):
    """All that tells where the places stand with a charter."""

    acts: Mapping[int, Signature]
    signed: Mapping[int, Signature]
    versions: list[Version]

    def standing(self, place_id: int, title: str) -> Standing:
        last, signed, now = self.acts.get(place_id), self.signed.get(place_id), clock.now()
        later = self._since(last) if last else []
        state = standing(last.act if last else None, later, now)
        number = next((one.number for one in self.versions if _is_of(one, signed)), "")
        until = deadline(state, later, now)
        return Standing(place_id, title, state, last, signed, number, until)

    def _since(self, last: Signature) -> list[Came]:
        """The versions that came after the one that an act is about."""
        ids = [one.id for one in self.versions]
        since = self.versions[ids.index(last.version_id) + 1 :] if last.version_id in ids else []
        return [Came(one.severity, one.in_force_at) for one in since if one.in_force_at]


def _is_of(version: Version, signed: Signature | None) -> bool:
    return signed is not None and signed.version_id == version.id


def came(charter_id: int) -> list[Version]:
    """The versions that ever were in force, in order."""
    return _came([charter_id])[charter_id]


def _came(charter_ids: Collection[int]) -> dict[int, list[Version]]:
    query = sa.select(Version).where(
        Version.charter_id.in_(charter_ids), Version.in_force_at.is_not(None)
    )
    found: dict[int, list[Version]] = {one: [] for one in charter_ids}
    for one in reading().scalars(query.order_by(Version.in_force_at, Version.id)):
        found[one.charter_id].append(one)
    return found


def signatories(version: Version) -> list[Signature]:
    """The places that signed this very version, in order; also those that took it back since."""
    query = sa.select(Signature).where(Signature.version_id == version.id, Signature.act == SIGNED)
    return list(reading().scalars(query.order_by(Signature.id)))


def objectors(version: Version) -> list[Signature]:
    """The places that objected to having their signature carried over to a version, in order."""
    query = sa.select(Signature).where(
        Signature.version_id == version.id, Signature.act == OBJECTED
    )
    return list(reading().scalars(query.order_by(Signature.id)))


def closed(place_ids: Collection[int]) -> set[int]:
    """Those of some places that are no more: closed, moved, or in the bin."""
    ended = sa.or_(Page.deleted_at.is_not(None), Place.status.in_(ENDED))
    query = sa.select(Page.id).outerjoin(Place, Place.page_id == Page.id)
    return set(reading().scalars(query.where(Page.id.in_(list(place_ids)), ended)))


def uids(place_ids: Collection[int]) -> dict[int, str]:
    """The uids of some places, by the ids of their pages."""
    query = sa.select(Page.id, Page.uid).where(Page.id.in_(list(place_ids)))
    return {row.id: row.uid for row in reading().execute(query)}


def spoken_for(charter: Charter, member_id: int | None) -> list[Spoken]:
    """The places of the network for which a member speaks today, by title."""
    return spoken_in([charter], member_id)[charter.id]


def spoken_in(charters: Collection[Charter], member_id: int | None) -> dict[int, list[Spoken]]:
    """The same in some charters, each network being read once."""
    today = clock.now().date().isoformat()
    mandates = of_member(member_id) if member_id is not None else ()
    held = {one.page_uid: one.uid for one in mandates if one.runs(today)}
    if not held:
        return {one.id: [] for one in charters}
    query = sa.select(Page).where(Page.uid.in_(held)).order_by(Page.sort, Page.key)
    spoken = [Spoken(one, held[one.uid]) for one in reading().scalars(query)]
    of = {network: places_of(network) for network in {one.network_id for one in charters}}
    return {
        charter.id: [one for one in spoken if one.place.id in of[charter.network_id]]
        for charter in charters
    }
