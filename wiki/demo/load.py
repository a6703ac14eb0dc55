"""Loads the demonstration: its people, its pages with their whole histories, its settings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from re import Match

from wiki.demo import (
    booklet,
    care,
    census,
    charter,
    documents,
    follows,
    home,
    letter,
    meeting,
    network,
    variants,
)
from wiki.demo.moments import Moment, ago, in_order
from wiki.demo.reader import (
    DemoPage,
    DemoRevision,
    DemoSheet,
    DemoThread,
    pages,
    people,
    sheets,
    threads,
)
from wiki.discussions.service.react import react
from wiki.discussions.service.settle import resolve
from wiki.discussions.service.speak import Words, answer, open_thread
from wiki.kernel import clock
from wiki.kernel.permissions import SYSTEM, Actor, Role
from wiki.members import queries as members
from wiki.members.service.people import create_member
from wiki.pages.queries.pages import count, find, get
from wiki.pages.service.past import PastRevision, record_histories
from wiki.pages.service.save import Edit, save
from wiki.schema.sheet import Sheet
from wiki.search.service import add_synonyms
from wiki.site.queries import setting
from wiki.site.service import change_settings
from wiki.watch.service.tell import look

_ACTIONS = {
    "edit": "edited",
    "merge": "merged",
    "undo": "undone",
    "conflict_resolution": "resolved",
}


def load() -> bool:
    """Load the demonstration once; False when it is there, or when the wiki has pages."""
    if setting("demo") or count():
        return False
    authors = {person.key: _member(person.name, person.role) for person in people()}
    steward = next(authors[one.key] for one in people() if one.role == "steward")
    _live(authors, steward)
    for thread in threads():
        _discuss(thread, authors)
    census.load(steward)
    variants.load(authors)
    care.load(authors)
    booklet.load(steward)
    letter.load(steward)
    network.load(authors)
    look()  # what they follow waits for them from the first start
    for words in SYNONYMS:
        add_synonyms(SYSTEM, words)
    change_settings(
        SYSTEM,
        {
            "demo": True,
            "name": "Tiers-lieux en réseau",
            "tagline": "Le wiki de démonstration d’un réseau de tiers-lieux",
            "menu": "\n".join(MENU),
        },
    )
    return True


def _live(authors: dict[str, Actor], steward: Actor) -> None:
    """What changes pages, in the order of its dates, which is then that of recent changes.

    Before anything else happens pages have a past, which is written verbatim; what was written
    since is saved again in its turn.
    """
    parts = [
        *(
            Moment(one.at_days_ago, partial(_describe, one, authors[one.author]))
            for one in sheets()
        ),
        *charter.moments(authors),
        Moment(documents.DAYS, partial(documents.load, authors["charlie"])),
        Moment(meeting.DAYS, partial(meeting.load, authors)),
        Moment(follows.DAYS, partial(follows.load, authors)),
        *home.moments(steward),
    ]
    since, known = max(one.days for one in parts), pages()
    past = {page.title: _history(page, authors, since) for page in known}
    record_histories(SYSTEM, {title: history for title, history in past.items() if history})
    again = [
        Moment(one.at_days_ago, partial(_write, page.title, one, authors[one.author]))
        for page in known
        for one in page.revisions
        if one.at_days_ago <= since
    ]
    for moment in in_order([*again, *parts]):
        moment.act()


#: Pages of the menu.
MENU = (
    "Tiers-Lieux, travailler autrement en Aquitaine | Réseau aquitain",
    "SoLozère",
    "Concevoir un tiers-lieu",
    "Comment contribuer",
)


#: Expressions that searches take for one another.
SYNONYMS = (
    "tiers-lieu, third place, troisième lieu",
    "télécentre, cybercentre, espace public numérique",
    "SCIC, société coopérative d’intérêt collectif",
)


def _describe(sheet: DemoSheet, author: Actor) -> None:
    """A sheet on its page, on its day."""
    page = find(sheet.page)
    wanted = Edit(
        sheet.page,
        None if page else "",
        page.head if page else 0,
        sheet=Sheet.from_json(sheet.kind, sheet.infobox),
        summary=sheet.summary,
    )
    with ago(sheet.at_days_ago):
        save(author, wanted)


def _write(title: str, revision: DemoRevision, author: Actor) -> None:
    """A plain edit of a page, on its day."""
    page = find(title)
    head = page.head if page else 0
    wanted = Edit(title, revision.body, head, revision.summary, is_minor=revision.minor)
    with ago(revision.at_days_ago):
        save(author, wanted)


def _discuss(thread: DemoThread, authors: dict[str, Actor]) -> None:
    """A thread with its turns, each on its day."""
    uid, uids = "", list[str]()
    for turn in thread.turns:
        author, words = authors[turn.author], Words(_naming(turn.text, authors))
        with ago(turn.at_days_ago):
            if uid:
                answered = uids[turn.answers - 1] if turn.answers else ""
                said = answer(author, uid, words, to=answered)
            else:
                said = open_thread(author, "page", get(thread.page).uid, thread.subject, words)
        uid = said.thread.uid
        uids.append(said.turn.uid)
        for key, code in turn.reactions.items():
            react(authors[key], said.turn.uid, code)
    if thread.resolved_by:
        resolve(authors[thread.resolved_by], uid)


def _naming(text: str, authors: dict[str, Actor]) -> str:
    """`@bob` as the link that names him: addresses of members are drawn when they are made."""

    def link(found: Match[str]) -> str:
        person = members.member(authors[found[1]].member_id or 0)
        return f"[@{person.name}](/members/{person.uid})"

    return re.sub(rf"@({'|'.join(authors)})\b", link, text)


def _member(name: str, role: str) -> Actor:
    """A fictional member, who signs in by the links that are printed on the console."""
    return members.actor_of_member(create_member(SYSTEM, name, Role[role.upper()]))


def _history(page: DemoPage, authors: dict[str, Actor], since: float) -> Sequence[PastRevision]:
    """What a page became until so many days ago."""
    now = clock.now()
    return [
        PastRevision(
            author=authors[revision.author],
            at=now - timedelta(days=revision.at_days_ago),
            body=revision.body,
            summary=revision.summary,
            is_minor=revision.minor,
            action="created" if number == 1 else _ACTIONS[revision.kind],
            merged_from=_merged_from(revision),
            licence=revision.licence,
        )
        for number, revision in enumerate(page.revisions, start=1)
        if revision.at_days_ago > since
    ]


def _merged_from(revision: DemoRevision) -> int | None:
    return revision.undoes if revision.kind == "undo" else revision.base
