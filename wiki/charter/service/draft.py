"""The draft of a charter: the page that says it, its short ids, and whether people write it."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from wiki.charter.models import Article, Charter
from wiki.charter.queries import charters as queries
from wiki.charter.rules.blocks import Block, blocks_of, is_closed, named, source_of
from wiki.charter.rules.versions import DRAFT
from wiki.kernel import clock
from wiki.kernel.db import act, reading
from wiki.kernel.errors import Conflict
from wiki.kernel.permissions import Actor
from wiki.live.service import log as shared
from wiki.pages.models import Page
from wiki.pages.queries import pages
from wiki.pages.rules import AMENDED
from wiki.pages.service.derive import touch_page
from wiki.pages.service.revise import Change, require_edit, revise

_NAMED = "Chaque article reçoit son identifiant"
_LETTERS, _SIGNS = "abcdefghjkmnpqrstuvwxyz", "23456789abcdefghjkmnpqrstuvwxyz"


def held_page(charter: Charter) -> Page:
    """The page of a charter, held until the act ends; the charter's row is held before it."""
    return pages.by_uid(queries.draft_page(charter).uid, locked=True)


def lock(page: Page, *, is_locked: bool) -> None:
    """From now on nobody writes the page directly, or members do. Inside an act."""
    page.protection = AMENDED if is_locked else "members"
    reading().flush()
    shared.close(page.uid, f"protected_{AMENDED}" if is_locked else "")
    touch_page(page.id)


def new_name(charter_id: int) -> str:
    """A short id that no block of a charter ever had; taken at once. Inside an act."""
    taken = queries.article_names(charter_id)
    while True:
        name = secrets.choice(_LETTERS) + "".join(secrets.choice(_SIGNS) for _ in range(4))
        if name not in taken:
            _take(charter_id, [name])
            return name


def name_all(charter: Charter, blocks: Sequence[Block], known: set[str]) -> tuple[Block, ...]:
    """The blocks with an id each; of those that blocks had before, only the `known` go on."""
    gone = queries.article_names(charter.id) - known
    found = named(blocks, gone, lambda: new_name(charter.id))
    there = queries.article_names(charter.id)
    _take(charter.id, [one.id for one in found if one.level and one.id not in there])
    return found


def name_articles(actor: Actor, slug: str) -> None:
    """Give every heading of a text that is being written the short id by which it is written.

    Raises `Conflict`, `Refused`.
    """
    with act():
        charter = queries.by_slug(slug, locked=True)
        version, page = queries.under_way(charter.id), held_page(charter)
        if version is None or version.state != DRAFT:
            raise Conflict("charter_not_written")
        require_edit(actor, page)
        blocks = blocks_of(pages.body(page))
        if not all(is_closed(one.text) for one in blocks):
            raise Conflict("outline_unsafe")
        known = pages.text_at(page, version.opened_revision) if version.opened_revision else ""
        blocks = name_all(charter, blocks, {one.id for one in blocks_of(known)})
        version.opened_revision = write(actor, page, blocks, _NAMED)


def _take(charter_id: int, names: Sequence[str]) -> None:
    now = clock.now()
    reading().add_all(Article(charter_id=charter_id, name=name, made_at=now) for name in names)
    reading().flush()


def write(actor: Actor, page: Page, blocks: Sequence[Block], summary: str) -> int:
    """Let the page say these blocks; returns the number of the revision that does.

    Inside an act that holds the page.
    """
    body = source_of(blocks)
    if body != pages.body(page):
        revise(actor, page, Change(page.title, body, "edited", summary))
    return page.head
