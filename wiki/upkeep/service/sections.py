"""Keeping the links to a section, and whether it is there; inside the acts that change either."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NamedTuple

import sqlalchemy as sa

from wiki.journal.service import take_turn
from wiki.kernel.db import look, table_of, write
from wiki.kernel.errors import Invalid
from wiki.kernel.prepared import Among
from wiki.kernel.slugs import clean_title, title_key
from wiki.markup.document import Document
from wiki.markup.outline import section_id
from wiki.pages.models import Anchor, Link, Page, Redirect
from wiki.pages.queries.pages import redirects_to
from wiki.upkeep.models import Section, SectionLink, ToTend
from wiki.upkeep.rules import BROKEN

#: A page that shows others in place has their sections too: every name is taken for one of its own.
ANY = "*"


class Sections(NamedTuple):
    """The identifiers of the sections of a page; its links to sections: key, identifier, written.

    The key of the page itself is "".
    """

    names: frozenset[str]
    links: frozenset[tuple[str, str, str]]


def sections_of(page_key: str, document: Document) -> Sections:
    """Those of a text."""
    names = {heading.id for heading in document.headings}
    if document.inclusions:
        names.add(ANY)
    links: dict[tuple[str, str], str] = {}
    for link in (*document.links, *document.inclusions):
        if link.section and (key := _key_of(link.target)) is not None:
            place = ("" if key == page_key else key, section_id(link.section))
            links.setdefault(place, f"{link.target}#{link.section}")
    return Sections(
        frozenset(names), frozenset((*place, written) for place, written in links.items())
    )


def _key_of(target: str) -> str | None:
    try:
        return title_key(clean_title(target)) if target else ""
    except Invalid:
        return None


_ADD = sa.insert(table_of(Section))
_DROP = sa.delete(table_of(Section)).where(
    Section.page_id == sa.bindparam("of"), Section.name == sa.bindparam("named")
)
_LINK = sa.insert(table_of(SectionLink))
_UNLINK = sa.delete(table_of(SectionLink)).where(
    SectionLink.page_id == sa.bindparam("of"),
    SectionLink.target_key == sa.bindparam("to"),
    SectionLink.name == sa.bindparam("named"),
)


def follow(page: Page, before: Sections, now: Sections) -> None:
    """A page has these sections and leads to those, of others too."""
    page_id = page.id
    if before == now:
        return
    take_turn()
    gone, come = sorted(before.links - now.links), sorted(now.links - before.links)
    write(_DROP, *({"of": page_id, "named": one} for one in sorted(before.names - now.names)))
    write(_ADD, *({"page_id": page_id, "name": one} for one in sorted(now.names - before.names)))
    write(_UNLINK, *({"of": page_id, "to": to, "named": named} for to, named, _ in gone))
    write(
        _LINK,
        *(
            {"page_id": page_id, "target_key": to, "name": named}
            | {"written": written, "is_broken": False}
            for to, named, written in come
        ),
    )
    if before.names != now.names:
        judge(page_id, titles_of(page), has_some=bool(before.links))
    else:
        judge(page_id, [], has_some=True)


def titles_of(page: Page) -> list[str]:
    """The keys that lead to a page, old ones too."""
    return [page.key, *(one.key for one in redirects_to(page.id))]


_Old = sa.orm.aliased(Page)
_its_own = sa.select(Page.id).where(Page.key == SectionLink.target_key, Page.deleted_at.is_(None))
_by_an_old = (
    sa.select(_Old.id)
    .join(Redirect, Redirect.page_id == _Old.id)
    .where(Redirect.key == SectionLink.target_key, _Old.deleted_at.is_(None))
)
#: The page where a link leads: its own, the one at a title, the one that had it.
_goal: sa.ColumnElement[Any] = sa.case(
    (SectionLink.target_key == "", SectionLink.page_id),
    else_=sa.func.coalesce(
        _its_own.correlate(SectionLink).scalar_subquery(),
        _by_an_old.correlate(SectionLink).scalar_subquery(),
    ),
)
#: What looks like a link to a page may lead to another wiki: then the page has no such link.
_is_inside = sa.or_(
    SectionLink.target_key == "",
    sa.select(Link.page_id)
    .where(Link.page_id == SectionLink.page_id, Link.target_key == SectionLink.target_key)
    .correlate(SectionLink)
    .exists(),
)
_is_there = (
    sa.select(Section.page_id)
    .where(Section.page_id == _goal, Section.name.in_([SectionLink.name, ANY]))
    .correlate(SectionLink)
    .exists()
)
_was_there = (
    sa.select(Anchor.page_id)
    .join(Section, sa.and_(Section.page_id == Anchor.page_id, Section.name == Anchor.heading))
    .where(Anchor.page_id == _goal, Anchor.name == SectionLink.name)
    .correlate(SectionLink)
    .exists()
)
_is_broken = sa.and_(_is_inside, _goal.is_not(None), ~_is_there, ~_was_there)

_touched = sa.or_(
    SectionLink.page_id == sa.bindparam("of", type_=sa.BigInteger()),
    Among(SectionLink.target_key, "keys"),
)
_JUDGE = (
    sa.update(table_of(SectionLink))
    .where(_touched, SectionLink.is_broken != _is_broken)
    .values(is_broken=_is_broken)
)
_has_broken = sa.select(SectionLink.page_id).where(
    SectionLink.page_id == ToTend.page_id, SectionLink.is_broken
)
_UNLIST = sa.delete(table_of(ToTend)).where(
    ToTend.code == BROKEN,
    ToTend.page_id.in_(sa.select(SectionLink.page_id).where(_touched)),
    ~_has_broken.correlate(ToTend).exists(),
)
_LISTED: sa.Select[*tuple[Any, ...]] = sa.select(
    sa.literal_column(f"'{BROKEN}'"), SectionLink.page_id
).where(SectionLink.is_broken)
_Known = sa.orm.aliased(ToTend)
_is_listed = sa.select(_Known.page_id).where(
    _Known.code == BROKEN, _Known.page_id == SectionLink.page_id
)
_PUT = sa.insert(table_of(ToTend)).from_select(
    ["code", "page_id"],
    _LISTED.where(_touched, ~_is_listed.correlate(SectionLink).exists()).distinct(),
)
_FORGET_LISTED = sa.delete(table_of(ToTend)).where(
    ToTend.code == BROKEN,
    ToTend.page_id == sa.bindparam("of"),
    ~_has_broken.correlate(ToTend).exists(),
)


_ANY_TOUCHED = sa.select(SectionLink.page_id).where(_touched).limit(1)


def judge(page_id: int, keys: Collection[str], *, has_some: bool = False) -> None:
    """Say again which links to sections are broken: those of a page, and those to some titles.

    `has_some` when there is one, or was: most pages have none, and one look says so.
    """
    wanted = {"of": page_id, "keys": sorted(keys)}
    if not has_some and not look(_ANY_TOUCHED, **wanted):
        return
    take_turn()
    write(_JUDGE, wanted)
    write(_UNLIST, wanted)
    write(_FORGET_LISTED, {"of": page_id})
    write(_PUT, wanted)


_EMPTY = tuple(sa.delete(table_of(table)) for table in (Section, SectionLink))


def empty() -> None:
    """Forget them all, before they are made again."""
    for statement in _EMPTY:
        write(statement, {})
