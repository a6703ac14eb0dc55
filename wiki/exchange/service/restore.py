"""Taking an archive back: all of it in one transaction, or nothing."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from wiki.exchange import encoding
from wiki.exchange.container import Reader
from wiki.exchange.service import check
from wiki.exchange.tables import (
    ARCHIVE,
    drop_all,
    is_empty,
    lift_guards,
    lock_schema,
    set_sequences,
)
from wiki.files.queries import contents
from wiki.files.storage import write_atomically
from wiki.kernel.db import act, release_reading, state
from wiki.kernel.errors import Conflict
from wiki.kernel.migrations import upgrade_on
from wiki.pages.codec import pack
from wiki.site import queries as site
from wiki.site.models import Stamp

_ROWS = 500


def restore(path: Path, profile: str, *, replaces: bool = False) -> Reader:
    """Put what an archive holds in this wiki, at the newest schema, and derive the rest.

    Raises `Invalid` when the archive is not whole, `Conflict` when the wiki is not empty and is not
    to be replaced; nothing is changed then. The server is to be stopped meanwhile.
    """
    release_reading()
    with check.checked(path, profile) as archive:
        stamp = _put_rows(archive, replaces)
        _put_key(archive)
    _derive(stamp + 1)
    return archive


def _put_rows(archive: Reader, replaces: bool) -> int:
    """Replace every row; returns the stamp of the site that was there."""
    engine = state().database.engine.execution_options(wiki_act=True)
    with engine.connect() as connection, connection.begin():
        lock_schema(connection)
        if not replaces and not is_empty(connection):
            raise Conflict("wiki_not_empty")
        stamp = _old_stamp(connection)
        _put_files(archive)  # adding a content harms nothing, whatever happens next
        drop_all(connection)
        upgrade_on(connection, archive.manifest["schema"])
        lift_guards(connection)
        for name in _ordered(connection, archive.manifest["tables"]):
            _insert(connection, archive, name, check.rows(archive, name))
            if name == "wiki_text" and archive.manifest["profile"] == ARCHIVE:
                _insert(connection, archive, name, _texts(archive))
        upgrade_on(connection, "head")
        set_sequences(connection)
    return stamp


def _old_stamp(connection: sa.Connection) -> int:
    if not sa.inspect(connection).has_table(Stamp.__tablename__):
        return 0
    query = sa.select(Stamp.value).where(Stamp.name == site.SITE_STAMP)
    return connection.scalar(query) or 0


def _ordered(connection: sa.Connection, wanted: Iterable[str]) -> list[str]:
    """The tables so that each comes after those it refers to."""
    known = [name for name, _ in sa.inspect(connection).get_sorted_table_and_fkc_names() if name]
    return sorted(wanted, key=known.index)


def _insert(
    connection: sa.Connection, archive: Reader, name: str, rows: Iterator[dict[str, Any]]
) -> None:
    columns = archive.manifest["tables"][name]["columns"]
    table = sa.table(name, *(sa.column(key, encoding.TYPES[code]) for key, code in columns.items()))
    while some := list(islice(rows, _ROWS)):
        connection.execute(sa.insert(table), some)


def _texts(archive: Reader) -> Iterator[dict[str, Any]]:
    """The texts that the pages carry, each once."""
    seen: set[str] = set()
    for name in archive.names("pages/"):
        digest, codec, data = pack(check.page(archive, name).body)
        if digest not in seen:
            seen.add(digest)
            yield {"sha256": digest, "codec": codec, "data": data}


def _put_files(archive: Reader) -> None:
    for name in archive.names("files/"):
        contents().write(archive.data(name))


def _put_key(archive: Reader) -> None:
    for name in archive.names("secret_key"):
        path = state().data_dir / name
        write_atomically(path, archive.data(name))
        os.chmod(path, 0o600)  # noqa: PTH101 - its owner alone


def _derive(stamp: int) -> None:
    """Make everything derived again; what was cached before no longer holds."""
    with act() as session:
        for subject in state().subjects:
            for deriver in subject.derivers:
                subject.load(deriver.rebuild)()
        session.merge(Stamp(name=site.SITE_STAMP, value=stamp))
    state().kept.pop("site.settings", None)
