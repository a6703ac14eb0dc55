"""What ballots, annexes and signatures keep of a member: what they said, mostly for places."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from wiki.charter.models import (
    Amendment,
    Annex,
    Ballot,
    Charter,
    Contest,
    Elector,
    Objection,
    Opinion,
    PaperSheet,
    Person,
    PersonTurnout,
    Proxy,
    Ruling,
    Signature,
    Sponsor,
    Twin,
    Voice,
    Vote,
    Wording,
)
from wiki.kernel.personal import Personal, told
from wiki.pages.models import Page


def _of(member_id: int) -> dict[str, Any]:
    signatures = sa.select(
        Signature.title.label("place"), Signature.version_hash, Signature.act, Signature.at
    )
    annexes = sa.select(
        Charter.title.label("charter"), Page.title.label("place"), Annex.text, Annex.at
    )
    annexes = annexes.join(Charter, Charter.id == Annex.charter_id)
    annexes = annexes.join(Page, Page.id == Annex.place_id)
    supports = sa.select(Sponsor.title.label("place"), Sponsor.is_given, Sponsor.at)
    amended = sa.select(
        Charter.title.label("charter"), Amendment.number, Amendment.state, Amendment.made_at
    ).join(Charter, Charter.id == Amendment.charter_id)
    wordings = sa.select(
        Charter.title.label("charter"),
        Amendment.number,
        *(Wording.title, Wording.text, Wording.why, Wording.made_at),
    ).join_from(Wording, Amendment, Amendment.id == Wording.amendment_id)
    wordings = wordings.join(Charter, Charter.id == Amendment.charter_id)
    passages = sa.select(
        Charter.title.label("charter"), Twin.form, Twin.title, Twin.text, Twin.at
    ).join(Charter, Charter.id == Twin.charter_id)
    return {
        "charter_amendments": told(
            amended.where(Amendment.author_id == member_id).order_by(Amendment.id)
        ),
        "charter_wordings": told(
            wordings.where(Wording.author_id == member_id).order_by(Wording.made_at)
        ),
        "charter_annexes": told(annexes.where(Annex.member_id == member_id).order_by(Annex.id)),
        "charter_supports": told(
            supports.where(Sponsor.member_id == member_id).order_by(Sponsor.id)
        ),
        "charter_signatures": told(
            signatures.where(Signature.member_id == member_id).order_by(Signature.id)
        ),
        "charter_passages": told(passages.where(Twin.member_id == member_id).order_by(Twin.id)),
    } | _in_ballots(member_id)


def _in_ballots(member_id: int) -> dict[str, Any]:
    """What a member did in ballots, papers included; nothing leads from it to a secret vote."""
    votes = _said(Vote, Vote.choice, Vote.word, Vote.cast_at)
    objections = _said(Objection, Objection.harm, Objection.wording, Objection.raised_at)
    proxies = _said(Proxy, Proxy.given_at)
    voices = sa.select(Ballot.title.label("ballot"), Voice.choice, Voice.word, Voice.cast_at)
    voices = voices.join(Ballot, Ballot.id == Voice.ballot_id)
    secretly = sa.select(Ballot.title.label("ballot"))
    secretly = secretly.join(PersonTurnout, PersonTurnout.ballot_id == Ballot.id)
    papers = sa.select(
        Ballot.title.label("ballot"),
        PaperSheet.state,
        PaperSheet.entered_at,
        PaperSheet.settled_at,
        PaperSheet.reason,
    ).join(Ballot, Ballot.id == PaperSheet.ballot_id)
    contests = sa.select(Ballot.title.label("ballot"), Contest.title, Contest.reason, Contest.at)
    contests = contests.join(Ballot, Ballot.id == Contest.ballot_id).order_by(Contest.id)
    electors = sa.select(Ballot.title.label("ballot"), Person.left_at)
    electors = electors.join_from(Person, Ballot, Ballot.id == Person.ballot_id)
    opinions = sa.select(Opinion.is_founded, Opinion.said_at)
    rulings = sa.select(Ballot.title.label("ballot"), Ruling.is_upheld, Ruling.reason, Ruling.at)
    rulings = rulings.join(Ballot, Ballot.id == Ruling.ballot_id).order_by(Ruling.ballot_id)
    dealt = sa.or_(PaperSheet.entered_by_id == member_id, PaperSheet.settled_by_id == member_id)
    return {
        "ballot_contests": told(contests.where(Contest.member_id == member_id)),
        "ballot_answers": told(rulings.where(Ruling.member_id == member_id)),
        "ballot_electors": told(electors.where(Person.member_id == member_id)),
        "ballot_opinions": told(opinions.where(Opinion.member_id == member_id)),
        "ballot_papers": told(papers.where(dealt).order_by(PaperSheet.id)),
        "ballot_votes": told(votes.where(Vote.member_id == member_id).order_by(Vote.id)),
        "ballot_voices": told(voices.where(Voice.member_id == member_id).order_by(Voice.id)),
        "ballot_secret_voices": told(
            secretly.where(PersonTurnout.member_id == member_id).order_by(Ballot.id)
        ),
        "ballot_objections": told(
            objections.where(Objection.member_id == member_id).order_by(Objection.id)
        ),
        "ballot_proxies": told(
            proxies.where(Proxy.member_id == member_id).order_by(Proxy.ballot_id, Proxy.place_id)
        ),
    }


def _said(of: type[Vote | Objection | Proxy], *columns: Any) -> sa.Select[Any]:
    """What was said in ballots: in which one, for which place, and what these columns say."""
    query = sa.select(Ballot.title.label("ballot"), Elector.title.label("place"), *columns)
    query = query.join_from(of, Ballot, Ballot.id == of.ballot_id)
    here = sa.and_(Elector.ballot_id == of.ballot_id, Elector.place_id == of.place_id)
    return query.join(Elector, here)


def _erase(_member_id: int) -> None:
    """What was said in a ballot or an annex, for a place or as a person, is what the network
    decided by, and what was signed: it stays, under no name."""


PERSONAL = Personal(_of, _erase)
