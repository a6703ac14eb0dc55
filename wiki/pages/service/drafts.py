"""Drafts: what someone was writing, kept whatever happens."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from wiki.kernel import clock
from wiki.kernel.db import act, insert_missing, reading, table_of, write
from wiki.kernel.errors import Refused
from wiki.kernel.permissions import Actor, May
from wiki.kernel.slugs import clean_title, title_key
from wiki.pages.models import Draft, Page
from wiki.pages.queries.joinings import joined_under
from wiki.pages.queries.pages import led_to
from wiki.pages.rules import BODY_SIZE, SUMMARY_LENGTH

#: Drafts of one person: beyond it the browser alone keeps what is written.
MOST_DRAFTS = 200


def keep_draft(
    actor: Actor,
    title: str,
    *,
    body: str,
    base: int,
    summary: str = "",
    section: int | None = None,
) -> bool:
    """Keep what a member is writing; False when the browser alone does, which always does.

    That is for a visitor, or one draft too many. Not an event of the wiki's life: it has no line
    in the journal.
    """
    if actor.member_id is None:
        return False
    _require_scope(actor)
    title = clean_title(title)
    with act() as session:
        if not joined_under(title) and (page := led_to(title)):  # it may have been renamed
            title = page.title
        key = {
            "member_id": actor.member_id,
            "key": title_key(title),
            "section": _name(section),
        }
        if not _has_room(session, key):
            return False
        said = {
            "title": title,
            "base": base,
            "body": body.replace("\x00", "")[: 2 * BODY_SIZE],
            "summary": summary.replace("\x00", "")[:SUMMARY_LENGTH],
            "updated_at": clock.now(),
        }
        insert_missing(Draft, {**key, **said})
        session.execute(sa.update(Draft).filter_by(**key).values(**said))
    return True


def give_draft(member_id: int, title: str, body: str, base: int, summary: str) -> None:
    """Give a text back to who wrote it, unless they have begun another one. Inside an act."""
    key = {"member_id": member_id, "key": title_key(title), "section": _name(None)}
    if _has_room(reading(), key):
        said = {"title": title, "base": base, "body": body, "summary": summary}
        insert_missing(Draft, {**key, **said, "updated_at": clock.now()})


def discard_draft(actor: Actor, title: str, section: int | None = None) -> None:
    """Throw a draft away, as its author asks."""
    _require_scope(actor)
    with act():
        forget_draft(actor, title_key(title), section)


_FORGET = sa.delete(table_of(Draft)).where(
    Draft.member_id == sa.bindparam("of"),
    Draft.key == sa.bindparam("page"),
    Draft.section == sa.bindparam("part"),
)


def forget_draft(actor: Actor, key: str, section: int | None) -> None:
    """The draft became a revision, or is not wanted. Inside an act."""
    if actor.member_id is not None:
        write(_FORGET, {"of": actor.member_id, "page": key, "part": _name(section)})


def carry_drafts(old_key: str, page: Page) -> None:
    """What was being written on a page follows it to its new title. Inside an act."""
    other = aliased(Draft)
    is_taken = (
        sa.select(other.member_id)
        .where(
            other.member_id == Draft.member_id,
            other.section == Draft.section,
            other.key == page.key,
        )
        .exists()
    )
    reading().execute(
        sa.update(Draft)
        .where(Draft.key == old_key, ~is_taken)
        .values(key=page.key, title=page.title)
        .execution_options(synchronize_session=False)
    )


def _require_scope(actor: Actor) -> None:
    """Refuse a program whose token does not write."""
    if actor.token_scope is not None and not actor.token_scope & {May.EDIT.code, "all"}:
        raise Refused("token_scope", right=May.EDIT.code)


def _has_room(session: Session, key: Mapping[str, Any]) -> bool:
    """Whether the draft is there already, or is not one too many."""
    if session.get(Draft, key) is not None:
        return True
    query = sa.select(sa.func.count()).where(Draft.member_id == key["member_id"])
    return (session.scalar(query) or 0) < MOST_DRAFTS


def _name(section: int | None) -> str:
    return "" if section is None else str(section)
