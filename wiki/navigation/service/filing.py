"""Which pages are filed under which categories; inside the acts on pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import sqlalchemy as sa

from wiki.journal.service import take_turn
from wiki.kernel.db import insert_missing, look, reading, table_of, write
from wiki.kernel.prepared import Among
from wiki.kernel.slugs import title_key
from wiki.language.folding import sort_key
from wiki.navigation.models import Category, Filing
from wiki.navigation.rules import members_dependency
from wiki.pages.filing import categories_of
from wiki.pages.models import Page
from wiki.pages.queries import pages as queries
from wiki.pages.queries.documents import document_of
from wiki.pages.service.derive import mark_stale, touch_titles

_COLUMNS = (
    *("written_key", "written_title", "category_key"),
    *("page_key", "page_sort", "is_category"),
)
_FILED = sa.select(*(getattr(Filing, name) for name in _COLUMNS)).where(
    Filing.page_id == sa.bindparam("of")
)
_UNFILE = sa.delete(table_of(Filing)).where(Filing.page_id == sa.bindparam("of"))
_FILE = sa.insert(table_of(Filing))


def file_page(page: Page, body: str, *, is_renamed: bool = False) -> None:
    """Write again under which categories a page is filed, and count them."""
    written = categories_of(document_of(body))
    before = {tuple(row) for row in look(_FILED, of=page.id)}
    said = {(row[0], row[1], row[3]) for row in before}
    if not is_renamed and said == {(*one, page.key) for one in written.items()}:
        return  # where each name leads, and what is a category, follow by themselves
    take_turn()  # nobody else files the first page of a category meanwhile
    now = _filings(page, written, is_category=bool(_known([page.key])))
    had, has = _categories(before), _categories(now)
    if before != now:
        write(_UNFILE, {"of": page.id})
        write(_FILE, *({"page_id": page.id, **_named(row)} for row in now))
        _count(has - had, had - has)
    if is_renamed:
        mark_stale(members_dependency(key) for key in had & has)


def forget(page: Page) -> None:
    """A page in the bin is filed nowhere."""
    had = _categories(look(_FILED, of=page.id))
    if had:
        take_turn()
        write(_UNFILE, {"of": page.id})
        _count(set(), had)


def _filings(
    page: Page, written: Mapping[str, str], *, is_category: bool
) -> set[tuple[object, ...]]:
    """The rows of a page, which is not filed under itself."""
    led = queries.existing_titles(written)
    rows = (
        (key, title, title_key(led.get(key, key)), page.key, page.sort, is_category)
        for key, title in written.items()
    )
    return {row for row in rows if row[2] != page.key}


def _categories(rows: Iterable[tuple[object, ...]]) -> set[str]:
    return {str(row[2]) for row in rows}


def _named(row: tuple[object, ...]) -> dict[str, object]:
    return dict(zip(_COLUMNS, row, strict=True))


# -- Where a name leads

_LED = sa.select(Filing.category_key).where(Filing.written_key == sa.bindparam("of")).limit(1)
_LEAD = (
    sa.update(table_of(Filing))
    .where(Filing.written_key == sa.bindparam("of"))
    .values(category_key=sa.bindparam("to"))
)


def settle(keys: Iterable[str]) -> None:
    """Some titles lead elsewhere: what was filed under them follows."""
    wanted = sorted(set(keys))
    led = queries.existing_titles(wanted)
    moved: set[str] = set()
    for key in wanted:
        now = title_key(led.get(key, key))
        for (was,) in look(_LED, of=key):
            if was != now:
                write(_LEAD, {"of": key, "to": now})
                moved |= {was, now}
    if moved:
        _recount(moved)


# -- Counting

_KNOWN = sa.select(Category.key).where(Among(Category.key, "keys"))
_of_key = Category.key == sa.bindparam("of")
_ADD = (
    sa.update(table_of(Category)).where(_of_key).values(pages=Category.pages + sa.bindparam("by"))
)
_RECOUNT = (
    sa.update(table_of(Category))
    .where(_of_key)
    .values(
        pages=sa.select(sa.func.count(sa.distinct(Filing.page_id)))
        .where(Filing.category_key == sa.bindparam("of"))
        .scalar_subquery()
    )
)
_DROP = sa.delete(table_of(Category)).where(_of_key, Category.pages <= 0)


def _known(keys: Iterable[str]) -> set[str]:
    """Those of the keys under which pages are filed."""
    return {row[0] for row in look(_KNOWN, keys=sorted(keys))}


def _count(come: set[str], gone: set[str]) -> None:
    """A page is filed under the first, and no more under the others."""
    keys = come | gone
    before = _known(keys)
    insert_missing(Category, *(_empty(key) for key in sorted(come - before)))
    write(_ADD, *({"of": key, "by": 1 if key in come else -1} for key in sorted(keys)))
    _counted(keys, before)


def _recount(keys: set[str]) -> None:
    before = _known(keys)
    insert_missing(Category, *(_empty(key) for key in sorted(keys - before)))
    write(_RECOUNT, *({"of": key} for key in sorted(keys)))
    _counted(keys, before)


_alive_at = sa.select(Page.id).where(Page.key == sa.bindparam("of"), Page.deleted_at.is_(None))
_MARK = (
    sa.update(table_of(Filing))
    .where(Filing.page_id.in_(_alive_at))
    .values(is_category=sa.bindparam("is_one"))
)
_FILED_AT = sa.select(Filing.category_key).where(Filing.page_id.in_(_alive_at))


def _empty(key: str) -> dict[str, object]:
    return {"key": key, "sort": sort_key(key), "pages": 0}


def _counted(keys: set[str], before: set[str]) -> None:
    """Drop the empty ones, tell the pages that became categories, or are none any more."""
    if not keys:
        return
    write(_DROP, *({"of": key} for key in sorted(keys)))
    after, changed = _known(keys), set(keys)
    for key in sorted(before ^ after):
        write(_MARK, {"of": key, "is_one": key in after})
        changed |= {row[0] for row in look(_FILED_AT, of=key)}
    mark_stale(members_dependency(key) for key in changed)
    touch_titles(keys)  # each page says how many are filed under it


def rebuild() -> None:
    """File every page again."""
    session = reading()
    session.execute(sa.delete(Filing))
    session.execute(sa.delete(Category))
    for page in list(queries.all_alive()):
        if written := categories_of(document_of(queries.body(page))):
            rows = _filings(page, written, is_category=False)
            session.add_all(Filing(page_id=page.id, **_named(row)) for row in rows)
            session.flush()
    counted = sa.select(Filing.category_key, sa.func.count(sa.distinct(Filing.page_id)))
    numbers = session.execute(counted.group_by(Filing.category_key)).all()
    session.add_all(Category(key=key, sort=sort_key(key), pages=number) for key, number in numbers)
    session.flush()
    session.execute(
        sa.update(Filing)
        .where(Filing.page_key.in_(sa.select(Category.key)))
        .values(is_category=True)
        .execution_options(synchronize_session=False)
    )
    session.expire_all()
