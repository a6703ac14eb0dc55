"""Writing the links to an old title anew: asked for in one act, done page after page by a job.

Each page is one act, that makes its revision and notes it: killed anywhere, the job goes on where
it was, and run twice it changes nothing twice.
"""

from __future__ import annotations

from time import monotonic

import sqlalchemy as sa

from wiki.jobs.service import enqueue
from wiki.journal.service import record
from wiki.kernel import clock
from wiki.kernel.db import act, reading, table_of, write
from wiki.kernel.errors import Invalid, Missing, Refused, WikiError
from wiki.kernel.permissions import Actor, May, require
from wiki.markup.bounds import check
from wiki.members.queries import actor_of_member, member
from wiki.pages import rules as page_rules
from wiki.pages.models import Link, Page
from wiki.pages.queries import pages
from wiki.pages.queries.documents import registry
from wiki.pages.service.revise import Change, require_edit, revise
from wiki.pages.service.turn_back import undo_inside
from wiki.site.queries import policy
from wiki.upkeep import rules
from wiki.upkeep.models import RelinkedPage, Relinking
from wiki.upkeep.queries import relinkings as queries
from wiki.upkeep.rewriting import relinked

#: How long one run of the job goes on, in seconds, before it lets others have their turn.
RUN = 20.0


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
                Relinking.state.in_((rules.RUNNING, rules.UNDOING)),
            )
        ):
            return under_way.uid
        made = Relinking(
            page_id=page.id,
            old_key=old.key,
            old_title=old.title,
            keeps_text=keeps_text,
            summary=said,
            member_id=_member_id(actor),
            created_at=clock.now(),
            state=rules.RUNNING,
            total=0,
        )
        session.add(made)
        session.flush()
        made.total = write(_NOTE_PAGES, {"of": made.id, "key": made.old_key})
        if not made.total:
            raise Invalid("nothing_to_relink", title=old.title)
        enqueue("upkeep.relink", {"uid": made.uid}, dedupe_key=f"relink:{made.uid}")
        record(actor, "links_rewritten", "page", page.uid, title=page.title, number=made.total)
        return made.uid


def _member_id(actor: Actor) -> int:
    if actor.member_id is None:
        raise Invalid("member_needed")
    return actor.member_id


_NOTE_PAGES = sa.insert(table_of(RelinkedPage)).from_select(
    ["relinking_id", "page_id", "outcome", "reason"],
    sa.select(
        sa.cast(sa.bindparam("of"), sa.BigInteger),
        Link.page_id,
        sa.literal_column(f"'{rules.WAITING}'"),
        sa.literal_column("''"),
    ).where(Link.target_key == sa.bindparam("key")),
)


def undo_relinking(actor: Actor, uid: str) -> None:
    """Ask that every revision that it made be taken back; later edits stay."""
    with act() as session:
        require(actor, May.RENAME, policy())
        made = _held(uid)
        if made.state in (rules.UNDOING, rules.UNDONE):
            return
        # What is still to come does not.
        session.execute(
            sa.update(RelinkedPage)
            .where(RelinkedPage.relinking_id == made.id, RelinkedPage.outcome == rules.WAITING)
            .values(outcome=rules.LEFT, reason="relinking_undone")
        )
        made.left = made.total - made.changed
        session.execute(
            sa.update(RelinkedPage)
            .where(RelinkedPage.relinking_id == made.id, RelinkedPage.outcome == rules.CHANGED)
            .values(outcome=rules.TO_UNDO)
        )
        made.state, made.undone_by_id = rules.UNDOING, _member_id(actor)
        enqueue("upkeep.relink", {"uid": uid}, dedupe_key=f"relink:{uid}")
        page = session.get_one(Page, made.page_id)
        record(actor, "links_rewriting_undone", "page", page.uid, title=page.title)


def _held(uid: str) -> Relinking:
    made = reading().scalar(sa.select(Relinking).where(Relinking.uid == uid).with_for_update())
    if made is None:
        raise Missing("relinking_missing")
    return made


def go_on(uid: str) -> None:
    """The job: page after page, some time long; what is left is a job of its own."""
    until = monotonic() + RUN
    while _next_page(uid):
        if monotonic() > until:
            with act():
                enqueue("upkeep.relink", {"uid": uid}, dedupe_key=f"relink:{uid}")
            return


def _next_page(uid: str) -> bool:
    """Do one page, or note that there is none left. Returns whether there was one."""
    with act() as session:
        made = _held(uid)
        undoes = made.state == rules.UNDOING
        row = session.scalar(
            sa.select(RelinkedPage)
            .where(
                RelinkedPage.relinking_id == made.id,
                RelinkedPage.outcome == (rules.TO_UNDO if undoes else rules.WAITING),
            )
            .order_by(RelinkedPage.page_id)
            .limit(1)
        )
        if row is None:
            made.state = {rules.RUNNING: rules.DONE, rules.UNDOING: rules.UNDONE}.get(
                made.state, made.state
            )
            return False
        if undoes:
            _take_back(made, row)
        else:
            _rewrite(made, row)
        return True


def _rewrite(made: Relinking, row: RelinkedPage) -> None:
    page = _page(row)
    target = reading().get_one(Page, made.page_id)
    body = pages.body(page)
    new = relinked(body, made.old_key, target.title, registry(), keeps_text=made.keeps_text)
    try:
        if target.deleted_at is not None:
            raise Missing("page_deleted", title=target.title)
        actor = _actor(made.member_id)
        require_edit(actor, page)
        if new == body:
            raise Invalid("no_link_to_rewrite")
        check(page_rules.clean_body(new))
        change = Change(page.title, new, "edited", made.summary, is_minor=True)
        with reading().begin_nested():  # refused by the database, the act goes on
            number = revise(actor, page, change).number
    except WikiError as refusal:
        row.outcome, row.reason = rules.LEFT, refusal.code
        made.left += 1
        return
    row.number, row.outcome = number, rules.CHANGED
    made.changed += 1


def _take_back(made: Relinking, row: RelinkedPage) -> None:
    page = _page(row)
    try:
        actor = _actor(made.undone_by_id)
        require_edit(actor, page)
        with reading().begin_nested():
            undo_inside(actor, page, row.number or 0, made.summary)
    except WikiError as refusal:
        row.outcome, row.reason = rules.STUCK, refusal.code
        made.stuck += 1
        return
    row.outcome = rules.TAKEN_BACK
    made.undone += 1


def _actor(member_id: int | None) -> Actor:
    """Who asked, with the rights of today."""
    who = member(member_id or 0)
    if who.deactivated_at is not None:
        raise Refused("account_closed")
    return actor_of_member(who)


def _page(row: RelinkedPage) -> Page:
    query = sa.select(Page).where(Page.id == row.page_id).with_for_update()
    return reading().scalars(query).one()
