"""Keeping the lists of what is to be tended; inside the acts that change links and titles."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from wiki.journal.service import take_turn
from wiki.kernel.db import Asked, insert_missing, look, table_of, write
from wiki.kernel.prepared import Among
from wiki.pages.models import Link, Page, Redirect
from wiki.pages.rules import SETTINGS_PREFIX
from wiki.upkeep.models import Apart, AskedTitle, ToTend
from wiki.upkeep.rules import APART, DEAD_END, HOMONYMY, MISSING, OLD, ORPHAN, UNSOURCED

_alive = Page.deleted_at.is_(None)
_Other = sa.orm.aliased(Page)
#: A redirect that leads somewhere: a page that took its title comes before it.
_leads = (
    ~sa.select(_Other.id).where(_Other.key == Redirect.key, _Other.deleted_at.is_(None)).exists()
)

_AT: Asked = sa.union_all(
    sa.select(Page.key, Page.id, sa.literal_column("1").label("is_own")).where(
        Among(Page.key, "keys"), _alive
    ),
    sa.select(Redirect.key, Page.id, sa.literal_column("0"))
    .join(Page, Page.id == Redirect.page_id)
    .where(Among(Redirect.key, "keys"), _alive, _leads),
)


def links_changed(page_id: int, come: Collection[str], gone: Collection[str]) -> None:
    """A page links to some titles from now on, and no more to others."""
    if not come and not gone:
        return
    take_turn()
    leading = {key: (found, is_own) for key, found, is_own in look(_AT, keys=[*come, *gone])}
    loose = {key: OLD if key in leading else MISSING for key in (*come, *gone)}
    for key, (_, is_own) in leading.items():
        if is_own:
            del loose[key]
    _count(loose, come, gone)
    judge({page_id, *(found for found, _ in leading.values())})


_MORE = (
    sa.update(table_of(AskedTitle))
    .where(AskedTitle.key == sa.bindparam("of"))
    .values(rank=AskedTitle.rank - sa.bindparam("more"))
)
_UNASKED = sa.delete(table_of(AskedTitle)).where(
    Among(AskedTitle.key, "keys"), AskedTitle.rank >= 0
)


def _count(loose: Mapping[str, str], come: Collection[str], gone: Collection[str]) -> None:
    """Titles that are no page's own are asked for once more, or once less."""
    more = {key: (key in come) - (key in gone) for key in sorted(loose)}
    new = [{"key": key, "kind": loose[key], "rank": 0} for key in more if key in come]
    insert_missing(AskedTitle, *new)
    write(_MORE, *({"of": key, "more": change} for key, change in more.items()))
    if any(key in gone for key in more):
        write(_UNASKED, {"keys": list(more)})


def _asked(*among: sa.ColumnElement[bool]) -> sa.Insert:
    """Count the links to titles that are no page's own."""
    own = sa.select(Page.id).where(Page.key == Link.target_key, _alive).exists()
    old = (
        sa.select(Redirect.key)
        .join(Page, Page.id == Redirect.page_id)
        .where(Redirect.key == Link.target_key, _alive)
        .exists()
    )
    # One SELECT for each kind: the kind of a group is then no part of what groups.
    kinds: list[sa.Select[*tuple[Any, ...]]] = [
        sa.select(Link.target_key, sa.literal_column(f"'{kind}'"), -sa.func.count())
        .where(~own, is_old, *among)
        .group_by(Link.target_key)
        for kind, is_old in ((OLD, old), (MISSING, ~old))
    ]
    return sa.insert(table_of(AskedTitle)).from_select(
        ["key", "kind", "rank"], sa.union_all(*kinds)
    )


_RECOUNT = _asked(Among(Link.target_key, "keys"))
_UNCOUNT = sa.delete(table_of(AskedTitle)).where(Among(AskedTitle.key, "keys"))


def titles_changed(page_id: int, keys: Iterable[str]) -> None:
    """Some titles lead elsewhere than they did, from or to this page."""
    take_turn()
    wanted = {"keys": sorted(set(keys))}
    write(_UNCOUNT, wanted)
    write(_RECOUNT, wanted)
    judge({page_id})


def _is_linked_to() -> sa.ColumnElement[bool]:
    """Whether another page links to a page, by its title or an old one."""
    from_another = Link.page_id != Page.id
    by_its_own = sa.select(Link.page_id).where(Link.target_key == Page.key, from_another)
    by_an_old = (
        sa.select(Link.page_id)
        .join(Redirect, Redirect.key == Link.target_key)
        .where(Redirect.page_id == Page.id, from_another, _leads)
    )
    return sa.or_(
        by_its_own.correlate(Page).exists(),
        by_an_old.correlate(Page).exists(),
    )


def _listed(code: str, *which: sa.ColumnElement[bool]) -> sa.Insert:
    """Put pages in a list; those that settle the wiki are in none."""
    settles = Page.key.startswith(SETTINGS_PREFIX, autoescape=True)
    found: sa.Select[*tuple[Any, ...]] = sa.select(sa.literal_column(f"'{code}'"), Page.id).where(
        _alive, ~settles, *which
    )
    return sa.insert(table_of(ToTend)).from_select(["code", "page_id"], found)


_Known = sa.orm.aliased(ToTend)
#: It leads to those of its name: nobody is to lead to it.
_is_homonymy = (
    sa.select(_Known.page_id).where(_Known.code == HOMONYMY, _Known.page_id == Page.id).exists()
)
_is_apart = sa.select(Apart.page_id).where(Apart.page_id == Page.id).exists()
_has_links = sa.select(Link.page_id).where(Link.page_id == Page.id).exists()
_LISTS = {
    ORPHAN: (~_is_apart, ~_is_homonymy, ~_is_linked_to()),
    APART: (_is_apart,),
    DEAD_END: (~_has_links,),
}
_JUDGE = tuple(_listed(code, Page.id == sa.bindparam("of"), *w) for code, w in _LISTS.items())
_FORGET = sa.delete(table_of(ToTend)).where(
    ToTend.page_id == sa.bindparam("of"), sa.or_(*(ToTend.code == code for code in _LISTS))
)


def judge(page_ids: Iterable[int]) -> None:
    """Put each of these pages in the lists where it belongs, and in no other."""
    rows = [{"of": page_id} for page_id in sorted(page_ids)]
    for statement in (_FORGET, *_JUDGE):
        write(statement, *rows)


_SAY = sa.insert(table_of(ToTend)).values(code=sa.bindparam("in_list"), page_id=sa.bindparam("of"))
_UNSAY = sa.delete(table_of(ToTend)).where(
    ToTend.code == sa.bindparam("in_list"), ToTend.page_id == sa.bindparam("of")
)
#: Lists that the text of a page alone decides of.
BY_TEXT = (HOMONYMY, UNSOURCED)


def say(page_id: int, before: Collection[str], now: Collection[str]) -> None:
    """Note in which of the lists `BY_TEXT` a page is."""
    changed = [code for code in BY_TEXT if (code in before) != (code in now)]
    if not changed:
        return
    take_turn()
    for code in changed:
        write(_SAY if code in now else _UNSAY, {"of": page_id, "in_list": code})
    judge([page_id])


_EMPTY = {table: sa.delete(table_of(table)) for table in (AskedTitle, ToTend)}
_ALL = (_asked(), *(_listed(code, *which) for code, which in _LISTS.items()))


def rebuild() -> None:
    """Make every list again, once the links are made; those of texts when these are read after."""
    for table in (AskedTitle, ToTend):
        write(_EMPTY[table], {})
    for statement in _ALL:
        write(statement, {})
