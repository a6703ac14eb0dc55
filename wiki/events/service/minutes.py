"""The minutes and the decisions that pages tell, kept in the acts that change them."""

from __future__ import annotations

import sqlalchemy as sa

from wiki.events.minutes import DECISION, MOST, Decision, decision, event_keys
from wiki.events.models import MadeDecision, Minutes
from wiki.kernel.db import look, reading, table_of, write
from wiki.markup.document import Document
from wiki.pages.models import Page
from wiki.pages.queries import pages
from wiki.pages.queries.documents import document_of

_KEYS = sa.select(Minutes.key).where(Minutes.page_id == sa.bindparam("of")).order_by(Minutes.key)
_HELD = (
    sa.select(*(getattr(MadeDecision, name) for name in Decision._fields))
    .where(MadeDecision.page_id == sa.bindparam("of"))
    .order_by(MadeDecision.rank)
)
#: What a page told.
TOLD = sa.union_all(
    sa.select(Minutes.page_id).where(Minutes.page_id == sa.bindparam("of")),
    sa.select(MadeDecision.page_id).where(MadeDecision.page_id == sa.bindparam("of")),
)
_FORGET_KEYS, _FORGET = (
    sa.delete(table_of(table)).where(table_of(table).c.page_id == sa.bindparam("of"))
    for table in (Minutes, MadeDecision)
)
_PUT_KEY, _PUT = (
    sa.insert(table_of(table)).values(
        {column.name: sa.bindparam(column.name) for column in table_of(table).columns}
    )
    for table in (Minutes, MadeDecision)
)


def follow(page: Page, document: Document, *, told_some: bool = True) -> None:
    """A page tells these decisions, and gives the minutes of these events.

    `told_some` is false when it is known that it told nothing before.
    """
    keys, told = event_keys(document.calls), _decisions(document)
    if not (keys or told or told_some):
        return
    if [row[0] for row in look(_KEYS, of=page.id)] != keys:
        write(_FORGET_KEYS, {"of": page.id})
        write(_PUT_KEY, *({"page_id": page.id, "key": key} for key in keys))
    if [Decision._make(row) for row in look(_HELD, of=page.id)] != told:
        write(_FORGET, {"of": page.id})
        write(_PUT, *({"page_id": page.id, **one._asdict()} for one in told))


def forget(page: Page) -> None:
    """A page in the bin tells nothing."""
    write(_FORGET_KEYS, {"of": page.id})
    write(_FORGET, {"of": page.id})


def _decisions(document: Document) -> list[Decision]:
    calls = [one for one in document.calls if one.name == DECISION][:MOST]
    return [
        decision(rank, one.options, document_of(one.body).body_text)
        for rank, one in enumerate(calls, start=1)
    ]


def rebuild() -> None:
    """Find all minutes and decisions again."""
    session = reading()
    for table in (Minutes, MadeDecision):
        session.execute(sa.delete(table))
    for page in list(pages.all_alive()):
        follow(page, document_of(pages.body(page)))
