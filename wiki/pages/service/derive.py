"""What follows from a page's text: links, and which renderings no longer hold. Inside an act."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa

from wiki.journal.service import take_turn
from wiki.kernel import signals
from wiki.kernel.db import look, reading, table_of, write
from wiki.kernel.errors import Invalid
from wiki.kernel.prepared import Among
from wiki.kernel.slugs import clean_title, title_key
from wiki.markup.document import Document
from wiki.pages.models import Dependency, KeptAnswer, Link, Page, RenderedHtml, Rendering
from wiki.pages.queries import pages as queries
from wiki.pages.queries.documents import document_of
from wiki.pages.queries.neighbours import neighbours
from wiki.pages.queries.renderings import Kept
from wiki.pages.service import ready

#: What depends on which pages changed last.
CHANGES = "changes"


def title_dependency(key: str) -> str:
    """What depends on whether there is a page at a title, red links included."""
    return f"title:{key}"


def text_dependency(key: str) -> str:
    """What depends on what a page says."""
    return f"text:{key}"


@dataclass(frozen=True)
class Difference:
    """The keys that a page links to and did not, and those it does not any more."""

    come: frozenset[str]
    gone: frozenset[str]


_LINKS = sa.select(Link.target_key, Link.target_title).where(Link.page_id == sa.bindparam("of"))
_LINK = sa.insert(table_of(Link))
_UNLINK = sa.delete(table_of(Link)).where(
    Link.page_id == sa.bindparam("of"), Link.target_key == sa.bindparam("key")
)


def derive_links(page: Page, body: str) -> Difference:
    """Write the links of a page again: those that came, went or are written otherwise."""
    before = {(row[0], row[1]) for row in look(_LINKS, of=page.id)}
    now = set(targets_of(page, document_of(body)).items())
    write(_UNLINK, *({"of": page.id, "key": key} for key, _ in sorted(before - now)))
    write(
        _LINK,
        *(
            {"page_id": page.id, "target_key": key, "target_title": title}
            for key, title in sorted(now - before)
        ),
    )
    had, has = {key for key, _ in before}, {key for key, _ in now}
    return Difference(frozenset(has - had), frozenset(had - has))


def targets_of(page: Page, parsed: Document) -> dict[str, str]:
    """The other titles that a text links to or includes: key -> title, as first written."""
    targets: dict[str, str] = {}
    outside = neighbours() if any(link.prefix for link in parsed.links) else {}
    inside = (link for link in parsed.links if link.kind(outside) == "page")
    for link in (*inside, *parsed.inclusions):
        if title := _title_or_nothing(link.target):
            targets.setdefault(title_key(title), title)
    targets.pop(page.key, None)
    return targets


def _title_or_nothing(raw: str) -> str:
    try:
        return clean_title(raw)
    except Invalid:
        return ""


_FORGET = tuple(
    sa.delete(table_of(table)).where(table.page_id == sa.bindparam("of"))
    for table in (Link, Rendering, RenderedHtml, KeptAnswer, Dependency)
)


def forget(page: Page) -> Difference:
    """A page in the bin has no links and no rendering."""
    take_turn()  # whoever marks it stale meanwhile holds it
    gone = frozenset(row[0] for row in look(_LINKS, of=page.id))
    for statement in _FORGET:
        write(statement, {"of": page.id})
    return Difference(frozenset(), gone)


_STALE = (
    sa.update(table_of(Rendering))
    .where(
        Rendering.page_id.in_(sa.select(Dependency.page_id).where(Among(Dependency.key, "keys")))
    )
    .values(is_stale=True, stamp=Rendering.stamp + 1)
)
_TOUCH = (
    sa.update(table_of(Rendering))
    .where(Rendering.page_id == sa.bindparam("of"))
    .values(stamp=Rendering.stamp + 1)
)
_at_titles = Rendering.page_id.in_(
    sa.select(Page.id).where(Among(Page.key, "keys"), Page.deleted_at.is_(None))
)
_TOUCH_TITLES = sa.update(table_of(Rendering)).where(_at_titles).values(stamp=Rendering.stamp + 1)
_STALE_TITLES = _TOUCH_TITLES.values(is_stale=True)


def mark_stale(keys: Iterable[str]) -> None:
    """Mark every rendering that depends on one of the keys, in one statement."""
    take_turn()
    wanted = frozenset(keys)
    write(_STALE, {"keys": sorted(wanted)})
    ready.soon()
    signals.dependencies_changed.send(keys=wanted)


def mark_texts_stale(keys: Iterable[str]) -> None:
    """Mark the renderings of pages, and of those that show their texts, by the pages' keys."""
    mark_stale(map(text_dependency, wanted := sorted(keys)))
    write(_STALE_TITLES, {"keys": wanted})


def touch_page(page_id: int) -> None:
    """A page would show otherwise though its text has not changed."""
    take_turn()
    write(_TOUCH, {"of": page_id})
    ready.soon()


def touch_titles(keys: Iterable[str]) -> None:
    """The pages at these titles would show otherwise though their texts have not changed."""
    take_turn()
    write(_TOUCH_TITLES, {"keys": sorted(keys)})
    ready.soon()


_MOVE = (
    sa.update(table_of(Rendering))
    .where(Rendering.page_id == sa.bindparam("of"), Rendering.audience == sa.bindparam("to"))
    .values(revision=sa.bindparam("revision"), is_stale=False, stamp=Rendering.stamp + 1)
)
_SAY = (
    sa.update(table_of(RenderedHtml))
    .where(RenderedHtml.page_id == sa.bindparam("of"), RenderedHtml.audience == sa.bindparam("to"))
    .values(html=sa.bindparam("html"), outline=sa.bindparam("outline"))
)
_BEGIN = sa.insert(table_of(Rendering))
_SAY_FIRST = sa.insert(table_of(RenderedHtml))
_DEPENDENCIES = sa.select(Dependency.key).where(Dependency.page_id == sa.bindparam("of"))
_DEPEND = sa.insert(table_of(Dependency))
_LET_GO = sa.delete(table_of(Dependency)).where(
    Dependency.page_id == sa.bindparam("of"), Dependency.key == sa.bindparam("dependency")
)


def keep_rendering(page_id: int, audience: str, kept: Kept, dependencies: Iterable[str]) -> None:
    """Keep the rendering of a page, its stamp grown, with what it depends on."""
    take_turn()
    said = {"html": kept.html, "outline": kept.outline}
    if write(_MOVE, {"of": page_id, "to": audience, "revision": kept.revision}):
        write(_SAY, {"of": page_id, "to": audience, **said})
    else:
        key, stamp = {"page_id": page_id, "audience": audience}, secrets.randbits(48)
        first = {"revision": kept.revision, "is_stale": False, "stamp": stamp, "ready": 0}
        write(_BEGIN, {**key, **first})
        write(_SAY_FIRST, {**key, **said})
    now = set(dependencies)
    before = {row[0] for row in look(_DEPENDENCIES, of=page_id)}
    gone, come = sorted(before - now), sorted(now - before)
    write(_LET_GO, *({"of": page_id, "dependency": key} for key in gone))
    write(_DEPEND, *({"page_id": page_id, "key": key} for key in come))
    ready.soon()


def rebuild_order() -> None:
    """Put every page in the order of names again."""
    for page in reading().scalars(sa.select(Page)).all():
        page.key = page.key  # its place follows
    reading().flush()


def rebuild_links() -> None:
    """Make every link again from the newest revisions."""
    session = reading()
    session.execute(sa.delete(Link))
    for page in list(queries.all_alive()):
        derive_links(page, queries.body(page))
