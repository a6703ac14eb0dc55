"""A kind is settled otherwise: what is shown is made anew, what follows is found again by a job."""

from __future__ import annotations

import sqlalchemy as sa

from wiki.jobs.service import enqueue
from wiki.journal.service import take_turn
from wiki.kernel.db import act, look, noted
from wiki.pages.models import Page, Revision
from wiki.pages.queries import pages as queries
from wiki.pages.service.derive import mark_stale, touch_page
from wiki.schema.kinds import Kind, core_kinds
from wiki.schema.settled import SCHEMA
from wiki.sheets.queries.kinds import CHANGING, settled_kind
from wiki.sheets.rules import code_at, schema_dependency, shape_of
from wiki.sheets.service import derive, misfits, written
from wiki.site.queries import SITE_STAMP
from wiki.site.service import touch

_JOB = "sheets.kinds"
#: Pages of which the facts are found again in one act.
_SOME = 50
_of_the_kind = sa.select(Revision.id).where(
    Revision.page_id == Page.id, Revision.kind == sa.bindparam("kind")
)
_NEXT = (
    sa.select(Page.uid)
    .add_columns(Page.id)
    .where(
        Page.id > sa.bindparam("after", type_=sa.BigInteger()),
        Page.deleted_at.is_(None),
        _of_the_kind.exists(),
    )
    .order_by(Page.id)
    .limit(_SOME)
)


def settle(key: str, before: Revision | None, after: Revision | None) -> None:
    """The page of a key says something else than before of a kind. Inside an act.

    None where there is no page. Nothing follows when the kind is the same by it. Else all that is
    kept is made again: pages show kinds in more places than they are known to depend on, the lists
    of a network on the page of a member among them.
    """
    code = code_at(key)
    if not code or SCHEMA not in (before and before.kind, after and after.kind):
        return
    kinds = [_kind(code, revision) for revision in (before, after)]
    if kinds[0] == kinds[1]:
        return
    noted()[CHANGING] = True
    touch(SITE_STAMP)
    mark_stale({schema_dependency(code), f"kind:{code}"})
    was, now = map(shape_of, kinds)
    if was != now:
        has_new_facts = was.types != now.types
        enqueue(
            _JOB,
            {"kind": code, "facts": has_new_facts, "after": 0},
            dedupe_key=f"{_JOB}:{code}:{has_new_facts}",
        )


def _kind(code: str, revision: Revision | None) -> Kind | None:
    if revision is None or revision.kind != SCHEMA:
        return core_kinds().get(code)
    return settled_kind(code, revision.sheet).kind


def go_on(kind: str, facts: bool, after: int) -> None:
    """The job: page after page, those that have or had a sheet of the kind."""
    found = look(_NEXT, kind=kind, after=after)
    if not found:
        with act():  # what asks them, or says how fresh they are, was made again before
            take_turn()
            touch(SITE_STAMP)
            mark_stale({schema_dependency(kind), f"kind:{kind}"})
        return
    with act():
        take_turn()
        for uid, _ in found:
            page = queries.by_uid(uid)
            if page.deleted_at is not None:
                continue
            if facts:
                derive.replay(page)
            else:
                misfits.fit(page, queries.head(page))
            written.replay(page)
            touch_page(page.id)  # it says which values are past their period
        enqueue(_JOB, {"kind": kind, "facts": facts, "after": found[-1][1]})
