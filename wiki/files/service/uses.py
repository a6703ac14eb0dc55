"""Which page mentions which file: derived from the newest revision of each page."""

from __future__ import annotations

import sqlalchemy as sa

from wiki.files.models import FileUse
from wiki.files.rules import mentioned
from wiki.kernel.db import look, reading, table_of, write
from wiki.pages.models import Page
from wiki.pages.queries import pages

_USED = sa.select(FileUse.file_uid).where(FileUse.page_id == sa.bindparam("of"))
_USE = sa.insert(table_of(FileUse))
_UNUSE = sa.delete(table_of(FileUse)).where(
    FileUse.page_id == sa.bindparam("of"), FileUse.file_uid == sa.bindparam("file")
)


def derive(page: Page, body: str) -> None:
    """Write which files a page mentions: those that came or went. Inside an act."""
    _write(page, mentioned(body))


def forget(page: Page) -> None:
    """A page in the bin mentions nothing. Inside an act."""
    _write(page, frozenset())


def _write(page: Page, now: frozenset[str]) -> None:
    before = {row[0] for row in look(_USED, of=page.id)}
    write(_UNUSE, *({"of": page.id, "file": uid} for uid in sorted(before - now)))
    write(_USE, *({"page_id": page.id, "file_uid": uid} for uid in sorted(now - before)))


def rebuild() -> None:
    """Write every use again. Inside an act."""
    reading().execute(sa.delete(FileUse))
    for page in pages.all_alive():
        derive(page, pages.body(page))
