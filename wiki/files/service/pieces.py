"""A file that comes in pieces, in the manner of tus: announced, then each piece after the others.

What came is noted once it is on disk: after a cut the sender asks how much that is, and goes on.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa

from wiki.files import queries, rules, storage
from wiki.files.models import File, FileUpload
from wiki.files.service import room
from wiki.files.service.add import Incoming, count, keep, refuse_size
from wiki.files.service.replace import keep_version
from wiki.jobs import queries as jobs
from wiki.jobs.service import enqueue
from wiki.journal.service import take_turn
from wiki.kernel import clock
from wiki.kernel.db import act, reading, release_reading
from wiki.kernel.errors import Conflict, Invalid, Missing, WikiError
from wiki.kernel.permissions import Actor, May, require
from wiki.kernel.slugs import TITLE_LENGTH
from wiki.site.queries import policy

#: Octets of the pieces that the sender is asked for.
PIECE = 1_000_000
#: How long what stopped coming is kept, and between two looks for such.
KEPT, EVERY = timedelta(days=2), timedelta(days=1)
JOB = "files.sweep"
#: Files that one member may be sending at once.
_MOST = 100


@dataclass(frozen=True)
class Announced:
    """A file to come."""

    name: str
    size: int
    description: rules.Description = field(default_factory=rules.Description)
    page_title: str | None = None
    #: The uid of the file of which it is to be a new version.
    replaces: str | None = None


def begin(actor: Actor, said: Announced) -> FileUpload:
    """Take note of a file to come: what does not fit is refused before anything is sent."""
    require(actor, May.UPLOAD, policy())
    refuse_size(said.size)
    description = rules.checked(said.description)
    if said.replaces:
        queries.get(said.replaces.replace("\0", ""))
    room.refuse_beyond(actor.member_id, said.size)
    count(actor)
    with act() as session:
        require(actor, May.UPLOAD, policy())
        take_turn()  # of two that fit only one by one, the second is refused
        room.refuse_beyond(actor.member_id, said.size)
        if _coming(actor) >= _MOST:
            raise Invalid("upload_too_many", limit=_MOST)
        upload = FileUpload(
            member_id=actor.member_id,
            name=said.name[-4 * rules.NAME_LENGTH :].replace("\0", ""),
            size=said.size,
            received=0,
            alt=description.alt,
            credit=description.credit,
            licence=description.licence,
            page_title=(said.page_title or "")[:TITLE_LENGTH].replace("\0", "") or None,
            replaces=said.replaces,
            touched_at=clock.now(),
        )
        session.add(upload)
        session.flush()
    return upload


def _coming(actor: Actor) -> int:
    query = sa.select(sa.func.count()).select_from(FileUpload)
    mine = (FileUpload.member_id == actor.member_id, FileUpload.file_uid.is_(None))
    return reading().scalar(query.where(*mine)) or 0


def look(actor: Actor, uid: str) -> FileUpload:
    """What came of a file so far. Raises `Missing`: it is its sender's alone."""
    require(actor, May.UPLOAD, policy())
    release_reading()
    found = reading().get(FileUpload, uid)
    if found is None or found.member_id != actor.member_id:
        raise Missing("upload_missing")
    return found


def append(actor: Actor, uid: str, offset: int, data: bytes) -> File | None:
    """Take a piece; the file once it is whole, None before.

    Raises `Conflict` when another piece was awaited. A file that is not taken is forgotten.
    """
    upload = look(actor, uid)
    if upload.file_uid is not None:
        return queries.get(upload.file_uid)
    if offset != upload.received:
        raise _elsewhere(upload.received)
    until = offset + len(data)
    if until > upload.size:
        raise Invalid("upload_beyond")
    if data:
        _put(upload, offset, data)
    return _finished(actor, upload) if until == upload.size else None


def _put(upload: FileUpload, offset: int, data: bytes) -> None:
    """On disk first, then in the database: of two that bring the same piece, one is told so."""
    if not storage.write_at(_lies(upload.uid), offset, data):
        _forget(upload.uid)
        raise Missing("upload_missing")
    moved = (
        sa.update(FileUpload)
        .where(FileUpload.uid == upload.uid, FileUpload.received == offset)
        .values(received=offset + len(data), touched_at=clock.now())
        .returning(FileUpload.uid)
    )
    with act() as session:
        is_ours = session.scalar(moved) is not None
    if not is_ours:
        came = reading().scalar(sa.select(FileUpload.received).where(FileUpload.uid == upload.uid))
        raise _elsewhere(came or 0)


def _elsewhere(received: int) -> Conflict:
    return Conflict("upload_elsewhere", public={"offset": received})


def _finished(actor: Actor, upload: FileUpload) -> File:
    """What came becomes a file, or a version of one; what is not taken is forgotten."""
    uid = upload.uid
    data = _came(uid)
    if len(data) != upload.size and (became := look(actor, uid).file_uid):
        return queries.get(became)  # who asked at the same time was faster
    sent = Incoming(
        upload.name,
        data,
        rules.Description(upload.alt, upload.credit, upload.licence),
        upload.page_title,
        upload=uid,
    )
    try:
        if len(data) != upload.size:
            raise Missing("upload_missing")
        file = keep_version(actor, upload.replaces, sent) if upload.replaces else keep(actor, sent)
    except WikiError as error:
        if error.status < 500:  # else it is asked for again when the store answers
            _forget(uid)
        raise
    with act() as session:
        done = sa.update(FileUpload).where(FileUpload.uid == uid)
        session.execute(done.values(file_uid=file.uid, touched_at=clock.now()))
    _lies(uid).unlink(missing_ok=True)
    return file


def _came(uid: str) -> bytes:
    try:
        return _lies(uid).read_bytes()
    except FileNotFoundError:
        return b""


def drop(actor: Actor, uid: str) -> None:
    """Give up sending."""
    _forget(look(actor, uid).uid)


def _forget(uid: str) -> None:
    with act() as session:
        session.execute(sa.delete(FileUpload).where(FileUpload.uid == uid))
    _lies(uid).unlink(missing_ok=True)


def _lies(uid: str) -> Path:
    return queries.uploads_folder() / uid


def begin_sweeping() -> None:
    """A worker starts: look every day for what stopped coming. Inside an act."""
    if not jobs.waits(JOB):
        enqueue(JOB, {}, dedupe_key=JOB)


def sweep() -> None:
    """The job: forget what stopped coming, and what lies there that nobody sends."""
    before = clock.now() - KEPT
    with act() as session:
        session.execute(sa.delete(FileUpload).where(FileUpload.touched_at < before))
        kept = set(session.scalars(sa.select(FileUpload.uid)))
        enqueue(JOB, {}, run_at=clock.now() + EVERY, dedupe_key=JOB)
    folder = queries.uploads_folder()
    for path in folder.iterdir() if folder.is_dir() else ():
        with suppress(FileNotFoundError):  # whoever sends it may give up at this moment
            if path.name not in kept and path.stat().st_mtime < before.timestamp():
                path.unlink()
