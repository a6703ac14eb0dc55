"""Adding a file."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy.orm import Session

from wiki.files import queries, rules
from wiki.files.inspection import Content, inspect, open_image
from wiki.files.metadata import without_metadata
from wiki.files.models import File, FileVersion
from wiki.files.service import documents, room
from wiki.jobs.service import enqueue
from wiki.journal.service import record, take_turn
from wiki.kernel import clock, signals
from wiki.kernel.db import act, release_reading, state
from wiki.kernel.errors import Invalid, TooMuch
from wiki.kernel.permissions import Actor, May, require
from wiki.language.folding import fold
from wiki.members.service import limits
from wiki.site.queries import policy

_ORIENTATION = 0x0112
#: How many files somebody may send, and in what time.
_MOST, _DURING = 200, timedelta(hours=1)


@dataclass(frozen=True)
class Incoming:
    """A file as it was sent."""

    name: str
    data: bytes
    description: rules.Description = field(default_factory=rules.Description)
    #: The page it was sent from, which may not be there yet.
    page_title: str | None = None
    #: Nothing but an image will do.
    image_only: bool = False
    #: The uid of the upload that brought it, in pieces.
    upload: str = ""


def add(actor: Actor, sent: Incoming) -> File:
    """Keep a file: content first, then its row. The same one sent twice is one file.

    Raises `Refused`, `TooMuch`, `TooOften`, or `Invalid` when it is not what we take.
    """
    require(actor, May.UPLOAD, policy())
    count(actor)
    return keep(actor, sent)


def count(actor: Actor) -> None:
    """Count one more file sent. Raises `TooOften`."""
    limits.take(limits.Limit(limits.bucket("upload", str(actor.member_id)), _MOST, _DURING))


def keep(actor: Actor, sent: Incoming) -> File:
    """Keep a file that was counted."""
    require(actor, May.UPLOAD, policy())
    description = rules.checked(sent.description)
    content, data = taken(sent.data)
    if sent.image_only and content.width is None:
        raise Invalid("file_image")
    name = rules.checked_name(sent.name, content.media_type)
    if not queries.same_content(actor.member_id, hashlib.sha256(data).hexdigest(), name):
        room.refuse_beyond(actor.member_id, len(data), sent.upload)  # before it takes any
    digest = queries.contents().write(data)
    with act() as session:
        require(actor, May.UPLOAD, policy())
        take_turn()  # two who bring the same file at once make one
        if known := queries.same_content(actor.member_id, digest, name):
            return known
        room.refuse_beyond(actor.member_id, len(data), sent.upload)
        file = File(
            name=name,
            sha256=digest,
            media_type=content.media_type,
            size=len(data),
            width=content.width,
            height=content.height,
            member_id=actor.member_id,
            page_uid=queries.uid_of_page(sent.page_title),
            created_at=clock.now(),
        )
        describe(file, description, content.credit)
        session.add(file)
        session.flush()
        put_version(session, file, actor)
        signals.file_added.send(file=file, actor=actor)
        record(actor, "file_added", "file", file.uid, name=name, sha256=digest, size=file.size)
    return file


def put_version(session: Session, file: File, actor: Actor) -> None:
    """Note what a file is made of from now on, and what follows from it. Inside an act."""
    session.add(
        FileVersion(
            file_id=file.id,
            number=file.version,
            sha256=file.sha256,
            media_type=file.media_type,
            size=file.size,
            width=file.width,
            height=file.height,
            member_id=actor.member_id,
            created_at=clock.now(),
        )
    )
    session.flush()
    if file.is_image:
        enqueue("files.thumbnails", {"uid": file.uid})
    elif file.is_pdf:
        enqueue(documents.JOB, {"uid": file.uid})


def taken(data: bytes) -> tuple[Content, bytes]:
    """What the content is, and its octets without what they tell about their maker."""
    release_reading()  # nothing is held while the image is looked at
    refuse_size(len(data))
    content = inspect(data)
    if content.width is None:
        return content, data
    with open_image(data, content.media_type) as image:
        orientation = image.getexif().get(_ORIENTATION, 1)
    known = orientation if isinstance(orientation, int) and 1 <= orientation <= 8 else 1
    cleaned = without_metadata(data, content.media_type, known)
    inspect(cleaned)  # what is stored is what was checked
    return content, cleaned


def refuse_size(octets: int) -> None:
    """Raises `Invalid` for nothing at all, `TooMuch` for more than one file may hold."""
    limit = state().options["WIKI_FILE_SIZE"]
    if octets <= 0:
        raise Invalid("file_empty")
    if octets > limit:
        raise TooMuch("file_size", megabytes=limit // 1_000_000)


def describe(file: File, description: rules.Description, credit: str = "") -> None:
    """Set what is said about a file; `credit` is what the image says of itself."""
    file.alt, file.licence = description.alt, description.licence
    file.credit = description.credit or credit
    file.search_key = fold(f"{file.name} {file.alt} {file.credit}")
