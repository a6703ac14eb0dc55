"""Finding pages and what they say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import sqlalchemy as sa

from wiki.kernel import clock, db
from wiki.kernel.db import Asked, Database, look, noted, reading, table_of
from wiki.kernel.errors import Erased, Missing
from wiki.kernel.permissions import Actor
from wiki.kernel.prepared import Among
from wiki.kernel.slugs import clean_title, title_key
from wiki.members.models import Member, MemberRole, SignIn
from wiki.members.queries import SIGNED_IN, WHO, actor_from
from wiki.pages import codec
from wiki.pages.models import (
    Page,
    Redaction,
    Redirect,
    RenderedHtml,
    Rendering,
    Revision,
    Text,
    TitleLock,
)
from wiki.site.queries import SITE_STAMP, SITE_STAMP_QUERY

_PAGE = sa.select(*table_of(Page).columns)
_OF_KEY = (Page.key == sa.bindparam("key"), Page.deleted_at.is_(None))
_AT = _PAGE.where(*_OF_KEY)
#: Rows of other acts may name the page meanwhile: who makes them would otherwise wait for this act,
#: while this one waits for its turn.
_AT_LOCKED = _AT.with_for_update(key_share=True)
_BY_UID = _PAGE.where(Page.uid == sa.bindparam("uid"))
_BY_UID_LOCKED = _BY_UID.with_for_update(key_share=True)


def find(title: str, *, locked: bool = False) -> Page | None:
    """The page of this title, not one in the bin; `locked` keeps others from changing it."""
    return db.find(Page, _AT_LOCKED if locked else _AT, key=title_key(title))


def get(title: str) -> Page:
    """The page of this title, or `Missing`."""
    page = find(title)
    if page is None:
        raise Missing("page_missing", title=title)
    return page


def by_uid(uid: str, *, locked: bool = False) -> Page:
    """The page of this uid, in the bin or not; `locked` keeps others from changing it meanwhile."""
    query = _BY_UID_LOCKED if locked else _BY_UID
    # A form may send anything, and no column holds a NUL.
    page = None if "\0" in uid else db.find(Page, query, uid=uid)
    if page is None:
        raise Missing("page_missing", title=uid)
    return page


def redirect_of(title: str) -> tuple[Redirect, Page] | None:
    """The redirect that stands at this title, and the page it leads to."""
    query = (
        sa.select(Redirect, Page)
        .join(Page, Page.id == Redirect.page_id)
        .where(Redirect.key == title_key(title), Page.deleted_at.is_(None))
    )
    row = reading().execute(query).first()
    return None if row is None else (row[0], row[1])


def redirects_to(page_id: int) -> Sequence[Redirect]:
    """The titles that lead to a page."""
    query = sa.select(Redirect).where(Redirect.page_id == page_id).order_by(Redirect.key)
    return reading().scalars(query).all()


_EXISTING: Asked = sa.union_all(
    sa.select(Redirect.key, Page.title, sa.literal_column("0").label("is_direct"))
    .join(Page, Page.id == Redirect.page_id)
    .where(Among(Redirect.key, "keys"), Page.deleted_at.is_(None)),
    sa.select(Page.key, Page.title, sa.literal_column("1")).where(
        Among(Page.key, "keys"), Page.deleted_at.is_(None)
    ),
)


def existing_titles(keys: Iterable[str]) -> dict[str, str]:
    """Which of these keys lead to a page, redirects included: key -> title of the page.

    A page comes before a redirect that stood at its title.
    """
    wanted = sorted(set(keys))
    found = look(_EXISTING, keys=wanted) if wanted else ()
    direct = {key: title for key, title, is_direct in found if is_direct}
    return {key: title for key, title, _ in found} | direct


def led_to(title: str) -> Page | None:
    """The page that a title leads to, its own or an old one."""
    page = find(title)
    if page is None and (found := redirect_of(title)):
        return found[1]
    return page


def titles(ids: Iterable[int]) -> dict[int, str]:
    """The titles of some pages."""
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        return {}
    places = 1 << (len(wanted) - 1).bit_length()  # few queries, whatever the number of pages
    wanted += wanted[:1] * (places - len(wanted))
    return dict(look(_titled(places), **{f"id_{n}": each for n, each in enumerate(wanted)}))


@cache
def _titled(places: int) -> Asked:
    given = [sa.bindparam(f"id_{n}", type_=sa.BigInteger()) for n in range(places)]
    return sa.select(Page.id, Page.title).where(Page.id.in_(given))


def page_at(address: str) -> Page:
    """The page that an address names, through a redirect if need be; else `Missing`."""
    title = clean_title(address)
    page = led_to(title)
    if page is None:
        raise Missing("page_missing", title=title)
    return page


def title_lock(title: str) -> TitleLock | None:
    """The reservation of a title."""
    return reading().get(TitleLock, title_key(title))


_TEXT = sa.select(Text.codec, Text.data).where(Text.sha256 == sa.bindparam("sha256"))
_NUMBERED = sa.select(*table_of(Revision).columns).where(
    Revision.page_id == sa.bindparam("of"), Revision.number == sa.bindparam("number")
)
#: Under which name the last revision that was asked for is noted: it never changes.
_LAST = "pages.revision"
#: The same of the last text: a save looks at the one before it more than once.
_LAST_TEXT = "pages.text"


def text(sha256: str) -> str:
    """A text by its hash. One that was lawfully erased reads as empty."""
    return _text(sha256) or ""


def text_at(page: Page, number: int) -> str:
    """What a page said in a revision; `Erased` when that was lawfully erased, or `Missing`."""
    sha256 = revision(page, number).text_sha256
    found = _text(sha256)
    if found is not None:
        return found
    if reading().get(Redaction, sha256):
        raise Erased("text_erased", title=page.title, n=number)
    raise Missing("text_lost", title=page.title, n=number)


def _text(sha256: str) -> str | None:
    last: tuple[str, str] | None = noted().get(_LAST_TEXT)
    if last is not None and last[0] == sha256:
        return last[1]
    row = next(iter(look(_TEXT, sha256=sha256)), None)
    if row is None:
        return None
    found = codec.unpack(*row)
    noted()[_LAST_TEXT] = (sha256, found)
    return found


def revision(page: Page, number: int) -> Revision:
    """A revision of a page by its number, or `Missing`."""
    last: Revision | None = noted().get(_LAST)
    if last is not None and (last.page_id, last.number) == (page.id, number):
        return last
    found = db.find(Revision, _NUMBERED, of=page.id, number=number)
    if found is None:
        raise Missing("revision_missing", title=page.title, number=number)
    noted()[_LAST] = found
    return found


def head(page: Page) -> Revision:
    """The newest revision of a page."""
    return revision(page, page.head)


def body(page: Page) -> str:
    """What a page says now."""
    return text(head(page).text_sha256)


def all_alive() -> Iterable[Page]:
    """Every page that is not in the bin, by id, read little by little."""
    return reading().scalars(_alive().order_by(Page.id).execution_options(yield_per=200))


def count() -> int:
    """How many pages there are."""
    query = sa.select(sa.func.count()).select_from(Page).where(Page.deleted_at.is_(None))
    return reading().scalar(query) or 0


def _alive() -> sa.Select[Page]:
    return sa.select(Page).where(Page.deleted_at.is_(None))


@dataclass(frozen=True)
class Glance:
    """What must be known of a page before it is shown: is what was kept still right?"""

    id: int
    uid: str
    title: str
    head: int
    stamp: int
    site_stamp: int


GLANCE = (
    sa.select(
        Page.id,
        Page.uid,
        Page.title,
        Page.head,
        sa.func.coalesce(Rendering.stamp, 0).label("stamp"),
        sa.func.coalesce(SITE_STAMP_QUERY.scalar_subquery(), 0).label("site_stamp"),
    )
    .outerjoin(Rendering, sa.and_(Rendering.page_id == Page.id, Rendering.audience == "public"))
    .where(*_OF_KEY)
)


def glance(title: str) -> Glance | None:
    """One indexed look at a page, its rendering and the site."""
    found = next((Glance(*row) for row in look(GLANCE, key=title_key(title))), None)
    if found:
        noted()[SITE_STAMP] = found.site_stamp
    return found


class Shown(NamedTuple):
    """What the screen of a page is made from, found in one look."""

    page: Glance
    protection: str
    #: Its kept rendering; None when it is to be made again.
    html: str | None
    outline: list[Any]


_is_right = sa.and_(Rendering.revision == Page.head, Rendering.is_stale.is_(False))
_SHOWN = GLANCE.add_columns(
    Page.protection, sa.case((_is_right, RenderedHtml.html)).label("html"), RenderedHtml.outline
).outerjoin(
    RenderedHtml, sa.and_(RenderedHtml.page_id == Page.id, RenderedHtml.audience == "public")
)


def shown(title: str) -> Shown | None:
    """A page with its kept rendering: what `glance` knows is of the same moment."""
    row = next(iter(look(_SHOWN, key=title_key(title))), None)
    if row is None:
        return None
    found = Shown(Glance(*row[:6]), *row[6:])
    noted()[SITE_STAMP] = found.page.site_stamp
    return found


class Written(NamedTuple):
    """A page and what it says now: what a form to edit it begins with."""

    id: int
    uid: str
    key: str
    title: str
    head: int
    protection: str
    licence: str
    #: Of its sheet, None without.
    kind: str | None
    body: str


_WRITTEN = (
    sa.select(
        Page.id,
        Page.uid,
        Page.key,
        Page.title,
        Page.head,
        Page.protection,
        Revision.licence,
        Revision.kind,
        Text.codec,
        Text.data,
    )
    .join(Revision, sa.and_(Revision.page_id == Page.id, Revision.number == Page.head))
    .outerjoin(Text, Text.sha256 == Revision.text_sha256)
    .where(*_OF_KEY)
)


def written(title: str) -> Written | None:
    """The page of this title with its text, in one look. An erased text reads as empty."""
    row = next(iter(look(_WRITTEN, key=title_key(title))), None)
    if row is None:
        return None
    *page, name, data = row
    return Written._make((*page, "" if name is None else codec.unpack(name, data)))


def glance_at(database: Database, key: str) -> Glance | None:
    """The same by the key of a title, where no application is at hand."""
    return next((Glance(*row) for row in database.look(GLANCE, key=key)), None)


def glimpse_at(database: Database, key: str) -> Glance | None:
    """The same without a wait; None too where there might be one."""
    return next((Glance(*row) for row in database.glimpse(GLANCE, key=key) or ()), None)


_GLANCE_BY = (
    GLANCE.add_columns(*WHO)
    .join(SignIn, SignIn.key_hash == sa.bindparam("key_hash"))
    .join(Member, sa.and_(*SIGNED_IN))
    .outerjoin(MemberRole, MemberRole.member_id == Member.id)
)


def glance_by(database: Database, key: str, key_hash: str) -> tuple[Glance, Actor] | None:
    """The same with the actor who is signed in by a key, all of one moment; None without either."""
    rows = database.look(_GLANCE_BY, key=key, key_hash=key_hash, now=clock.now())
    if not rows:
        return None
    return Glance(*rows[0][:6]), actor_from([row[6:] for row in rows])
