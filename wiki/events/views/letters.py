"""The letters to those who come to an event, in words."""

from __future__ import annotations

from flask import g, url_for

from wiki.events import registering as rules
from wiki.events.service import telling
from wiki.events.service.telling import About, Letter
from wiki.events.views.words import when_said, where_said
from wiki.mail.rules import SUBJECT_LENGTH
from wiki.site.queries import setting
from wiki.web.language import DEFAULT, gettext
from wiki.web.outside import from_outside, outside
from wiki.web.templates import page_url, render


def write(uid: str, what: str, at: str) -> None:
    """The job: one letter."""
    with from_outside():
        telling.write(uid, what, at, _letter)


def _letter(about: About) -> Letter:
    g.wiki_language = about.language or DEFAULT
    time, title = about.time, about.time.name if about.time else about.page.title
    told = {
        rules.REGISTERED: gettext("Vous avez une place : « %(title)s ».", title=title),
        rules.WAITS: gettext(
            "« %(title)s » est complet : vous êtes sur la liste d’attente.", title=title
        ),
        rules.PROMOTED: gettext("Une place s’est libérée pour vous : « %(title)s ».", title=title),
        rules.MOVED: gettext("« %(title)s » a changé : voici ce qu’il en est.", title=title),
        rules.OFF: gettext("« %(title)s » n’aura pas lieu.", title=title),
        rules.REMINDER: gettext("« %(title)s », c’est bientôt.", title=title),
    }[about.what]
    is_on = time is not None and about.what != rules.OFF
    text = render(
        "events/mail/registration.txt",
        name=about.name,
        site=setting("name"),
        told=told,
        when=when_said(time.when, time.day) if time and is_on else "",
        where=where_said(time) if time and is_on else "",
        online=time.online if time and is_on else "",
        page=outside(page_url(about.page.title)) if time else "",
        mine=outside(url_for("wiki.events.registration", uid=about.page.uid)) if time else "",
    )
    return Letter(told[:SUBJECT_LENGTH], text)
