"""Places that look like one: found when a sheet is saved, set apart by a person."""

from __future__ import annotations

import sqlalchemy as sa

from wiki.jobs.service import enqueue
from wiki.journal.service import record
from wiki.kernel import clock
from wiki.kernel.db import act, insert_missing, look, reading, table_of, write
from wiki.kernel.errors import Invalid
from wiki.kernel.permissions import Actor, May, require
from wiki.pages.models import Page, Revision
from wiki.pages.queries import pages
from wiki.places.models import Distinct, Double, Place
from wiki.places.queries.doubles import like
from wiki.places.rules import KIND
from wiki.schema.sheet import Sheet
from wiki.site.queries import policy

#: The job that looks once at the places that were there before pairs were kept.
GATHER = "places.doubles"
#: Places that are looked at in one act.
_AT_ONCE = 50
_SHEETS = (
    sa.select(Page.id, Page.title, Revision)
    .join(Revision, sa.and_(Revision.page_id == Page.id, Revision.number == Page.head))
    .join(Place, Place.page_id == Page.id)
    .order_by(Page.id)
)
_FORGET = sa.delete(table_of(Double)).where(
    sa.or_(Double.page_id == sa.bindparam("of"), Double.other_id == sa.bindparam("of"))
)


def follow(page: Page, sheet: Sheet) -> None:
    """Find again which places a page looks like. Inside an act, once its facts are written."""
    write(_FORGET, {"of": page.id})
    if sheet.kind == KIND:
        _put(page.id, sheet, page.title)


def forget(page: Page) -> None:
    """A page in the bin looks like none."""
    write(_FORGET, {"of": page.id})


def gather(after: int) -> None:
    """The job: look at some places at a time, those whose pages come after an id."""
    with act():
        found = reading().execute(_SHEETS.where(Page.id > after).limit(_AT_ONCE)).all()
        for page_id, title, revision in found:
            _put(page_id, revision.sheet, title)
        if found:
            enqueue(GATHER, {"after": found[-1][0]}, dedupe_key=GATHER)


def rebuild() -> None:
    """Find all again."""
    reading().execute(sa.delete(Double))
    for page_id, title, revision in reading().execute(_SHEETS).all():
        _put(page_id, revision.sheet, title)


def _put(page_id: int, sheet: Sheet, title: str) -> None:
    found = (
        {
            "page_id": min(page_id, one.page_id),
            "other_id": max(page_id, one.page_id),
            "reason": one.reason,
        }
        for one in like(sheet.values, title, but=page_id)
    )
    insert_missing(Double, *found)


_PAIR = sa.select(Double.reason).where(
    Double.page_id == sa.bindparam("first"), Double.other_id == sa.bindparam("second")
)


def set_apart(actor: Actor, uid: str, other_uid: str) -> None:
    """Say that two places are not one: they are listed together no more. Raises `Invalid`."""
    with act():
        require(actor, May.TEND_DOUBLES, policy())
        one, other = sorted((pages.by_uid(uid), pages.by_uid(other_uid)), key=lambda page: page.id)
        if not look(_PAIR, first=one.id, second=other.id):
            raise Invalid("no_double")
        said = {"first_id": one.id, "second_id": other.id}
        insert_missing(Distinct, {**said, "member_id": actor.member_id, "at": clock.now()})
        record(actor, "places_distinct", "page", one.uid, title=one.title, other=other.uid)
