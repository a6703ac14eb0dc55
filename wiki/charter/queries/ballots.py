"""The ballots of a charter, their electors, what counts in them and what is objected."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from wiki.charter.models import Ballot, BallotOption, Charter, Elector, Objection, Opinion, Vote
from wiki.charter.queries import persons, urns
from wiki.charter.rules import consent, terms, verdict
from wiki.charter.rules.ballots import CANCELLED, CLOSED, OPEN
from wiki.charter.rules.tally import (
    ABSTAIN,
    BLANK,
    NO,
    RUN_OFF,
    YES,
    Body,
    Count,
    Rule,
    electors_at_close,
)
from wiki.charter.rules.terms import PERSONS, Terms
from wiki.kernel.db import reading
from wiki.kernel.errors import Missing
from wiki.members.models import Member
from wiki.pages.models import Page

#: Ballots of a charter shown at once.
SIZE = 200


class Said(NamedTuple):
    """A vote: of which place, by whom, what, and whether it counts."""

    place: str
    place_uid: str
    member_id: int
    member: str
    choice: str
    word: str
    cast_at: datetime
    is_current: bool
    mandate: str


class Objected(NamedTuple):
    """An objection, its place, and how many places find it founded, and a concern."""

    objection: Objection
    place: str
    place_uid: str
    member: str
    founded: int
    concerns: int


class Electorate(NamedTuple):
    """The places that may vote: all those of the opening, and those that left since."""

    places: Sequence[Elector]
    left: Sequence[Elector]


def by_uid(uid: str, *, locked: bool = False, shared: bool = False) -> Ballot:
    """The ballot of this uid, held to be changed or so that nobody does. Raises `Missing`."""
    query = sa.select(Ballot).where(Ballot.uid == uid.replace("\x00", ""))
    if locked or shared:
        query = query.with_for_update(read=shared, key_share=not shared)
        query = query.execution_options(populate_existing=True)
    found = reading().scalar(query)
    if found is None:
        raise Missing("ballot_missing")
    return found


def charter_of(ballot: Ballot) -> Charter:
    """The charter that it is of."""
    return reading().get_one(Charter, ballot.charter_id)


def rule_of(ballot: Ballot) -> Rule:
    """How it is decided."""
    return verdict.read(json.loads(ballot.rule))


def terms_of(ballot: Ballot) -> Terms:
    """How it is held beside that."""
    return terms.read(json.loads(ballot.terms))


def of_charter(charter_id: int) -> Sequence[Ballot]:
    """The ballots of a charter, the newest first, without the texts that they are about."""
    query = sa.select(Ballot).where(Ballot.charter_id == charter_id)
    heavy = (sa.orm.defer(Ballot.text), sa.orm.defer(Ballot.minutes))
    query = query.order_by(Ballot.number.desc()).limit(SIZE).options(*heavy)
    return reading().scalars(query).all()


def open_ones() -> Sequence[Ballot]:
    """Those of all charters that are open."""
    return reading().scalars(sa.select(Ballot).where(Ballot.state == OPEN)).all()


def of_object(kind: str, uid: str) -> Sequence[Ballot]:
    """The ballots about one thing, the newest first."""
    query = sa.select(Ballot).where(Ballot.kind == kind, Ballot.object_uid == uid)
    return reading().scalars(query.order_by(Ballot.id.desc())).all()


def under_way(kind: str, uid: str) -> Ballot | None:
    """The ballot about one thing that is not proclaimed yet, if there is one."""
    return next((one for one in of_object(kind, uid) if one.state in (OPEN, CLOSED)), None)


def last_of(charter_id: int, kind: str, uid: str = "") -> Ballot | None:
    """The last ballot of a charter about a sort of things, or one of them, not given up."""
    query = sa.select(Ballot).where(
        Ballot.charter_id == charter_id, Ballot.kind == kind, Ballot.state != CANCELLED
    )
    if uid:
        query = query.where(Ballot.object_uid == uid)
    return reading().scalar(query.order_by(Ballot.id.desc()).limit(1))


def before(ballot: Ballot) -> Ballot | None:
    """The ballot that this one follows; one that was given up decided nothing."""
    found = _before(ballot)
    while found is not None and found.state == CANCELLED:
        found = _before(found)
    return found


def _before(ballot: Ballot) -> Ballot | None:
    return reading().get(Ballot, ballot.follows_id) if ballot.follows_id else None


def after(ballot: Ballot) -> Ballot | None:
    """The ballot that follows this one, and was not given up."""
    found = last_try(ballot)
    return None if found.id == ballot.id or found.state == CANCELLED else found


def last_try(ballot: Ballot) -> Ballot:
    """The ballot that follows this one, the last one of those that were given up; else itself."""
    found = ballot
    while found.id == ballot.id or found.state == CANCELLED:
        following = reading().scalar(sa.select(Ballot).where(Ballot.follows_id == found.id))
        if following is None:
            break
        found = following
    return found


def last_number(charter_id: int) -> int:
    """How many ballots a charter has had."""
    query = sa.select(sa.func.coalesce(sa.func.max(Ballot.number), 0))
    return int(reading().scalar(query.where(Ballot.charter_id == charter_id)) or 0)


# -- Who votes, and what


def held_elector(ballot_id: int, place_uid: str) -> Elector:
    """A place of a ballot, held so that it says one thing at a time. Raises `Missing`."""
    place = sa.select(Page.id).where(Page.uid == place_uid.replace("\x00", "")).scalar_subquery()
    query = sa.select(Elector).where(Elector.ballot_id == ballot_id, Elector.place_id == place)
    query = query.with_for_update().execution_options(populate_existing=True)
    found = reading().scalar(query)
    if found is None:
        raise Missing("ballot_elector")
    return found


def electorate(ballot_id: int) -> Electorate:
    """The places of a ballot, by title."""
    query = sa.select(Elector).where(Elector.ballot_id == ballot_id)
    found = sorted(reading().scalars(query), key=lambda one: (one.title, one.place_id))
    return Electorate(found, [one for one in found if one.left_at is not None])


def votes(ballot_id: int) -> list[Said]:
    """All that was said, by place, the last word first."""
    query = (
        sa.select(
            Elector.title,
            Page.uid,
            Vote.member_id,
            Member.name,
            Vote.choice,
            Vote.word,
            Vote.cast_at,
            Vote.is_current,
            Vote.mandate,
        )
        .join(
            Elector,
            sa.and_(Elector.ballot_id == Vote.ballot_id, Elector.place_id == Vote.place_id),
        )
        .join(Page, Page.id == Vote.place_id)
        .join(Member, Member.id == Vote.member_id)
        .where(Vote.ballot_id == ballot_id)
        .order_by(Vote.place_id, Vote.id.desc())
    )
    found = [Said._make(row) for row in reading().execute(query)]
    return sorted(found, key=lambda one: one.place)


def current(ballot_id: int) -> Mapping[int, str]:
    """What counts: place -> choice."""
    query = sa.select(Vote.place_id, Vote.choice)
    query = query.where(Vote.ballot_id == ballot_id, Vote.is_current)
    return {row.place_id: row.choice for row in reading().execute(query)}


def mandate_of(ballot_id: int, place_id: int) -> str:
    """By which mandate the vote of a place that counts was cast, "" for none."""
    query = sa.select(Vote.mandate).where(
        Vote.ballot_id == ballot_id, Vote.place_id == place_id, Vote.is_current
    )
    return reading().scalar(query) or ""


def heard(ballot: Ballot) -> set[int]:
    """The places that have said something that counts; the members where each has a voice."""
    if terms_of(ballot).unit == PERSONS:
        return persons.heard(ballot)
    return urns.signed(ballot.id) if terms_of(ballot).is_secret else set(current(ballot.id))


def papers(ballot: Ballot) -> list[str]:
    """What was said that counts, without whose it is."""
    if terms_of(ballot).unit == PERSONS:
        return persons.papers(ballot)
    if terms_of(ballot).is_secret:
        return list(urns.counts(ballot.id).elements())
    return list(current(ballot.id).values())


def body(ballot_id: int) -> Body:
    """Who may vote in a ballot and what they said, as it counts now; of the first of several texts.

    A secret vote cannot be taken out: a place that was excluded after it is still counted.
    """
    ballot = reading().get_one(Ballot, ballot_id)
    if terms_of(ballot).unit == PERSONS:
        return persons.body(ballot)
    is_secret, said, places = terms_of(ballot).is_secret, heard(ballot), electorate(ballot_id)
    of = Counter(one.partition(",")[0] for one in papers(ballot))
    stays = said if is_secret else set[int]()
    excluded = sum(one.is_excluded and one.place_id not in stays for one in places.left)
    unheard = sum(not one.is_excluded and one.place_id not in said for one in places.left)
    return Body(
        Count(of[YES], of[NO], of[ABSTAIN], of[BLANK]),
        electors_at_close(len(places.places), unheard, excluded),
    )


# -- Where several wordings are told apart


def options(ballot_id: int) -> Sequence[BallotOption]:
    """The wordings of a ballot, in their order; none for one text."""
    query = sa.select(BallotOption).where(BallotOption.ballot_id == ballot_id)
    return reading().scalars(query.order_by(BallotOption.number)).all()


def of_option(uid: str) -> Sequence[Ballot]:
    """The ballots in which something was one of several wordings, the newest first."""
    query = sa.select(Ballot).join(BallotOption, BallotOption.ballot_id == Ballot.id)
    query = query.where(BallotOption.object_uid == uid).order_by(Ballot.id.desc())
    return reading().scalars(query).all()


def next_object(ballot: Ballot) -> str:
    """The uid of what the ballot that follows one is about: those that it left alike."""
    if ballot.outcome != RUN_OFF:
        return ballot.object_uid
    return ".".join(minutes(ballot)["chosen"])


# -- What is objected


def objection(uid: str, *, locked: bool = False) -> Objection:
    """The objection of this uid. Raises `Missing`."""
    query = sa.select(Objection).where(Objection.uid == uid.replace("\x00", ""))
    if locked:
        query = query.with_for_update().execution_options(populate_existing=True)
    found = reading().scalar(query)
    if found is None:
        raise Missing("objection_missing")
    return found


def objections(ballot_id: int) -> list[Objected]:
    """The objections of a ballot, the first raised first."""
    query = (
        sa.select(Objection, Elector.title, Page.uid, Member.name)
        .join(
            Elector,
            sa.and_(
                Elector.ballot_id == Objection.ballot_id, Elector.place_id == Objection.place_id
            ),
        )
        .join(Page, Page.id == Objection.place_id)
        .join(Member, Member.id == Objection.member_id)
        .where(Objection.ballot_id == ballot_id)
        .order_by(Objection.id)
    )
    found = reading().execute(query).all()
    judged = _judged(ballot_id)
    return [Objected(*row, judged[row[0].id, True], judged[row[0].id, False]) for row in found]


def _judged(ballot_id: int) -> Counter[tuple[int, bool]]:
    query = (
        sa.select(Opinion.objection_id, Opinion.is_founded, sa.func.count())
        .join(Objection, Objection.id == Opinion.objection_id)
        .where(Objection.ballot_id == ballot_id)
        .group_by(Opinion.objection_id, Opinion.is_founded)
    )
    found: Counter[tuple[int, bool]] = Counter()
    for objection_id, is_founded, number in reading().execute(query):
        found[objection_id, bool(is_founded)] = number
    return found


def raised_by(ballot_id: int, place_id: int) -> list[Objection]:
    """The objections of a place that it may still lift."""
    query = sa.select(Objection).where(
        Objection.ballot_id == ballot_id,
        Objection.place_id == place_id,
        Objection.state == consent.RAISED,
    )
    return list(reading().scalars(query))


def blocking(ballot_id: int) -> int:
    """How many objections keep a ballot from adopting; not those of who was excluded."""
    query = (
        sa.select(sa.func.count())
        .select_from(Objection)
        .join(
            Elector,
            sa.and_(
                Elector.ballot_id == Objection.ballot_id, Elector.place_id == Objection.place_id
            ),
        )
        .where(
            Objection.ballot_id == ballot_id,
            Objection.state.in_(consent.BLOCKING),
            Elector.is_excluded.is_(False),
        )
    )
    return int(reading().scalar(query) or 0)


def address_of(ballot: Ballot) -> tuple[str, dict[str, Any]]:
    """The endpoint and values of the address at which what a ballot is about is shown."""
    said = json.loads(ballot.address)
    return str(said["endpoint"]), dict(said["values"])


def minutes(ballot: Ballot) -> Mapping[str, Any]:
    """What its minutes say. Raises `Missing` before it is proclaimed."""
    if not ballot.minutes:
        raise Missing("ballot_minutes")
    return json.loads(ballot.minutes)  # type: ignore[no-any-return]
