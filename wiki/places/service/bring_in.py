"""Places that a file brings in: one revision each, and the next time only what the file changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from wiki.geography.communes import commune_today
from wiki.kernel.db import act, look, reading
from wiki.kernel.errors import WikiError
from wiki.kernel.permissions import Actor
from wiki.pages.models import Page, Revision
from wiki.pages.queries import pages as queries
from wiki.pages.queries.kinds import kind_of
from wiki.pages.service.save import Edit, save_inside
from wiki.pages.service.sheets import sheet_at
from wiki.places.imports.reading import Found, Remark
from wiki.places.queries.doubles import like, titles_of
from wiki.places.rules import KIND
from wiki.schema.rows import identity
from wiki.schema.sheet import Sheet
from wiki.sheets.models import Fact

#: Places of one act: others save between two.
BATCH = 25
#: Titles tried for a place whose name a page has already.
_TITLES = 100
#: What only names the file: alone, it changes no place.
_AROUND = frozenset(("data_source", "data_licence"))


@dataclass
class Brought:
    """What became of the places of a file, by their titles; `remarks` say what was not done."""

    made: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


def bring_in(
    actor: Actor,
    register: str,
    found: Sequence[Found],
    *,
    summary: str = "",
    told: Callable[[int], None] = lambda _number: None,
) -> Brought:
    """Make the places that are not there yet, and give the others what the file says now.

    A place is known by its number in `register`. What members changed since the last time stays:
    only what the file itself changed is merged with it, and a contradiction is left, with a remark.
    `told` is called with the number of places done.
    """
    brought = Brought()
    for first in range(0, len(found), BATCH):
        with act():
            for one in found[first : first + BATCH]:
                _bring(actor, register, one, summary, brought)
        told(len(found[first : first + BATCH]))
    return brought


def _bring(actor: Actor, register: str, one: Found, summary: str, brought: Brought) -> None:
    page = known_page(register, one.id)
    edit = _again(page, one.sheet) if page else _new(one, brought)
    if edit is None:
        brought.unchanged.append(one.title)
        return
    try:
        with reading().begin_nested():  # a place that is refused leaves the others
            saved = save_inside(actor, edit(summary))
    except WikiError as error:
        brought.remarks.append(Remark(one.line, error.code, error.params))
        return
    if not page:
        for title, _reason in titles_of(like(one.sheet.values, "", but=saved.page.id)[:1]):
            brought.remarks.append(Remark(one.line, "double_page", {"title": title}))
    done = brought.changed if page else brought.made
    (done if saved.is_new else brought.unchanged).append(saved.page.title)


_Asked = Callable[[str], Edit]


def _new(one: Found, brought: Brought) -> _Asked:
    title = free_title(one.title, one.sheet)
    if title != one.title:
        brought.remarks.append(Remark(one.line, "page_of_that_name", {"title": one.title}))
    return lambda summary: Edit(title, "", 0, summary, sheet=one.sheet, is_imported=True)


def free_title(title: str, sheet: Sheet) -> str:
    """A title for a place that no page has: its own, with its commune, then with a number."""
    return next(one for one in _titles(title, sheet) if queries.led_to(one) is None)


def _titles(title: str, sheet: Sheet) -> Iterator[str]:
    yield title
    commune = commune_today(sheet.values.get("commune") or "")
    named = f"{title} ({commune.name})" if commune else title
    yield named
    yield from (f"{named} {number}" for number in range(2, _TITLES))


def _again(page: Page, said: Sheet) -> _Asked | None:
    """What the file changed since it was last brought in; None when it says the same."""
    changed = said_anew(page, said)
    if changed is None:
        return None
    base, mine = changed
    return lambda summary: Edit(page.title, None, base, summary, sheet=mine, is_imported=True)


_undoing = aliased(Revision)
_UNDONE = sa.exists().where(
    _undoing.page_id == Revision.page_id,
    _undoing.action == "undone",
    _undoing.merged_from == Revision.number,
)
_IMPORTED = sa.select(sa.func.max(Revision.number)).where(
    Revision.page_id == sa.bindparam("of"), Revision.action == "imported", ~_UNDONE
)


def said_anew(page: Page, said: Sheet) -> tuple[int, Sheet] | None:
    """The revision by which a page was last brought in, and what the file says since.

    None when every value that the file gives is the same. What was undone was not brought in.
    """
    base = look(_IMPORTED, of=page.id)[0][0] or 0
    then = sheet_at(page, base)
    changed = {name for name, value in said.values.items() if then.values.get(name) != value}
    if base and not changed - _AROUND:
        return None
    values = {**then.values, **said.values}
    sources = {**then.sources} | {n: one for n, one in said.sources.items() if n in changed}
    return base, Sheet(KIND, values, then.not_concerned - values.keys(), sources)


_KNOWN = (
    sa.select(Page.uid)
    .join(Fact, Fact.page_id == Page.id)
    .where(
        Fact.field == "external_ids.id",
        Fact.text == sa.bindparam("text"),
        Fact.row == sa.bindparam("row"),
        Fact.to_seq.is_(None),
    )
)


def known_page(register: str, number: str) -> Page | None:
    """The page of a place that has this number in a register, held until the act is over."""
    if not number:
        return None
    row = identity(kind_of(KIND).field("external_ids"), {"register": register, "id": number})
    found = look(_KNOWN, text=number, row=row)
    return queries.by_uid(found[0][0], locked=True) if found else None
