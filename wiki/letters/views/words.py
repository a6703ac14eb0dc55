"""What a letter says around what its sender typed."""

from __future__ import annotations

from flask import url_for

from wiki.letters import queries
from wiki.mail.rules import SUBJECT_LENGTH
from wiki.members.models import Member
from wiki.members.service.codes import Letter
from wiki.site.queries import setting
from wiki.web.language import DEFAULT, gettext, speaking
from wiki.web.outside import outside
from wiki.web.templates import render


def letter(to: Member, sender: Member, text: str) -> Letter:
    """The letter of a member, in the language of who gets it.

    With the ways to report it and to get no more.
    """
    with speaking(to.language or DEFAULT):
        return _letter(sender, text)


def _letter(sender: Member, text: str) -> Letter:
    subject = gettext("Message de %(name)s, par le wiki", name=sender.name)[:SUBJECT_LENGTH]
    said = render(
        "letters/mail/letter.txt",
        sender=sender.name,
        address=queries.address_of(sender.id),
        site=setting("name"),
        said=text,
        report=outside(url_for("wiki.moderation.report", kind="member", uid=sender.uid)),
        choices=outside(url_for("wiki.letters.choices", of=sender.uid)),
    )
    return Letter(subject, said)
