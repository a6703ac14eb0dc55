"""The letters that ask to sign again, as they are worded, and the jobs that write them."""

from __future__ import annotations

from collections.abc import Sequence

from flask import g, url_for

from wiki.charter.models import Charter, Version
from wiki.charter.queries.signatures import Standing
from wiki.charter.queries.voters import Voter
from wiki.charter.service import renewals
from wiki.charter.service.letter import Letter
from wiki.mail.rules import SUBJECT_LENGTH
from wiki.site.queries import setting
from wiki.web.language import DEFAULT, gettext
from wiki.web.outside import from_outside, outside
from wiki.web.templates import render


def asked(uid: str, after: int) -> None:
    """The job: say that a version asks to sign again, to some at a time."""
    _write(renewals.ASKED, uid, after)


def remind(uid: str, after: int) -> None:
    """The job: remind those whose signature is about to expire, some at a time."""
    _write(renewals.REMIND, uid, after)


def _write(name: str, uid: str, after: int) -> None:
    with from_outside():
        renewals.write(name, uid, after, lambda *about: _letter(name, *about))


def _letter(
    name: str, charter: Charter, version: Version, voter: Voter, places: Sequence[Standing]
) -> Letter:
    g.wiki_language = voter.language or DEFAULT
    is_reminder = name == renewals.REMIND
    subject = (
        gettext("Une signature expire bientôt : %(title)s", title=charter.title)
        if is_reminder
        else gettext("Une nouvelle version est à signer : %(title)s", title=charter.title)
    )
    text = render(
        "charter/mail/renewal.txt",
        name=voter.name,
        site=setting("name"),
        charter=charter.title,
        version=version,
        places=places,
        is_reminder=is_reminder,
        address=outside(
            url_for("wiki.charter.sign_form", slug=charter.slug, version=version.number)
        ),
    )
    return Letter(subject[:SUBJECT_LENGTH], text)
