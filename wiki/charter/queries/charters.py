"""The charters, their versions and what proves them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import sqlalchemy as sa

from wiki.charter.models import Article, Charter, FrozenText, LogLine, Signature, Version
from wiki.charter.queries import annexes, minutes
from wiki.charter.rules import chain
from wiki.charter.rules.blocks import Block, Numbered, blocks_of
from wiki.charter.rules.versions import IN_FORCE, UNDER_WAY, number_of
from wiki.kernel.db import look, reading
from wiki.kernel.errors import Missing
from wiki.language.folding import fold
from wiki.pages.models import Page, Revision
from wiki.pages.queries import pages

#: What depends on the list of the charters and on how far each is.
LIST = "charters"
#: Charters shown at once: a network has a few.
SIZE = 100


class Listed(NamedTuple):
    """A charter with the version in force and the one under way, where there are some."""

    charter: Charter
    in_force: Version | None
    under_way: Version | None


def by_slug(slug: str, *, locked: bool = False) -> Charter:
    """The charter of this slug; `locked` keeps others from acting on it. Raises `Missing`."""
    query = sa.select(Charter).where(Charter.slug == slug.replace("\x00", ""))
    if locked:
        query = query.with_for_update(key_share=True).execution_options(populate_existing=True)
    found = reading().scalar(query)
    if found is None:
        raise Missing("charter_missing")
    return found


#: Asked of every page that is shown: nearly none is the draft of a charter.
_OF_PAGE = sa.select(Charter.id).where(Charter.page_id == sa.bindparam("of", type_=sa.BigInteger()))


def of_page(page_id: int) -> Charter | None:
    """The charter whose draft is a page."""
    found = look(_OF_PAGE, of=page_id)
    return reading().get_one(Charter, found[0][0]) if found else None


def charters() -> list[Listed]:
    """All of them, by title."""
    every = reading().scalars(sa.select(Charter))
    found = sorted(every, key=lambda one: (fold(one.title), one.id))[:SIZE]
    told = sa.select(Version).where(
        Version.charter_id.in_([one.id for one in found]),
        Version.state.in_((*UNDER_WAY, IN_FORCE)),
    )
    known = {(one.charter_id, one.state == IN_FORCE): one for one in reading().scalars(told)}
    return [Listed(one, known.get((one.id, True)), known.get((one.id, False))) for one in found]


def versions(charter_id: int) -> list[Version]:
    """The versions of a charter, the newest first."""
    query = sa.select(Version).where(Version.charter_id == charter_id).order_by(Version.id.desc())
    return list(reading().scalars(query))


def under_way(charter_id: int) -> Version | None:
    """The version that is being made, if there is one."""
    query = sa.select(Version).where(Version.charter_id == charter_id, Version.state.in_(UNDER_WAY))
    return reading().scalar(query)


def in_force(charter_id: int) -> Version | None:
    """The version in force, if there is one."""
    query = sa.select(Version).where(Version.charter_id == charter_id, Version.state == IN_FORCE)
    return reading().scalar(query)


def by_uid(uid: str) -> Version:
    """The version of this uid. Raises `Missing`."""
    found = reading().scalar(sa.select(Version).where(Version.uid == uid.replace("\x00", "")))
    if found is None:
        raise Missing("charter_version_missing")
    return found


def charter_of(version: Version) -> Charter:
    """The charter that a version is of."""
    return reading().get_one(Charter, version.charter_id)


def parent_of(version: Version) -> Version | None:
    """The version that was in force when it was begun."""
    return None if version.parent_id is None else reading().get(Version, version.parent_id)


def ancestors(version: Version) -> list[Version]:
    """The versions that it follows, the nearest first."""
    found: list[Version] = []
    while (before := parent_of(found[-1] if found else version)) is not None:
        found.append(before)
    return found


def numbered_as(charter_id: int, shown: str) -> Version:
    """The version of this number, as it stands in an address. Raises `Missing`."""
    number = number_of(shown)
    found = None
    if number is not None:
        major, minor, fix = number
        query = sa.select(Version).where(
            Version.charter_id == charter_id,
            Version.major == major,
            Version.minor == minor,
            Version.fix == fix,
        )
        found = reading().scalar(query)
    if found is None:
        raise Missing("charter_version_missing")
    return found


def last_number(charter_id: int) -> tuple[int, int, int] | None:
    """The highest number that a version of a charter ever had."""
    query = (
        sa.select(Version.major, Version.minor, Version.fix)
        .where(Version.charter_id == charter_id, Version.major.is_not(None))
        .order_by(Version.major.desc(), Version.minor.desc(), Version.fix.desc())
        .limit(1)
    )
    row = reading().execute(query).first()
    return None if row is None else (int(row[0] or 0), int(row[1] or 0), int(row[2] or 0))


# -- What it says


def draft_page(charter: Charter) -> Page:
    """The page that is its draft."""
    return reading().get_one(Page, charter.page_id)


def draft_blocks(charter: Charter) -> tuple[Block, ...]:
    """The blocks of its draft, as the page says them now."""
    page = draft_page(charter)
    return blocks_of(pages.body(page))


def frozen_text(version: Version) -> FrozenText | None:
    """What a version says for good; None while it is not frozen, or when it is gone."""
    return None if version.hash is None else reading().get(FrozenText, version.hash)


def frozen_blocks(version: Version) -> tuple[Numbered, ...]:
    """The same as blocks, with the numbers that they had then. Raises `Missing`."""
    found = frozen_text(version)
    if found is None:
        raise Missing("charter_text_missing")
    return chain.thawed(found.text)


def article_names(charter_id: int) -> set[str]:
    """The short ids that blocks of a charter ever had."""
    return set(reading().scalars(sa.select(Article.name).where(Article.charter_id == charter_id)))


# -- What proves it


def lines(charter_id: int) -> list[chain.Line]:
    """The journal of a charter, the first act first."""
    query = sa.select(LogLine).where(LogLine.charter_id == charter_id).order_by(LogLine.number)
    return [
        chain.Line(
            one.number,
            one.at,
            one.actor_id,
            one.action,
            one.detail,
            one.previous_hash,
            one.hash,
        )
        for one in reading().scalars(query)
    ]


def broken(charter: Charter) -> list[chain.Broken]:
    """The links of a charter that do not hold, the first one first."""
    kept = []
    for version in sorted(versions(charter.id), key=lambda one: one.id):
        text = frozen_text(version)
        kept.append(
            chain.Kept(
                version.uid,
                version.number,
                version.state,
                version.hash,
                text.parent_hash if text else "",
                text.text if text else None,
            )
        )
    signed = sa.select(Signature.uid, Signature.version_hash, Signature.annex_hash)
    rows = reading().execute(signed.where(Signature.charter_id == charter.id))
    signatures = {uid: (text, annex) for uid, text, annex in rows}
    told = lines(charter.id)
    found = chain.broken(charter.uid, told, kept, signatures)
    return [*found, *minutes.broken(charter.id, told), *annexes.broken(charter.id, told)]


def all_charters() -> Iterator[Charter]:
    """Each of them."""
    yield from reading().scalars(sa.select(Charter).order_by(Charter.id))


def networks() -> Sequence[Page]:
    """The pages that describe a network, by title."""
    query = (
        sa.select(Page)
        .join(Revision, sa.and_(Revision.page_id == Page.id, Revision.number == Page.head))
        .where(Revision.kind == "network", Page.deleted_at.is_(None))
        .order_by(Page.sort, Page.key)
        .limit(SIZE)
    )
    return reading().scalars(query).all()
