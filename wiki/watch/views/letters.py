"""The letters of what one follows, as they are worded, and the job that writes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from flask import g, url_for

from wiki.mail.rules import SUBJECT_LENGTH
from wiki.members.models import Member
from wiki.site.queries import setting
from wiki.watch.queries.notices import Line
from wiki.watch.service import digest
from wiki.watch.service.digest import Letter, Reader
from wiki.watch.views.tokens import stop_token
from wiki.watch.views.words import Said, said
from wiki.web.language import DEFAULT, gettext, ngettext
from wiki.web.outside import from_outside, outside
from wiki.web.templates import render


def send() -> None:
    """The job: the letters that are due."""
    with from_outside():
        digest.send(_letter)


def _letter(reader: Reader, lines: Sequence[Line], has_more: bool) -> Letter:
    g.wiki_language = reader.member.language or DEFAULT
    g.wiki_zone = reader.member.zone
    worded = Worded.of(reader.member, reader.wish.pace, lines, has_more=has_more)
    stop = worded.values["stop"]
    headers = {
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    text, html = (render(f"watch/mail/digest.{kind}", **worded.values) for kind in ("txt", "html"))
    return Letter(worded.subject, text, html, headers)


class Worded(NamedTuple):
    """A letter in words, in the language of who reads: its subject, what its templates show."""

    subject: str
    values: Mapping[str, Any]

    @classmethod
    def of(cls, member: Member, pace: str, lines: Sequence[Line], *, has_more: bool) -> Worded:
        """The letter that tells a member of some lines."""
        told = [_outside(said(line)) for line in lines]
        values = {
            "name": member.name,
            "site": setting("name"),
            "lines": told,
            "has_more": has_more,
            "pace": pace,
            "inbox": outside(url_for("wiki.watch.inbox")),
            "settings": outside(url_for("wiki.watch.settings")),
            "stop": outside(url_for("wiki.watch.door.stop", token=stop_token(member.uid))),
        }
        return cls(_subject(told, has_more=has_more), values)


def _subject(told: Sequence[Said], *, has_more: bool) -> str:
    if len(told) == 1:
        subject = gettext("Du nouveau : %(title)s", title=told[0].title)
    elif has_more:
        subject = gettext("Du nouveau dans plus de %(n)s pages et discussions", n=len(told))
    else:
        subject = ngettext(
            "Du nouveau dans %(n)s page ou discussion",
            "Du nouveau dans %(n)s pages et discussions",
            len(told),
        )
    return " ".join(subject.split())[:SUBJECT_LENGTH]


def _outside(one: Said) -> Said:
    changes = outside(one.changes_url) if one.changes_url else ""
    stop = outside(one.stop_url) if one.stop_url else ""
    return one._replace(url=outside(one.url), changes_url=changes, stop_url=stop)
