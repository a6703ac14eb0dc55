"""Composing a booklet, and publishing it as of a date."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import NamedTuple

from wiki.charter.queries import charters
from wiki.journal.service import record
from wiki.kernel import clock
from wiki.kernel.db import act
from wiki.kernel.errors import Conflict, Invalid, WikiError
from wiki.kernel.permissions import Actor, May, require
from wiki.pages.models import Page
from wiki.pages.queries import pages
from wiki.places.rules import KIND as PLACE
from wiki.publishing import queries, rules
from wiki.publishing.models import Booklet, Edition
from wiki.publishing.rules import Entry, Word
from wiki.site.queries import policy


class Named(NamedTuple):
    """The title of a booklet and its sentence, as somebody typed them, or was shown them."""

    title: str
    summary: str


class Change(NamedTuple):
    """What is done to the chapters: `add` a page by its title or a version of a charter by its
    uid, or the words; take one away (`remove`) or let it come earlier (`up`) or later (`down`), by
    its key.
    """

    done: str = ""
    kind: str = ""
    of: str = ""


#: The keys of the pages that define the words which a chapter explains.
Explained = Callable[[Entry], Collection[str]]


def make(actor: Actor, title: str, summary: str = "") -> Booklet:
    """An empty booklet. Raises `Invalid`."""
    with act() as session:
        require(actor, May.PUBLISH, policy())
        booklet = Booklet(entries=[], created_at=clock.now())
        _name(booklet, title, summary)
        session.add(booklet)
        session.flush()
        record(actor, "booklet_composed", "booklet", booklet.uid, title=booklet.title)
    return booklet


def compose(
    actor: Actor,
    uid: str,
    title: str,
    summary: str,
    change: Change | None = None,
    *,
    shown: Named | None = None,
) -> Booklet:
    """Name a booklet, and change one of its chapters. Raises `Invalid`, `Conflict`.

    `shown` is what the form said before: what was not typed stays as somebody else made it since.
    """
    with act():
        require(actor, May.PUBLISH, policy())
        booklet = queries.by_uid(uid, locked=True)
        before = (booklet.title, booklet.summary, booklet.entries)
        now, typed = Named(booklet.title, booklet.summary), Named(title, summary)
        _name(booklet, *_settled(now, typed, shown or now))
        if change is not None:
            held = rules.entries(booklet.entries)
            booklet.entries = [one._asdict() for one in _changed(held, change)]
        if (booklet.title, booklet.summary, booklet.entries) != before:
            record(actor, "booklet_composed", "booklet", booklet.uid, title=booklet.title)
    return booklet


def publish(actor: Actor, uid: str, explained: Explained) -> Edition:
    """An edition of a booklet: its chapters as they are now. Raises `Conflict`."""
    with act() as session:
        require(actor, May.PUBLISH, policy())
        booklet = queries.by_uid(uid, locked=True)
        held = rules.entries(booklet.entries)
        if not held:
            raise Conflict("booklet_empty")
        pinned = [_pinned(one) for one in held]
        known = queries.editions(booklet.id)
        edition = Edition(
            booklet_id=booklet.id,
            number=known[0].number + 1 if known else 1,
            title=booklet.title,
            summary=booklet.summary,
            entries=[one._asdict() for one in pinned],
            words=[
                one._asdict() | {"chapters": [*one.chapters]} for one in _words(pinned, explained)
            ],
            published_at=clock.now(),
        )
        session.add(edition)
        session.flush()
        record(
            actor,
            "booklet_published",
            "booklet",
            booklet.uid,
            title=booklet.title,
            number=edition.number,
        )
    return edition


def _settled(now: Named, typed: Named, shown: Named) -> Iterator[str]:
    """What the booklet is called: two who name it otherwise do not overwrite each other."""
    for field in Named._fields:
        is_, said, was = (" ".join(getattr(one, field).split()) for one in (now, typed, shown))
        if said != was and is_ not in (was, said):
            raise Conflict("booklet_renamed", field=field, other=is_)
        yield is_ if said == was else said


def _name(booklet: Booklet, title: str, summary: str) -> None:
    title, summary = (" ".join(one.replace("\x00", "").split()) for one in (title, summary))
    if not title:
        raise Invalid("booklet_title", field="title")
    for field, said, limit in (
        ("title", title, rules.TITLE_LENGTH),
        ("summary", summary, rules.SUMMARY_LENGTH),
    ):
        if len(said) > limit:
            raise Invalid("booklet_long", field=field, limit=limit)
    booklet.title, booklet.summary = title, summary


def _changed(held: tuple[Entry, ...], change: Change) -> tuple[Entry, ...]:
    if change.done in ("up", "down"):
        return rules.moved(held, change.of, -1 if change.done == "up" else 1)
    if change.done == "remove":
        return rules.without(held, change.of)
    entry, said = _entry(change)
    if entry.key in {one.key for one in held}:
        raise Invalid("booklet_twice", field=change.kind, title=said)
    if len(held) >= rules.MOST:
        raise Invalid("booklet_full", field=change.kind, limit=rules.MOST)
    return (*held, entry)


def _entry(change: Change) -> tuple[Entry, str]:
    """The chapter that is asked for, and its name."""
    if change.kind == rules.GLOSSARY:
        return Entry(rules.GLOSSARY), "Lexique"
    if change.kind == rules.CHARTER:
        found = next((one for one in queries.frozen_versions() if one.uid == change.of), None)
        if found is None:
            raise Invalid("booklet_charter", field=rules.CHARTER)
        return Entry(rules.CHARTER, found.uid), found.title
    page = _page(change.of)
    if page is None:
        raise Invalid("booklet_page", field=rules.PAGE, title=change.of)
    return Entry(rules.PAGE, page.uid), page.title


def _page(title: str) -> Page | None:
    try:
        return pages.led_to(title)
    except WikiError:
        return None


def _pinned(one: Entry) -> Entry:
    """A chapter at the version that it has now."""
    if one.kind == rules.CHARTER:
        charters.frozen_blocks(charters.by_uid(one.uid))
    if one.kind != rules.PAGE:
        return one
    page = pages.by_uid(one.uid)
    if page.deleted_at is not None:
        raise Conflict("booklet_page_gone", title=page.title)
    return one._replace(number=page.head)


def _words(held: Iterable[Entry], explained: Explained) -> list[Word]:
    """The index: the words that the chapters explain, and the places that they are."""
    found: dict[str, set[int]] = {}
    for at, one in enumerate(held, 1):
        keys = set(explained(one))
        page = pages.by_uid(one.uid) if one.kind == rules.PAGE else None
        if page is not None and pages.head(page).kind == PLACE:
            keys.add(page.key)
        for key in keys:
            found.setdefault(key, set()).add(at)
    return [
        Word(page.uid, page.head, tuple(sorted(found[page.key])))
        for page in queries.pages_of(found)[: rules.MOST_WORDS]
    ]
