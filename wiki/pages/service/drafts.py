"""Drafts: what someone was writing, kept whatever happens."""

from __future__ import annotations

import sqlalchemy as sa

from wiki.kernel import clock
from wiki.kernel.db import act, reading
from wiki.kernel.permissions import Actor
from wiki.kernel.slugs import clean_title, title_key
from wiki.pages.models import Draft
from wiki.pages.rules import BODY_SIZE, SUMMARY_LENGTH


def keep_draft(
    actor: Actor,
    title: str,
    *,
    body: str,
    base: int,
    summary: str = "",
    section: int | None = None,
) -> bool:
    """Keep what a member is writing; False for a visitor, whose browser keeps it.

    Not an event of the wiki's life: it has no line in the journal.
    """
    if actor.member_id is None:
        return False
    title = clean_title(title)
    with act() as session:
        session.merge(
            Draft(
                member_id=actor.member_id,
                key=title_key(title),
                section=_name(section),
                title=title,
                base=base,
                body=body.replace("\x00", "")[: 2 * BODY_SIZE],
                summary=summary[:SUMMARY_LENGTH],
                updated_at=clock.now(),
            )
        )
    return True


def discard_draft(actor: Actor, title: str, section: int | None = None) -> None:
    """Throw a draft away, as its author asks."""
    with act():
        forget_draft(actor, title_key(title), section)


def forget_draft(actor: Actor, key: str, section: int | None) -> None:
    """The draft became a revision, or is not wanted. Inside an act."""
    if actor.member_id is not None:
        reading().execute(
            sa.delete(Draft).where(
                Draft.member_id == actor.member_id,
                Draft.key == key,
                Draft.section == _name(section),
            )
        )


def _name(section: int | None) -> str:
    return "" if section is None else str(section)
