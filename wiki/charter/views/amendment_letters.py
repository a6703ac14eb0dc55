"""The letter to the author of an amendment that waits for them, and the job that writes it."""

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
from wiki.site.queries import setting
from wiki.web.language import DEFAULT, gettext
from wiki.web.outside import from_outside, outside
from wiki.web.templates import render

_FORM = "wiki.charter.write_amendment"


def outdated(uid: str) -> None:
    """The job: say that the text has changed under an amendment."""
    with from_outside():
        deadlines.write(uid, _letter)


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
