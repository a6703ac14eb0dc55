"""Documents of the tests, given to the search as a subject gives them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from wiki.kernel.db import act
from wiki.search import service
from wiki.search.document import Document

DAY = datetime(2012, 10, 8, tzinfo=UTC)


def document(row_id: int, title: str, text: str = "", **more: Any) -> Document:
    """A page that changed `row_id` days after a day."""
    usual = {"kind": "page", "uid": f"u{row_id}", "updated_at": DAY + timedelta(days=row_id)}
    return Document(row_id=row_id, title=title, text=text, **usual | more)


def put(*documents: Document) -> None:
    """Index some documents in one act."""
    with act():
        for one in documents:
            service.put(one)
