"""The facts that follow from the sheets; inside the acts on pages."""

from __future__ import annotations

import sqlalchemy as sa

from wiki.kernel.db import look, reading, table_of, write
from wiki.pages.models import Page, Revision
from wiki.pages.queries.kinds import kinds
from wiki.schema.settled import SCHEMA
from wiki.sheets.models import Fact, Misfit, MisfitCount
from wiki.sheets.queries.sheets import SHEETS
from wiki.sheets.rules import Said, facts
from wiki.sheets.service import misfits

_of_page = Fact.page_id == sa.bindparam("of")
_NOW = sa.select(Fact.field, Fact.row, Fact.text, Fact.number, Fact.date).where(
    _of_page, Fact.to_seq.is_(None)
)
_END = (
    sa.update(table_of(Fact))
    .where(
        _of_page,
        Fact.field == sa.bindparam("is_of"),
        Fact.row == sa.bindparam("at"),
        Fact.to_seq.is_(None),
    )
    .values(to_seq=sa.bindparam("seq"))
)
_COLUMNS = tuple(column.name for column in table_of(Fact).columns)
_BEGIN = sa.insert(table_of(Fact)).values({name: sa.bindparam(name) for name in _COLUMNS})
_FORGET = sa.delete(table_of(Fact)).where(_of_page)


def said_by(revision: Revision) -> set[Said]:
    """What the sheet of a revision says, in fields of a kind that there is."""
    sheet = revision.sheet
    kind = None if sheet.kind == SCHEMA else kinds().get(sheet.kind)
    return facts(kind, sheet) if kind else set()


def follow(page: Page, revision: Revision) -> None:
    """Write what a new revision says otherwise than the one before."""
    before = {Said(*row) for row in look(_NOW, of=page.id)}
    _change(page.id, before, said_by(revision), revision.seq)
    misfits.fit(page, revision)


def replay(page: Page) -> None:
    """Write what all revisions of a page have said."""
    write(_FORGET, {"of": page.id})
    before: set[Said] = set()
    last: Revision | None = None
    for revision in reading().scalars(SHEETS, {"of": page.id}):
        now = said_by(revision)
        _change(page.id, before, now, revision.seq)
        before, last = now, revision
    if last is not None:
        misfits.fit(page, last)


def forget(page: Page) -> None:
    """A page in the bin says nothing."""
    write(_FORGET, {"of": page.id})
    misfits.forget(page)


def _change(page_id: int, before: set[Said], now: set[Said], seq: int) -> None:
    ended = ({"of": page_id, "is_of": one.field, "at": one.row, "seq": seq} for one in before - now)
    write(_END, *ended)
    write(_BEGIN, *(_begun(page_id, one, seq) for one in sorted(now - before, key=_place)))


def _begun(page_id: int, said: Said, seq: int) -> dict[str, object]:
    return {"page_id": page_id, "from_seq": seq, "to_seq": None, **said._asdict()}


def _place(said: Said) -> tuple[str, str]:
    return said.field, said.row


def rebuild() -> None:
    """Find all facts again."""
    session = reading()
    session.execute(sa.delete(Fact))
    session.execute(sa.delete(Misfit))
    session.execute(sa.delete(MisfitCount))
    for page in session.scalars(_with_sheets()).all():
        replay(page)


def _with_sheets() -> sa.Select[Page]:
    having = sa.select(Revision.page_id).where(Revision.kind.is_not(None))
    return sa.select(Page).where(Page.deleted_at.is_(None), Page.id.in_(having)).order_by(Page.id)
