"""Which pages are under which titles; inside the acts on pages."""

from __future__ import annotations

import sqlalchemy as sa

from wiki.kernel.db import insert_missing, look, reading, table_of, write
from wiki.navigation.models import Branch
from wiki.navigation.rules import ancestors, tree_dependency
from wiki.pages.models import Page
from wiki.pages.queries import pages as queries
from wiki.pages.service.derive import mark_stale, touch_titles

_OF_PAGE = sa.select(Branch.key).where(Branch.page_id == sa.bindparam("of"))
_CUT = sa.delete(table_of(Branch)).where(Branch.page_id == sa.bindparam("of"))


def grow(page: Page, *, is_renamed: bool = False) -> None:
    """A page stands under the titles that its own begins with."""
    before = [row[0] for row in look(_OF_PAGE, of=page.id)]
    now = [page.key] if "/" in page.key else []
    if before != now:
        write(_CUT, {"of": page.id})
        rows = ({"key": key, "sort": page.sort, "page_id": page.id} for key in now)
        insert_missing(Branch, *rows)
    if before != now or is_renamed:
        _tell([*before, *now])


def cut(page: Page) -> None:
    """A page in the bin is under no title."""
    before = [row[0] for row in look(_OF_PAGE, of=page.id)]
    write(_CUT, {"of": page.id})
    _tell(before)


def _tell(keys: list[str]) -> None:
    above = sorted({above for key in keys for above in ancestors(key)})
    if above:
        mark_stale(tree_dependency(key) for key in above)
        touch_titles(above)  # each page shows what is under it


def rebuild() -> None:
    """Find again which pages are under titles."""
    session = reading()
    session.execute(sa.delete(Branch))
    pages = (page for page in list(queries.all_alive()) if "/" in page.key)
    session.add_all(Branch(key=page.key, sort=page.sort, page_id=page.id) for page in pages)
    session.flush()
