"""A file made of something else from now on: same uid, same name; what it was stays."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from wiki.files import queries, rules
from wiki.files.inspection import Content
from wiki.files.models import File
from wiki.files.service import room
from wiki.files.service.add import Incoming, count, put_version, taken
from wiki.files.service.manage import locked, mark_pages_stale
from wiki.journal.service import record, take_turn
from wiki.kernel import signals
from wiki.kernel.db import act
from wiki.kernel.errors import Invalid
from wiki.kernel.permissions import Actor, May, require
from wiki.site.queries import policy


@dataclass(frozen=True)
class _Made:
    """What a version is to be made of."""

    content: Content
    sha256: str
    size: int


def replace(actor: Actor, uid: str, sent: Incoming) -> File:
    """Give a file a new content, of the type that its name says. Raises as `add` does."""
    require(actor, May.UPLOAD, policy())
    count(actor)
    return keep_version(actor, uid, sent)


def keep_version(actor: Actor, uid: str, sent: Incoming) -> File:
    """Keep a new content that was counted; the one it has already changes nothing."""
    require(actor, May.UPLOAD, policy())
    content, data = taken(sent.data)
    _refuse_other_type(queries.get(uid), content)
    room.refuse_beyond(actor.member_id, len(data), sent.upload)  # before it takes any
    digest = queries.contents().write(data)
    with act() as session:
        require(actor, May.UPLOAD, policy())
        file = locked(session, uid)
        if file.sha256 == digest:
            return file
        take_turn()
        room.refuse_beyond(actor.member_id, len(data), sent.upload)
        _put(session, actor, file, _Made(content, digest, len(data)))
        detail = {"name": file.name, "version": file.version, "sha256": digest, "size": file.size}
        record(actor, "file_replaced", "file", uid, **detail)
    return file


def restore_version(actor: Actor, uid: str, number: int) -> File:
    """Make a file of what it was at some version: it becomes the newest."""
    with act() as session:
        require(actor, May.UPLOAD, policy())
        file = locked(session, uid)
        former = queries.version(file, number)
        if former.sha256 == file.sha256:
            return file
        content = Content(former.media_type, former.width, former.height)
        _put(session, actor, file, _Made(content, former.sha256, former.size))
        detail = {"name": file.name, "version": file.version, "from": number}
        record(actor, "file_version_restored", "file", uid, **detail)
    return file


def _refuse_other_type(file: File, content: Content) -> None:
    if content.media_type != file.media_type:
        raise Invalid(
            "file_other_type",
            is_=rules.kind_of(file.media_type),
            sent=rules.kind_of(content.media_type),
        )


def _put(session: Session, actor: Actor, file: File, made: _Made) -> None:
    file.sha256, file.size = made.sha256, made.size
    file.width, file.height = made.content.width, made.content.height
    file.version += 1
    session.flush()
    put_version(session, file, actor)
    signals.file_replaced.send(file=file, actor=actor)
    mark_pages_stale(session, file.uid)
