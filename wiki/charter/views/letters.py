"""The letters about a ballot as they are worded, and the jobs that write them."""

from __future__ import annotations

from flask import g, url_for

from wiki.charter.models import Ballot
from wiki.charter.queries import ballots as queries
from wiki.charter.queries import persons
from wiki.charter.queries.electorate import spoken_for
from wiki.charter.queries.voters import Voter
from wiki.charter.service import hours
from wiki.charter.service.letter import Letter
from wiki.charter.views import unit_words as words
from wiki.mail.rules import SUBJECT_LENGTH
from wiki.site.queries import setting
from wiki.web.language import DEFAULT, gettext
from wiki.web.outside import from_outside, outside
from wiki.web.templates import render


def opened(uid: str, after: int) -> None:
    """The job: say that a ballot is open, to some at a time."""
    _write(hours.OPENED, uid, after)


def remind(uid: str, after: int) -> None:
    """The job: remind those who have not voted, some at a time."""
    _write(hours.REMIND, uid, after)


def _write(name: str, uid: str, after: int) -> None:
    with from_outside():
        hours.write(name, uid, after, lambda ballot, voter: _letter(name, ballot, voter))


def _letter(name: str, ballot: Ballot, voter: Voter) -> Letter:
    g.wiki_language = voter.language or DEFAULT
    is_reminder = name == hours.REMIND
    subject = (
        gettext("Il reste deux jours pour voter : %(title)s", title=ballot.title)
        if is_reminder
        else gettext("Un scrutin attend votre voix : %(title)s", title=ballot.title)
    )
    text = render(
        "charter/mail/ballot.txt",
        name=voter.name,
        site=setting("name"),
        charter=queries.charter_of(ballot).title,
        ballot=ballot,
        is_reminder=is_reminder,
        rule=words.rule(queries.rule_of(ballot), words.electors_of(ballot)),
        places=[one.title for one in spoken_for(ballot.id, voter.member_id)],
        is_person=persons.of_member(ballot.id, voter.member_id) is not None,
        address=outside(url_for("wiki.charter.ballot", uid=ballot.uid)) + "#voix",
    )
    return Letter(subject[:SUBJECT_LENGTH], text)
