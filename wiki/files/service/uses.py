"""Which page mentions which file: derived from the newest revision of each page."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from wiki.files.models import FileUse
from wiki.files.rules import mentioned
from wiki.kernel.db import look, reading, table_of, write
from wiki.pages.models import Page
from wiki.pages.queries import pages
from wiki.pages.queries.kinds import kinds
from wiki.schema.kinds import Kind
from wiki.schema.rows import are_rows
from wiki.schema.sheet import Sheet, Value

_USED = sa.select(FileUse.file_uid).where(FileUse.page_id == sa.bindparam("of"))
_USE = sa.insert(table_of(FileUse))
_UNUSE = sa.delete(table_of(FileUse)).where(
    FileUse.page_id == sa.bindparam("of"), FileUse.file_uid == sa.bindparam("file")
)


def derive(page: Page, body: str, sheet: Sheet) -> None:
    """Write which files a page mentions, in its text or its sheet: those that came or went.

    Inside an act.
    """
    _write(page, mentioned(body) | named_in(sheet))


def named_in(sheet: Sheet) -> frozenset[str]:
    """The uids of the files that a sheet names in fields of its kind."""
    kind = kinds().get(sheet.kind)
    return frozenset(_named(kind, sheet)) if kind else frozenset()


def _named(kind: Kind, sheet: Sheet) -> Iterator[str]:
    for one in kind.fields:
        value: Value = sheet.values.get(one.id)
        columns = [column.id for column in one.fields if column.type == "file"]
        said = [value] if one.type == "file" else []
        if columns and are_rows(value):
            said = [row.get(name) for row in value for name in columns]
        yield from (uid for uid in said if isinstance(uid, str))


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
        derive(page, pages.body(page), pages.head(page).sheet)
