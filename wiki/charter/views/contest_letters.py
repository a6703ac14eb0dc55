"""The letters about a ballot that is contested as they are worded, and the jobs that write them."""

from __future__ import annotations

from flask import g, url_for

from wiki.charter.models import Ballot
from wiki.charter.queries import ballots as queries
from wiki.charter.queries import contests
from wiki.charter.queries.voters import Voter
from wiki.charter.rules.contests import until
from wiki.charter.service import contest_letters as service
from wiki.charter.service.letter import Letter
from wiki.kernel import clock
from wiki.mail.rules import SUBJECT_LENGTH
from wiki.site.queries import setting
from wiki.web.language import DEFAULT, gettext
from wiki.web.outside import from_outside, outside
from wiki.web.templates import render


def contested(uid: str, after: int) -> None:
    """The job: say that a ballot is contested, to some at a time."""
    _write(service.CONTESTED, uid, after)


def answered(uid: str, after: int) -> None:
    """The job: say what was answered, to some at a time."""
    _write(service.ANSWERED, uid, after)


def _write(name: str, uid: str, after: int) -> None:
    with from_outside():
        service.write(name, uid, after, _letter)


def _letter(ballot: Ballot, voter: Voter, may_answer: bool) -> Letter:
    g.wiki_language = voter.language or DEFAULT
    ruling = contests.ruling(ballot.id)
    if ruling is None:
        subject = gettext("Un scrutin est contesté : %(title)s", title=ballot.title)
    elif ruling.is_upheld:
        subject = gettext("Scrutin annulé sur contestation : %(title)s", title=ballot.title)
    else:
        subject = gettext("Contestation rejetée : %(title)s", title=ballot.title)
    text = render(
        "charter/mail/contest.txt",
        name=voter.name,
        site=setting("name"),
        charter=queries.charter_of(ballot).title,
        ballot=ballot,
        ruling=ruling,
        may_answer=may_answer,
        until=until(ballot.proclaimed_at or clock.now()),
        address=outside(url_for("wiki.charter.ballot", uid=ballot.uid)) + "#contester",
    )
    return Letter(subject[:SUBJECT_LENGTH], text)
