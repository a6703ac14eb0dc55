"""Papers of an assembly: entered by one guarantor, confirmed or refused by another one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from wiki.charter.models import Ballot, Elector, PaperSheet, PaperVote, Vote
from wiki.charter.queries import ballots
from wiki.charter.queries import paper_votes as queries
from wiki.charter.queries.electorate import uids_of
from wiki.charter.rules import alternatives
from wiki.charter.rules import ballots as ballot_rules
from wiki.charter.rules import paper_votes as rules
from wiki.charter.rules.chain import hidden
from wiki.charter.service.ballots import held
from wiki.charter.service.closing import close_at
from wiki.charter.service.log import note
from wiki.files import queries as files
from wiki.files.models import File
from wiki.kernel import clock
from wiki.kernel.db import act, reading
from wiki.kernel.errors import Conflict, Invalid
from wiki.kernel.permissions import SYSTEM, Actor


class Given(NamedTuple):
    """What a paper says: of which place, what, and who held it."""

    place: str
    choice: str
    holder: str


def enter(actor: Actor, uid: str, scan: str, given: Sequence[Given]) -> PaperSheet:
    """Enter what places voted on paper; it waits for somebody else to confirm it.

    `scan` is the uid of a file. Raises `Invalid`, `Conflict`.
    """
    with act() as session:
        charter, ballot = held(actor, uid)
        check_takes(ballot)
        said = list(_checked(ballot, given))
        if not said:
            raise Invalid("paper_none", field="places")
        file = _scanned(scan)
        sheet = PaperSheet(
            ballot_id=ballot.id,
            state=rules.WAITING,
            file_uid=file.uid,
            file_hash=file.sha256,
            entered_by_id=actor.member_id,
            entered_at=clock.now(),
            reason="",
        )
        session.add(sheet)
        session.flush()
        session.add_all(
            PaperVote(
                sheet_id=sheet.id,
                place_id=elector.place_id,
                ballot_id=ballot.id,
                choice=one.choice,
                holder=one.holder,
            )
            for elector, one in said
        )
        session.flush()
        told = {"ballot": ballot.uid, "sheet": sheet.uid, "scan": sheet.file_hash}
        places = [one.place for _elector, one in said]
        note(actor, charter, "ballot_paper_entered", **told, places=places)
    return sheet


def check_takes(ballot: Ballot) -> None:
    """Raises `Conflict` when a ballot takes no papers: asked before their scan is kept, too."""
    rules.check_taken(ballot.state, ballot.closed_at, clock.now())
    if code := rules.why_none(ballots.terms_of(ballot)):
        raise Conflict(code)


def _scanned(uid: str) -> File:
    file = files.by_uids([uid]).get(uid)
    if file is None:
        raise Invalid("paper_scan", field="file")
    return file


def _checked(ballot: Ballot, given: Sequence[Given]) -> Iterator[tuple[Elector, Given]]:
    """Each place with what its paper says. Raises `Invalid`, `Conflict` that name the place."""
    uids = uids_of(ballot.id)
    electors = {uids[one.place_id]: one for one in ballots.electorate(ballot.id).places}
    heard, expected = ballots.heard(ballot), queries.expected(ballot.id)
    rule, number = ballots.rule_of(ballot), len(ballots.options(ballot.id))
    for one in given:
        elector, field = electors.get(one.place), f"choice-{one.place}"
        if elector is None or elector.left_at is not None:
            raise Conflict("ballot_left", field="places")
        if elector.place_id in heard:
            raise Conflict("paper_voted", field="places", place=elector.title)
        if elector.place_id in expected:
            raise Conflict("paper_twice", field="places", place=elector.title)
        try:
            if number:
                alternatives.check(one.choice, number)
            else:
                ballot_rules.check_choice(rule, one.choice)
        except Invalid as error:
            raise Invalid(error.code, **error.params | {"field": field}) from error
        yield elector, one._replace(holder=rules.holder(one.holder, f"holder-{one.place}"))


def settle(actor: Actor, sheet_uid: str, step: str, reason: str = "") -> Ballot:
    """Confirm, refuse or drop a sheet of papers; only what was confirmed counts.

    A place that has voted itself meanwhile keeps its vote. Raises `Refused` for who entered it.
    """
    said = "" if step == rules.CONFIRM else ballot_rules.reason(reason)
    with act():
        _charter, ballot = held(actor, queries.ballot_of(queries.by_uid(sheet_uid)).uid)
        now = clock.now()
        rules.check_taken(ballot.state, ballot.closed_at, now)
        _settle(actor, ballot, queries.by_uid(sheet_uid), step, said)
        if now >= (ballot.closes_at or now) and not queries.waiting(ballot.id):
            close_at(ballot, now)
    return ballot


def forget(actor: Actor, sheet_uid: str) -> Ballot:
    """Erase who held the papers of a sheet, and why it is refused: no hashed text says it."""
    with act() as session:
        charter, ballot = held(actor, queries.ballot_of(queries.by_uid(sheet_uid)).uid)
        sheet = queries.by_uid(sheet_uid)
        named = [one for one in queries.entries_of(sheet) if one.holder]
        for one in named:
            one.holder = ""
        has_reason = sheet.reason_hash != "" and sheet.reason != ""
        if has_reason:
            sheet.reason = ""
        session.flush()
        if named or has_reason:
            told = {"ballot": ballot.uid, "sheet": sheet.uid}
            note(actor, charter, "ballot_paper_forgotten", **told)
    return ballot


def lapse(ballot_uid: str) -> None:
    """Drop the sheets that have waited for too long: what they say does not count."""
    with act():
        _charter, ballot = held(SYSTEM, ballot_uid)
        for sheet in queries.waiting(ballot.id):
            _settle(SYSTEM, ballot, sheet, rules.DROP, "")


def _settle(actor: Actor, ballot: Ballot, sheet: PaperSheet, step: str, reason: str) -> None:
    who = {rules.CLOCK if actor.is_system else rules.GUARANTOR}
    if actor.member_id is not None and actor.member_id != sheet.entered_by_id:
        who.add(rules.SECOND)
    sheet.state = rules.moved(sheet.state, step, who)
    sheet.settled_by_id, sheet.settled_at, sheet.reason = actor.member_id, clock.now(), reason
    sheet.reason_hash = hidden(sheet.uid, reason) if reason else ""
    reading().flush()
    if sheet.state == rules.CONFIRMED:
        _count(ballot, sheet)
    told = {"ballot": ballot.uid, "sheet": sheet.uid}
    told |= {"reason_hash": sheet.reason_hash} if reason else {}
    note(actor, ballots.charter_of(ballot), f"ballot_paper_{sheet.state}", **told)


def _count(ballot: Ballot, sheet: PaperSheet) -> None:
    """Let what a sheet says be the votes of the places that have not voted, and have not left."""
    session, heard = reading(), ballots.heard(ballot)
    gone = {one.place_id for one in ballots.electorate(ballot.id).left}
    session.add_all(
        Vote(
            ballot_id=ballot.id,
            place_id=one.place_id,
            member_id=sheet.entered_by_id,
            mandate=f"{rules.BY_PAPER}{sheet.uid}",
            choice=one.choice,
            word="",
            cast_at=clock.now(),
            is_current=True,
        )
        for one in queries.entries_of(sheet)
        if one.place_id not in heard | gone
    )
    session.flush()
