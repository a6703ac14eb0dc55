"""Writing an archive while people go on saving."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from wiki import __version__
from wiki.exchange import encoding, portable
from wiki.exchange.container import Writer
from wiki.exchange.service.given import given
from wiki.exchange.tables import ARCHIVE, BACKUP, Carried, carried, snapshot
from wiki.files.models import FileVersion
from wiki.files.queries import contents
from wiki.kernel import clock
from wiki.kernel.db import state
from wiki.kernel.errors import Conflict
from wiki.kernel.migrations import current_on
from wiki.members.models import Member
from wiki.pages.codec import unpack
from wiki.pages.models import Page, Revision, Text
from wiki.site.queries import licence_of

_UNFIT = re.compile(r"[^\w.()'’ -]+")


def write(path: Path, profile: str) -> list[str]:
    """Write an archive of that profile, whole or not at all; returns the files that are missing.

    Raises `Conflict` when there is something at `path` already.
    """
    if path.exists():
        raise Conflict("archive_exists", name=path.name)
    with snapshot() as connection, Writer(path) as archive:
        tables = {
            one.table.name: _write_rows(archive, connection, one, profile)
            for one in carried(profile)
        }
        if profile == ARCHIVE:
            _write_pages(archive, connection)
        missing = _write_files(archive, connection)
        if profile == BACKUP:
            _write_key(archive)
        archive.close_with(
            {
                "profile": profile,
                "made_at": clock.now().isoformat(timespec="seconds"),
                "made_by": __version__,
                "schema": current_on(connection),
                "tables": tables,
                "missing_files": missing,
            }
        )
    return missing


def _write_rows(
    archive: Writer, connection: sa.Connection, one: Carried, profile: str
) -> dict[str, object]:
    query = sa.select(one.table).order_by(*one.table.primary_key.columns)
    if one.given_if:
        query = query.where(sa.text(one.given_if))
    if profile == ARCHIVE and one.table.name == Text.__tablename__:
        # The pages carry these.
        query = query.where(Text.sha256.not_in(sa.select(Revision.text_sha256)))
    number = 0
    with archive.entry(f"rows/{one.table.name}.jsonl") as entry:
        for row in connection.execute(query, execution_options={"yield_per": 500}).mappings():
            entry.write(encoding.line(_row(row, one, profile), one.columns).encode("utf-8"))
            number += 1
    return {"rows": number, "columns": one.columns}


def _row(row: Mapping[Any, Any], one: Carried, profile: str) -> dict[str, Any]:
    """A row as it is carried."""
    values: dict[str, Any] = {
        str(name): "" if name in one.own else value for name, value in row.items()
    }
    if profile == ARCHIVE and one.table.name == Revision.__tablename__:
        values["infobox"] = given(values["kind"], values["infobox"])
    return values


def _write_pages(archive: Writer, connection: sa.Connection) -> None:
    """Every revision of every page in the portable form, one entry each."""
    for name, text in _pages(connection):
        with archive.entry(name) as entry:
            entry.write(text.encode("utf-8"))


def _pages(connection: sa.Connection) -> Iterator[tuple[str, str]]:
    query = (
        sa.select(
            Page.uid,
            Page.title.label("page_title"),
            Revision.number,
            Revision.title,
            Revision.kind,
            Revision.infobox,
            Revision.created_at,
            Revision.summary,
            Revision.licence,
            Member.name.label("author"),
            Text.codec,
            Text.data,
        )
        .join(Page, Page.id == Revision.page_id)
        .join(Text, Text.sha256 == Revision.text_sha256)
        .outerjoin(Member, Member.id == Revision.author_id)
        .order_by(Page.uid, Revision.number)
    )
    for row in connection.execute(query, execution_options={"yield_per": 200}):
        more = {"revision": row.number, "date": row.created_at.isoformat()}
        more |= {"author": row.author} if row.author else {}
        more |= {"summary": row.summary} if row.summary else {}
        more |= {"licence": licence} if (licence := licence_of(row.licence).name) else {}
        body = unpack(row.codec, row.data)
        written = portable.Portable(row.title, body, row.kind, given(row.kind, row.infobox), more)
        yield page_entry(row.uid, row.page_title, row.number), portable.write(written)


def page_entry(uid: str, title: str, number: int) -> str:
    """The name of a revision in the archive: its title for people, its uid to be unique."""
    shown = _UNFIT.sub("-", title).strip(" .-")[:100] or "page"
    return f"pages/{shown}.{uid}/{number:06}.md"


def _write_files(archive: Writer, connection: sa.Connection) -> list[str]:
    """The contents of files, each once; returns those that are not there or are damaged."""
    each = sa.select(FileVersion.sha256).distinct().order_by(FileVersion.sha256)
    store, missing = contents(), []
    for digest in connection.scalars(each).all():
        data = store.read(digest)
        if data is None or hashlib.sha256(data).hexdigest() != digest:
            missing.append(digest)
            continue
        with archive.entry(f"files/{digest}") as entry:
            entry.write(data)
    return missing


def _write_key(archive: Writer) -> None:
    """The key that signs sessions: without it everybody has to sign in again."""
    path = state().data_dir / "secret_key"
    if path.is_file():
        with archive.entry("secret_key") as entry:
            entry.write(path.read_bytes())
