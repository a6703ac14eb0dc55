"""The categories, and what is filed under each: by title, a few at a time."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Generic, NamedTuple, TypeVar

import sqlalchemy as sa

from wiki.kernel.db import look, reading
from wiki.kernel.pager import PAGE_SIZE
from wiki.language.folding import sort_key
from wiki.navigation.models import Category, Filing
from wiki.pages.models import Page

Row = TypeVar("Row", bound="tuple[object, ...]")


class Some(NamedTuple, Generic[Row]):
    """Some rows of a list by title, and the key after which the next ones start."""

    rows: Sequence[Row]
    next_key: str | None


class CategoryLine(NamedTuple):
    """A category in a list: of all of them, or inside another one."""

    key: str
    title: str
    pages: int


class MemberLine(NamedTuple):
    """A page in the list of those that are filed under a category."""

    key: str
    title: str


#: Where a list goes on: what `placed` gives.
AFTER = sa.tuple_(
    sa.bindparam("place", type_=Category.sort.type), sa.bindparam("after", type_=Category.key.type)
)
_named = (
    sa.select(Filing.written_title)
    .where(Filing.category_key == Category.key)
    .order_by(Filing.is_category, Filing.page_sort, Filing.page_key, Filing.page_id)
    .limit(1)
    .correlate(Category)
    .scalar_subquery()
)
#: A category whose page is not written has the name that the first page gives it.
_title = sa.func.coalesce(Page.title, _named)
_with_page = sa.and_(Page.key == Category.key, Page.deleted_at.is_(None))
_LISTED = (
    sa.select(Category.key, _title.label("title"), Category.pages)
    .outerjoin(Page, _with_page)
    .where(sa.tuple_(Category.sort, Category.key) > AFTER)
    .order_by(Category.sort, Category.key)
    .limit(sa.bindparam("size"))
)
_ONE = (
    sa.select(Category.key, _title.label("title"), Category.pages)
    .outerjoin(Page, _with_page)
    .where(Category.key == sa.bindparam("key"))
)
_NAMED_LIKE = (
    sa.select(_title.label("title"))
    .select_from(Category)
    .outerjoin(Page, _with_page)
    .where(Category.key >= sa.bindparam("start"), Category.key < sa.bindparam("end"))
    .order_by(Category.key)
    .limit(sa.bindparam("size"))
)
_MEMBERS = (
    sa.select(Filing.page_key, Page.title)
    .join(Page, Page.id == Filing.page_id)
    .where(
        Filing.category_key == sa.bindparam("key"),
        Filing.is_category == sa.bindparam("is_category"),
        sa.tuple_(Filing.page_sort, Filing.page_key) > AFTER,
    )
    .order_by(Filing.page_sort, Filing.page_key)
    .limit(sa.bindparam("size"))
)
_INSIDE = (
    sa.select(Filing.page_key, Page.title, Category.pages)
    .join(Page, Page.id == Filing.page_id)
    .join(Category, Category.key == Filing.page_key)
    .where(
        Filing.category_key == sa.bindparam("key"),
        Filing.is_category.is_(True),
        sa.tuple_(Filing.page_sort, Filing.page_key) > AFTER,
    )
    .order_by(Filing.page_sort, Filing.page_key)
    .limit(sa.bindparam("size"))
)


def categories(*, after: str = "", size: int = PAGE_SIZE) -> Some[CategoryLine]:
    """The categories by title, those after that of the key `after`."""
    found = look(_LISTED, **placed(after), size=size + 1)
    return some([CategoryLine._make(row) for row in found], size)


def named_like(start: str, size: int = 10) -> Sequence[str]:
    """The names of the categories whose keys start so: for who types one."""
    return [row[0] for row in look(_NAMED_LIKE, start=start, end=f"{start}\U0010ffff", size=size)]


def category(key: str) -> CategoryLine | None:
    """The category of this key, when something is filed under it."""
    return next((CategoryLine._make(row) for row in look(_ONE, key=key)), None)


def titles(keys: Collection[str]) -> dict[str, str]:
    """The names of those of some categories under which something is filed."""
    query = sa.select(Category.key, _title).outerjoin(Page, _with_page)
    rows = reading().execute(query.where(Category.key.in_(sorted(keys))))
    return {str(key): str(title) for key, title in rows}


def members(key: str, *, after: str = "", size: int = PAGE_SIZE) -> Some[MemberLine]:
    """The pages filed under a category that are no categories themselves."""
    found = look(_MEMBERS, key=key, is_category=False, **placed(after), size=size + 1)
    return some([MemberLine._make(row) for row in found], size)


def inside(key: str, *, after: str = "", size: int = PAGE_SIZE) -> Some[CategoryLine]:
    """The categories filed under a category."""
    found = look(_INSIDE, key=key, **placed(after), size=size + 1)
    return some([CategoryLine._make(row) for row in found], size)


def placed(after: str) -> dict[str, str]:
    """The place of a key in a list by title."""
    return {"place": sort_key(after), "after": after}


def some(found: Sequence[Row], size: int) -> Some[Row]:
    """Cut what was read with one row more. A page that names a category twice is there once."""
    rows = list(dict.fromkeys(found[:size]))
    return Some(rows, str(rows[-1][0]) if len(found) > size else None)
