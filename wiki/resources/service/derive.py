"""The resources and the paths, kept in the acts that change their sheets."""

from __future__ import annotations

import sqlalchemy as sa

from wiki.kernel.db import look, reading, table_of, write
from wiki.pages.models import Page, Revision
from wiki.pages.queries import pages
from wiki.pages.queries.kinds import kinds
from wiki.pages.service.derive import mark_stale
from wiki.resources.models import Path, Resource
from wiki.resources.queries.library import LIST
from wiki.resources.rules import KIND, PATH, described, steps_of
from wiki.schema.audience import cut
from wiki.schema.folding import folded
from wiki.schema.kinds import VISIBILITIES
from wiki.schema.sheet import Sheet

_FORGET, _FORGET_PATH = (
    sa.delete(table_of(table)).where(table_of(table).c.page_id == sa.bindparam("of"))
    for table in (Resource, Path)
)
_PUT, _PUT_PATH = (
    sa.insert(table_of(table)).values(
        {column.name: sa.bindparam(column.name) for column in table_of(table).columns}
    )
    for table in (Resource, Path)
)
_IS_ONE = sa.select(Resource.page_id).where(Resource.page_id == sa.bindparam("of"))


def follow(page: Page, revision: Revision) -> None:
    """A page is the resource, or the path, that the sheet of a revision describes."""
    forget(page)
    if _keep(page, revision):
        mark_stale([LIST])


def forget(page: Page) -> None:
    """A page in the bin is neither."""
    if look(_IS_ONE, of=page.id):
        write(_FORGET, {"of": page.id})
        mark_stale([LIST])
    write(_FORGET_PATH, {"of": page.id})


def _keep(page: Page, revision: Revision) -> bool:
    """Keep what everybody may read of a sheet; whether it is that of a resource."""
    sheet = revision.sheet
    if sheet.kind not in (KIND, PATH):
        return False
    if kind := kinds().get(sheet.kind):
        sheet = cut(kind, sheet, VISIBILITIES[0])
    if (said := described(page.title, sheet)) is not None:
        write(_PUT, {"page_id": page.id, "seq": revision.seq, **said._asdict()})
        return True
    write(_PUT_PATH, _path(page, sheet))
    return False


def _path(page: Page, sheet: Sheet) -> dict[str, object]:
    steps, summary = steps_of(sheet), sheet.values.get("summary")
    return {
        "page_id": page.id,
        "title": page.title,
        "sort": folded(page.title),
        "summary": " ".join(summary.split()) if isinstance(summary, str) else "",
        "steps": len(steps),
        "tasks": sum(len(step.tasks) for step in steps),
    }


def rebuild() -> None:
    """Find all resources and paths again."""
    session = reading()
    for table in (Resource, Path):
        session.execute(sa.delete(table))
    for page in list(pages.all_alive()):
        _keep(page, pages.head(page))
