"""The letters of a census as they are worded, and the jobs that write them."""

from __future__ import annotations

from flask import url_for

from wiki.census.models import Campaign, Target
from wiki.census.service import letters as service
from wiki.census.views import words
from wiki.census.views.links import key_of
from wiki.mail.rules import SUBJECT_LENGTH
from wiki.markup import Link
from wiki.markup.plain import plain
from wiki.members.queries import names
from wiki.pages.queries.documents import document_of
from wiki.site.queries import setting
from wiki.web.language import DEFAULT, gettext, speaking
from wiki.web.outside import from_outside, outside
from wiki.web.rendering import PageMeaning
from wiki.web.templates import render


def invite(uid: str) -> None:
    """The job: the invitations of a census, some at a time."""
    with from_outside():
        service.invite(uid, key_of, letter)


def remind(uid: str) -> None:
    """The job: the reminders of a census, some at a time."""
    with from_outside():
        service.remind(uid, key_of, reminder)


def letter(campaign: Campaign, target: Target) -> service.Letter:
    """The invitation of a target."""
    return _written("invitation", campaign, target)


def reminder(campaign: Campaign, target: Target) -> service.Letter:
    """A reminder."""
    return _written("reminder", campaign, target)


def _written(template: str, campaign: Campaign, target: Target) -> service.Letter:
    key, leader = key_of(target), campaign.coordinator_id or 0
    with speaking(DEFAULT):  # nobody knows what else the one who is written to reads
        subject = campaign.title
        if template == "reminder":
            subject = gettext("Rappel : %(title)s", title=campaign.title)
        text = render(
            f"census/mail/{template}.txt",
            site=setting("name"),
            campaign=campaign,
            intro=_plain(campaign.intro),
            target=target,
            leader=names({leader}).get(leader, setting("name")),
            basis=words.bases().get(target.basis, ""),
            form=outside(url_for("wiki.sheets.door.correct", token=key)),
            decline=outside(url_for("wiki.census.door.decline", signed=key)),
            kept=outside(url_for("wiki.census.door.kept", signed=key)),
        )
    stop = outside(url_for("wiki.census.door.stop", signed=key))
    return service.Letter(subject[:SUBJECT_LENGTH], text, stop)


def _plain(text: str) -> str:
    """A text as a letter says it: without marks, with whole addresses."""
    document = document_of(text)
    meaning = PageMeaning("", document)

    def whole(url: str) -> str:
        return outside(url) if url.startswith("/") else url if ":" in url else ""

    def whole_link(link: Link) -> str:
        href = meaning.interwiki(link.prefix, link.rest) if link.prefix else None
        if not href and link.is_term:
            href = meaning.term(link.rest).href
        return whole(href or (meaning.link(link.target).href if link.target else ""))

    return plain(document, whole, whole_link)
