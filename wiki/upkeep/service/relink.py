"""Writing the links to an old title anew: asked for in one act, done page after page by a job."""

from __future__ import annotations

import sqlalchemy as sa

from wiki.journal.service import record
from wiki.kernel import clock
from wiki.kernel.db import act, reading, table_of, write
from wiki.kernel.errors import Invalid, Missing, WikiError
from wiki.kernel.permissions import Actor, May, require
from wiki.markup.bounds import check
from wiki.pages import batches
from wiki.pages import rules as page_rules
from wiki.pages.models import Link, Page
from wiki.pages.queries import pages
from wiki.pages.queries.documents import registry
from wiki.pages.service import batches as work
from wiki.pages.service.revise import Change, require_edit, revise
from wiki.site.queries import policy
from wiki.upkeep.models import RelinkedPage, Relinking
from wiki.upkeep.queries import relinkings as queries
from wiki.upkeep.rewriting import relinked

_JOB = "upkeep.relink"


def relink(actor: Actor, title: str, summary: str = "", *, keeps_text: bool = False) -> str:
    """Ask that the links to an old title of a page lead to its title; the uid of what goes on.

    Asked again while that goes on, it is the same one.
    """
    said = page_rules.clean_summary(summary)
    with act() as session:
        require(actor, May.RENAME, policy())
        old, page = queries.old_title(title)
        page = pages.by_uid(page.uid, locked=True)
        if under_way := session.scalar(
            sa.select(Relinking).where(
                Relinking.old_key == old.key,
                Relinking.page_id == page.id,
                Relinking.state.in_((batches.RUNNING, batches.UNDOING)),
            )
        ):
            return under_way.uid
        made = Relinking(
            page_id=page.id,
            old_key=old.key,
            old_title=old.title,
            keeps_text=keeps_text,
            summary=said,
            member_id=work.member_id_of(actor),
            created_at=clock.now(),
            state=batches.RUNNING,
            total=0,
        )
        session.add(made)
        session.flush()
        made.total = write(_NOTE_PAGES, {"of": made.id, "key": made.old_key})
        if not made.total:
            raise Invalid("nothing_to_relink", title=old.title)
        work.queue(_JOB, made.uid)
        record(actor, "links_rewritten", "page", page.uid, title=page.title, number=made.total)
        return made.uid


_NOTE_PAGES = sa.insert(table_of(RelinkedPage)).from_select(
    ["relinking_id", "page_id", "outcome", "reason"],
    sa.select(
        sa.cast(sa.bindparam("of"), sa.BigInteger),
        Link.page_id,
        sa.literal_column(f"'{batches.WAITING}'"),
        sa.literal_column("''"),
    ).where(Link.target_key == sa.bindparam("key")),
)


def undo_relinking(actor: Actor, uid: str) -> None:
    """Ask that every revision that it made be taken back; later edits stay."""
    with act() as session:
        require(actor, May.RENAME, policy())
        made = work.held(Relinking, uid, "relinking_missing")
        if made.state in (batches.UNDOING, batches.UNDONE):
            return
        of = sa.update(RelinkedPage).where(RelinkedPage.relinking_id == made.id)
        work.undo_all(actor, made, of, RelinkedPage.outcome, "relinking_undone")
        work.queue(_JOB, uid)
        page = session.get_one(Page, made.page_id)
        record(actor, "links_rewriting_undone", "page", page.uid, title=page.title)


def go_on(uid: str) -> None:
    """The job: page after page."""
    work.in_turns(_JOB, uid, _next_page)


def _next_page(uid: str) -> bool:
    """Do one page, or note that there is none left. Returns whether there was one."""
    with act():
        made = work.held(Relinking, uid, "relinking_missing")
        of = sa.select(RelinkedPage).where(RelinkedPage.relinking_id == made.id)
        row = work.next_of(made, of.order_by(RelinkedPage.page_id), RelinkedPage.outcome)
        if row is None:
            return False
        if made.state == batches.UNDOING:
            page = work.page_held(row.page_id)
            row.reason = work.take_back(made, row, page, made.summary)
        else:
            _rewrite(made, row)
        return True


def _rewrite(made: Relinking, row: RelinkedPage) -> None:
    page = work.page_held(row.page_id)
    target = reading().get_one(Page, made.page_id)
    body = pages.body(page)
    new = relinked(body, made.old_key, target.title, registry(), keeps_text=made.keeps_text)
    try:
        if target.deleted_at is not None:
            raise Missing("page_deleted", title=target.title)
        actor = work.actor_today(made.member_id)
        require_edit(actor, page)
        if new == body:
            raise Invalid("no_link_to_rewrite")
        check(page_rules.clean_body(new))
        change = Change(page.title, new, "edited", made.summary, is_minor=True)
        with reading().begin_nested():  # refused by the database, the act goes on
            number = revise(actor, page, change).number
    except WikiError as refusal:
        work.leave(made, row, refusal.code)
        return
    work.written(made, row, number)
