"""Which page mentions which file: derived from the newest revision of each page."""

from __future__ import annotations

import sqlalchemy as sa

from wiki.files.models import FileUse
from wiki.files.rules import mentioned
from wiki.kernel.db import reading
from wiki.pages.models import Page
from wiki.pages.queries import pages


def derive(page: Page, body: str) -> None:
    """Write again which files a page mentions. Inside an act."""
    forget(page)
    session = reading()
    session.add_all(FileUse(file_uid=uid, page_id=page.id) for uid in sorted(mentioned(body)))
    session.flush()


def forget(page: Page) -> None:
    """A page in the bin mentions nothing. Inside an act."""
    reading().execute(sa.delete(FileUse).where(FileUse.page_id == page.id))


def rebuild() -> None:
    """Write every use again. Inside an act."""
    reading().execute(sa.delete(FileUse))
    for page in pages.all_alive():
        derive(page, pages.body(page))
