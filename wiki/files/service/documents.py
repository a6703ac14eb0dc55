"""What is read in the PDFs: how many pages they have, and their words, which the search finds.

It is read by a job, in a program of its own (`wiki.files.extraction`), and kept in a folder that
can be emptied at any time.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryFile
from typing import IO

import sqlalchemy as sa

from wiki.files import queries, rules, storage
from wiki.files.models import File, FileVersion
from wiki.files.rules import NOTHING, Reading
from wiki.kernel.db import act, reading, release_reading
from wiki.pages.service.derive import mark_stale
from wiki.search import service as search
from wiki.search.document import Document

KIND, JOB = "file", "files.document"
_PROGRAM = Path(__file__).parents[1] / "extraction.py"
#: Seconds within which a file is read, whatever it is.
_PATIENCE = 40


def prepare(uid: str) -> None:
    """Read a file, and let it be found: the job `files.document`."""
    file = queries.find(uid)
    if file is None or not file.is_pdf:
        return
    release_reading()  # nothing is held while it is read
    read(file)
    with act():
        index(queries.get(uid, deleted=True))
        mark_stale({rules.dependency(uid)})


def index(file: File) -> None:
    """Let the search find a file, or not while it is in the bin. Inside an act."""
    if not file.is_pdf:
        return
    if file.deleted_at is None:
        search.put(_document(file, queries.reading_of(file) or NOTHING))
    else:
        search.remove(KIND, file.id)


def rebuild() -> None:
    """Index every PDF again; those that were never read are read now. Inside an act."""
    query = sa.select(File).where(File.media_type == rules.PDF, File.deleted_at.is_(None))
    search.rebuild(
        KIND, (_document(file, read(file)) for file in reading().scalars(query.order_by(File.id)))
    )


def _document(file: File, found: Reading) -> Document:
    return Document(
        kind=KIND,
        uid=file.uid,
        row_id=file.id,
        title=file.name,
        updated_at=file.created_at,
        headings=f"{file.alt} {file.credit}".strip(),
        text="\n".join(found.texts),
    )


def read(file: File | FileVersion) -> Reading:
    """What is read of a content: read once, then kept."""
    target = queries.reading_path(file)
    if (known := queries.reading_of(file)) is not None:
        return known
    with _on_disk(file) as path:
        found = _read(path)
    said = json.dumps({"pages": found.pages, "texts": found.texts})
    storage.write_atomically(target, said.encode("ascii"))
    return found


@contextmanager
def _on_disk(file: File | FileVersion) -> Iterator[Path]:
    path = queries.contents().path(file.sha256)
    if path is not None:
        yield path
        return
    with NamedTemporaryFile(suffix=".pdf") as copy:
        copy.write(queries.content(file))
        copy.flush()
        yield Path(copy.name)


def _read(path: Path) -> Reading:
    # Isolated: neither the environment nor the folder it starts in says what is imported.
    command = [sys.executable, "-I", str(_PROGRAM), str(path)]
    with TemporaryFile() as told:
        with suppress(subprocess.TimeoutExpired):
            subprocess.run(  # noqa: S603 - our own program, on a file whose name is a hash
                command,
                stdin=subprocess.DEVNULL,
                stdout=told,
                stderr=subprocess.DEVNULL,
                timeout=_PATIENCE,
                check=False,
            )
        return _told(told)


def _told(told: IO[bytes]) -> Reading:
    """What was written before the end, whatever the end was."""
    told.seek(0)
    lines = []
    for line in told:
        try:
            lines.append(json.loads(line))
        except ValueError:  # the last one was cut
            break
    pages = lines[0].get("pages") if lines else None
    return Reading(pages, tuple(str(line["text"]) for line in lines[1:] if "text" in line))
