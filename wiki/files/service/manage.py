"""Acts on files that are there: what is said about them, the bin."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from wiki.files import rules
from wiki.files.models import File, FileUse
from wiki.files.service import documents
from wiki.files.service.add import describe
from wiki.journal.service import record, take_turn
from wiki.kernel import clock
from wiki.kernel.db import act
from wiki.kernel.errors import Missing, Refused
from wiki.kernel.permissions import Actor, May, require
from wiki.pages.models import Page, Rendering
from wiki.pages.service.derive import mark_stale, text_dependency
from wiki.site.queries import policy, setting


def redescribe(actor: Actor, uid: str, description: rules.Description) -> File:
    """Change what is said about a file; the former words stay in the journal."""
    wanted = rules.checked(description)
    with act() as session:
        require(actor, May.UPLOAD, policy())
        file = locked(session, uid)
        before = rules.Description(file.alt, file.credit, file.licence)
        if before == wanted:
            return file
        describe(file, wanted)
        session.flush()
        documents.index(file)
        mark_pages_stale(session, uid)
        changes = {
            name: {"from": getattr(before, name), "to": getattr(wanted, name)}
            for name in ("alt", "credit", "licence")
            if getattr(before, name) != getattr(wanted, name)
        }
        record(actor, "file_described", "file", uid, changes=changes)
    return file


def delete(actor: Actor, uid: str, reason: str = "") -> None:
    """Put a file in the bin: its address answers nothing any more, its content stays.

    Raises `Refused` for the logo, which every page shows.
    """
    with act() as session:
        require(actor, May.DELETE, policy())
        file = locked(session, uid)
        if setting("logo") == uid:
            raise Refused("file_is_logo")
        file.deleted_at = clock.now()
        session.flush()
        documents.index(file)
        mark_pages_stale(session, uid)
        record(actor, "file_deleted", "file", uid, name=file.name, reason=reason[:500])


def restore(actor: Actor, uid: str) -> None:
    """Take a file out of the bin."""
    with act() as session:
        require(actor, May.RESTORE, policy())
        file = locked(session, uid, in_bin=True)
        file.deleted_at = None
        session.flush()
        documents.index(file)
        mark_pages_stale(session, uid)
        record(actor, "file_restored", "file", uid, name=file.name)


def mark_pages_stale(session: Session, uid: str) -> None:
    """What shows the file, and what would show it were it not in the bin. Inside an act."""
    take_turn()
    using = sa.select(FileUse.page_id).where(FileUse.file_uid == uid)
    session.execute(
        sa.update(Rendering)
        .where(Rendering.page_id.in_(using))
        .values(is_stale=True, stamp=Rendering.stamp + 1)
        .execution_options(synchronize_session=False)
    )
    keys = session.scalars(sa.select(Page.key).where(Page.id.in_(using)))
    mark_stale({rules.dependency(uid), *map(text_dependency, keys)})


def locked(session: Session, uid: str, *, in_bin: bool = False) -> File:
    """The file of that uid, nobody else changing it meanwhile. Raises `Missing`."""
    where = File.deleted_at.is_not(None) if in_bin else File.deleted_at.is_(None)
    file = session.scalar(sa.select(File).where(File.uid == uid, where).with_for_update())
    if file is None:
        raise Missing("file_missing")
    return file
