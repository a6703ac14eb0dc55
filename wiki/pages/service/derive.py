"""What follows from a page's text: links, and which renderings no longer hold. Inside an act."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from wiki.journal.service import take_turn
from wiki.kernel import signals
from wiki.kernel.db import reading
from wiki.kernel.errors import Invalid
from wiki.kernel.slugs import clean_title, title_key
from wiki.markup.document import Document
from wiki.pages.models import Dependency, Link, Page, Rendering
from wiki.pages.queries import pages as queries
from wiki.pages.queries.documents import document_of


def title_dependency(key: str) -> str:
    """What depends on whether there is a page at a title, red links included."""
    return f"title:{key}"


def text_dependency(key: str) -> str:
    """What depends on what a page says."""
    return f"text:{key}"


def derive_links(page: Page, body: str) -> None:
    """Write the links of a page again: those that came, went or are written otherwise."""
    session = reading()
    known = sa.select(Link.target_key, Link.target_title).where(Link.page_id == page.id)
    before = {(key, title) for key, title in session.execute(known)}
    now = set(targets_of(page, document_of(body)).items())
    if gone := [key for key, _ in before - now]:
        session.execute(
            sa.delete(Link)
            .where(Link.page_id == page.id, Link.target_key.in_(gone))
            .execution_options(synchronize_session=False)
        )
    if come := sorted(now - before):
        rows = [
            {"page_id": page.id, "target_key": key, "target_title": title} for key, title in come
        ]
        session.execute(sa.insert(Link), rows)


def targets_of(page: Page, parsed: Document) -> dict[str, str]:
    """The other titles that a text links to or includes: key -> title, as first written."""
    targets: dict[str, str] = {}
    for link in (*parsed.links, *parsed.inclusions):
        if title := _title_or_nothing(link.target):
            targets.setdefault(title_key(title), title)
    targets.pop(page.key, None)
    return targets


def _title_or_nothing(raw: str) -> str:
    try:
        return clean_title(raw)
    except Invalid:
        return ""


def forget(page: Page) -> None:
    """A page in the bin has no links and no rendering."""
    session = reading()
    for table in (Link, Rendering, Dependency):
        session.execute(sa.delete(table).where(table.page_id == page.id))


def mark_stale(keys: Iterable[str]) -> None:
    """Mark every rendering that depends on one of the keys, in one statement."""
    take_turn()
    wanted = frozenset(keys)
    depending = sa.select(Dependency.page_id).where(Dependency.key.in_(wanted))
    reading().execute(
        sa.update(Rendering)
        .where(Rendering.page_id.in_(depending))
        .values(is_stale=True, stamp=Rendering.stamp + 1)
        .execution_options(synchronize_session=False)
    )
    signals.dependencies_changed.send(keys=wanted)


def touch_page(page_id: int) -> None:
    """A page would show otherwise though its text has not changed."""
    take_turn()
    reading().execute(
        sa.update(Rendering)
        .where(Rendering.page_id == page_id)
        .values(stamp=Rendering.stamp + 1)
        .execution_options(synchronize_session=False)
    )


def rebuild_links() -> None:
    """Make every link again from the newest revisions."""
    session = reading()
    session.execute(sa.delete(Link))
    for page in list(queries.all_alive()):
        derive_links(page, queries.body(page))
