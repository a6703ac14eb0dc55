"""Following what the text of a page says of other sites, of sections, of its name. In an act."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from wiki.kernel.db import Asked, act, look
from wiki.markup.document import Document
from wiki.pages.models import Page
from wiki.pages.queries import pages
from wiki.pages.queries.documents import document_of
from wiki.pages.rules import SETTINGS_PREFIX
from wiki.pages.service.walking import Read, walk
from wiki.upkeep import figures, homonymy
from wiki.upkeep.models import OutsideLink, Section, SectionLink, ToTend
from wiki.upkeep.rules import HOMONYMY, UNSOURCED
from wiki.upkeep.service import derive, outside, sections
from wiki.upkeep.service.sections import Sections

_nothing: sa.ColumnElement[str] = sa.literal_column("''")
#: One question for the four tables: it is asked at every save.
_HELD: Asked = sa.union_all(
    sa.select(
        sa.literal_column("'address'").label("what"), OutsideLink.address, _nothing, _nothing
    ).where(OutsideLink.page_id == sa.bindparam("of")),
    sa.select(sa.literal_column("'section'"), Section.name, _nothing, _nothing).where(
        Section.page_id == sa.bindparam("of")
    ),
    sa.select(
        sa.literal_column("'link'"), SectionLink.target_key, SectionLink.name, SectionLink.written
    ).where(SectionLink.page_id == sa.bindparam("of")),
    sa.select(sa.literal_column("'list'"), ToTend.code, _nothing, _nothing).where(
        ToTend.page_id == sa.bindparam("of"),
        sa.or_(*(ToTend.code == code for code in derive.BY_TEXT)),
    ),
)


class _Held(NamedTuple):
    lists: frozenset[str]
    addresses: frozenset[str]
    sections: Sections


def _held(page_id: int) -> _Held:
    rows = look(_HELD, of=page_id)
    return _Held(
        frozenset(row[1] for row in rows if row[0] == "list"),
        frozenset(row[1] for row in rows if row[0] == "address"),
        Sections(
            frozenset(row[1] for row in rows if row[0] == "section"),
            frozenset((row[1], row[2], row[3]) for row in rows if row[0] == "link"),
        ),
    )


def follow(page: Page, document: Document, at: datetime) -> None:
    """A page says this, in a revision of that date."""
    held = _held(page.id)
    derive.say(page.id, held.lists, _lists(page, document))
    outside.follow(page.id, held.addresses, document.external_urls, at)
    sections.follow(page, held.sections, sections.sections_of(page.key, document))


def _lists(page: Page, document: Document) -> set[str]:
    """Those where its text puts a page; one that settles the wiki is in none."""
    found = {HOMONYMY} if homonymy.is_one(document) else set()
    if next(figures.unsourced(document), "") and not page.key.startswith(SETTINGS_PREFIX):
        found.add(UNSOURCED)
    return found


def read_again(page: Page) -> None:
    """Follow what the newest revision of a page says."""
    follow(page, document_of(pages.body(page)), pages.head(page).created_at)


def forget(page: Page) -> None:
    """A page in the bin leads nowhere and has no section."""
    follow(page, Document(""), page.created_at)


def gather(after: int = 0) -> None:
    """The job: read the pages that were there before this was kept."""
    walk(_read_all, "upkeep.gather", after, {})


def _read_all(found: Sequence[Read]) -> None:
    for one in found:
        with act():
            page = pages.by_uid(one.uid, locked=True)
            if page.deleted_at is None:
                read_again(page)


def rebuild() -> None:
    """Make it all again, once the links and the lists are made.

    An address that a page leads to keeps what is known of it.
    """
    outside.empty()
    sections.empty()
    for page in list(pages.all_alive()):
        read_again(page)
    outside.forget_unled()
