"""The letters to the authors whom an amendment waits for, and the jobs that write them."""

from __future__ import annotations

from flask import g, url_for

from wiki.charter.models import Charter
from wiki.charter.queries.amendments import Held, numbers
from wiki.charter.rules.amendments import SILENCE
from wiki.charter.service import deadlines
from wiki.charter.service.deadlines import Author
from wiki.charter.service.letter import Letter
from wiki.charter.views import amendment_words as words
from wiki.mail.rules import SUBJECT_LENGTH
from wiki.members.queries import names
from wiki.site.queries import setting
from wiki.web.language import DEFAULT, gettext
from wiki.web.outside import from_outside, outside
from wiki.web.templates import render

_FORM, _PAGE = "wiki.charter.write_amendment", "wiki.charter.amendment"


def outdated(uid: str) -> None:
    """The job: say that the text has changed under an amendment."""
    with from_outside():
        deadlines.write(uid, _letter)


def combining(uid: str) -> None:
    """The job: say that an amendment is asked to be combined with another one, to its author."""
    with from_outside():
        deadlines.write_partner(uid, _asked)


def _asked(charter: Charter, held: Held, author: Author) -> Letter:
    g.wiki_language = author.language or DEFAULT
    title, by = words.title_of(held), held.amendment.author_id or 0
    text = render(
        "charter/mail/combining.txt",
        name=author.name,
        author=names({by}).get(by, ""),
        site=setting("name"),
        charter=charter.title,
        title=title,
        address=outside(url_for(_PAGE, slug=charter.slug, number=held.amendment.number)),
    )
    subject = gettext("À signer à deux : %(title)s", title=title)
    return Letter(subject[:SUBJECT_LENGTH], text)


def _letter(charter: Charter, held: Held, author: Author) -> Letter:
    g.wiki_language = author.language or DEFAULT
    amendment = held.amendment
    title = words.title_of(held)
    text = render(
        "charter/mail/outdated.txt",
        name=author.name,
        site=setting("name"),
        charter=charter.title,
        title=title,
        verdict=words.verdicts()[amendment.verdict],
        cause=numbers([amendment.cause_id]).get(amendment.cause_id) if amendment.cause_id else None,
        days=SILENCE.days,
        address=outside(url_for(_FORM, slug=charter.slug, number=amendment.number)),
    )
    subject = gettext("%(title)s : à mettre à jour", title=title)
    return Letter(subject[:SUBJECT_LENGTH], text)
