"""Believing an archive: everything in it is read and compared before anything is changed."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from wiki.exchange import encoding, portable
from wiki.exchange.container import Reader, opened
from wiki.exchange.service.write import page_entry
from wiki.exchange.tables import ARCHIVE
from wiki.kernel.db import state
from wiki.kernel.errors import Invalid
from wiki.kernel.migrations import chain

#: How each profile is taken back.
COMMANDS = {"backup": "restore", "archive": "import archive"}


@contextmanager
def checked(path: Path, profile: str | None = None) -> Iterator[Reader]:
    """An archive, of that profile if one is named. Raises `Invalid` with what is wrong."""
    state().data_dir.mkdir(parents=True, exist_ok=True)
    with opened(path, shutil.disk_usage(state().data_dir).free) as archive:
        manifest = archive.manifest
        said = str(manifest.get("profile"))
        if said not in COMMANDS:
            raise Invalid("archive_newer")
        if profile is not None and said != profile:
            raise Invalid("archive_profile", profile=said, command=COMMANDS[said])
        _check_schema(manifest.get("schema"))
        _check_rows(archive)
        _check_files(archive)
        if said == ARCHIVE:
            _check_pages(archive)
        yield archive


def rows(archive: Reader, table: str) -> Iterator[dict[str, Any]]:
    """The rows of a table. Raises `Invalid` for one that is none."""
    columns = archive.manifest["tables"][table]["columns"]
    name = f"rows/{table}.jsonl"
    for text in archive.lines(name):
        try:
            yield encoding.row(text, columns)
        except (ValueError, TypeError, RecursionError) as error:
            raise Invalid("archive_broken", entry=name) from error


def _rows_if_any(archive: Reader, table: str) -> Iterator[dict[str, Any]]:
    """The rows of a table that older archives do not have."""
    return rows(archive, table) if table in archive.manifest["tables"] else iter(())


def _check_schema(schema: object) -> None:
    """Whether this code knows the tables as they were."""
    if str(schema) not in chain():
        raise Invalid("archive_newer")


def _check_rows(archive: Reader) -> None:
    tables = archive.manifest.get("tables")
    if not isinstance(tables, dict):
        raise Invalid("archive_broken", entry="manifest.json")
    if {f"rows/{name}.jsonl" for name in tables} != set(archive.names("rows/")):
        raise Invalid("archive_broken", entry="manifest.json")
    for name, said in tables.items():
        if not set(said["columns"].values()) <= encoding.TYPES.keys():
            raise Invalid("archive_newer")
        if sum(1 for _ in rows(archive, name)) != said["rows"]:
            raise Invalid("archive_broken", entry=f"rows/{name}.jsonl")


def _check_files(archive: Reader) -> None:
    """Each content is what its name says, and each file has its content."""
    there = {name.removeprefix("files/") for name in archive.names("files/")}
    for digest in there:
        if archive.manifest["entries"][f"files/{digest}"]["sha256"] != digest:
            raise Invalid("archive_broken", entry=f"files/{digest}")
    known = there | set(archive.manifest.get("missing_files", ()))
    for table in ("wiki_file", "wiki_file_version"):
        for row in _rows_if_any(archive, table):
            if row["sha256"] not in known:
                raise Invalid("archive_broken", entry=f"files/{row['sha256']}")


def _check_pages(archive: Reader) -> None:
    """Each revision has its text unless it was erased, and the text is the one that was hashed."""
    pages = {row["id"]: (row["uid"], row["title"]) for row in rows(archive, "wiki_page")}
    there = set(archive.names("pages/"))
    erased = {row["sha256"] for row in _rows_if_any(archive, "wiki_redaction")}
    for row in rows(archive, "wiki_revision"):
        if row["text_sha256"] in erased:
            continue
        name = page_entry(*pages[row["page_id"]], row["number"])
        if name not in there:
            raise Invalid("archive_broken", entry=name)
        there.discard(name)
        read = page(archive, name)
        digest = hashlib.sha256(read.body.encode("utf-8")).hexdigest()
        said = (row["text_sha256"], row["title"], row["kind"], row["infobox"])
        if (digest, read.title, read.kind, read.infobox) != said:
            raise Invalid("archive_broken", entry=name)
    if there:
        raise Invalid("archive_entry", entry=min(there))


def page(archive: Reader, name: str) -> portable.Portable:
    """A revision of the archive."""
    try:
        return portable.read(archive.data(name).decode("utf-8"))
    except (UnicodeDecodeError, Invalid) as error:
        raise Invalid("archive_broken", entry=name) from error
